/* One recurrent layer with a dense head: its parameters and the memory of a training step. */
#ifndef NETWORK_H
#define NETWORK_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>
#include "lanes.h"

enum { SLOTS = 4 }; /* weights of a column that are kept side by side */

typedef struct {
    int inputs, hidden, steps, batch, classes;
} Shape;

typedef struct Network Network;

/*
 * Units are worked on in tiles: `units` of them, whose gates are the `rows` (≤ SLOTS) sums of one block of registers.
 * A cell whose candidate keeps the products with x and with h apart has the slots (candidate, gates) for x and
 * (gates, candidate) for h: the window of a tile's sums moves by `units` rows.
 */
typedef struct {
    const char *name;
    int units, rows;
    int separate;          /* whether the candidate keeps its two products apart */
    int memory;            /* rows per unit that a step keeps for the way back */
    int extras, scalars;   /* parameters per unit, and per layer, that are no column of a matrix */
    real input_scale[SLOTS], recurrent_scale[SLOTS]; /* ½ where σ follows */
    real extra_start[2], scalar_start[2];
    void (*forward)(Network *);
    void (*backward)(Network *);
} Cell;

struct Network {
    const Cell *cell;
    Shape shape;
    int columns;           /* 1, inputs, hidden */
    int tiles;
    int chunk;             /* steps whose gradients of weights are summed in registers */

    /* Parameters: cell [tile][column][slot], extras [extra][unit], scalars, head [class][unit], its biases [class] */
    int extras_at, head_at, parameters;
    real *weights, *gradient, *mean, *square;
    real *scaled;          /* the cell's weights with the ½ of σ inside */
    real *transposed;      /* [four units][gate row][unit of the four]: the weights of h for the way back */
    double decay1, decay2; /* β₁ and β₂ to the power of the steps done */

    /* What one group of LANES series needs */
    size_t x_stride, record_stride;
    real *x;               /* [step + 1][column][lane]: 1, the input and the state before the step */
    real *records;         /* [1 + step][row][lane]: gates, overwritten by their gradients; the first is zero */
    real *dh, *dc;         /* [unit][lane] */
    real *extra_sums;      /* [extra or scalar][lane]: their gradients */
    real *logits;          /* [class][lane] */

    real *series;          /* [series][step][input] */
    int *labels;           /* [series] */
};

/* The record of a step; that of step −1 is zero. */
INLINE real *record_of(const Network *net, int step) { return net->records + (size_t)(step + 1) * net->record_stride; }
INLINE real *x_of(const Network *net, int step) { return net->x + (size_t)step * net->x_stride; }
INLINE int first_state_row(const Network *net) { return 1 + net->shape.inputs; }

static void *zeroed(size_t bytes)
{
    bytes = (bytes + 63) & ~(size_t)63;
    void *memory = aligned_alloc(64, bytes);
    if (memory == NULL) abort();
    return memset(memory, 0, bytes);
}

static real *reals(size_t count) { return zeroed(count * sizeof(real)); }

/* Numbers of a stride that holds some rows: an odd number of cache lines, for powers of two use few sets of a cache. */
static size_t odd_stride(int rows)
{
    size_t line = 64 / sizeof(real);
    return (((size_t)rows * LANES + line - 1) / line | 1) * line;
}

/* Uniform within ±1. */
static real random_real(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (real)(*seed >> 8) / (real)8388608 - 1;
}

static void start_parameters(Network *net, uint32_t seed)
{
    const Cell *cell = net->cell;
    int hidden = net->shape.hidden;
    real range = 1 / sqrt((real)hidden);
    real *extras = net->weights + net->extras_at;
    for (int i = 0; i < net->extras_at; i++) net->weights[i] = range * random_real(&seed);
    for (int i = 0; i < cell->extras * hidden; i++) extras[i] = cell->extra_start[i / hidden];
    for (int i = 0; i < cell->scalars; i++) extras[cell->extras * hidden + i] = cell->scalar_start[i];
    for (int i = net->head_at; i < net->head_at + net->shape.classes * (hidden + 1); i++)
        net->weights[i] = range * random_real(&seed);
}

/* A network with random data. `hidden` must be a multiple of four. */
static Network *create(const Cell *cell, Shape shape)
{
    Network *net = zeroed(sizeof *net);
    int hidden = shape.hidden;
    net->cell = cell;
    net->shape = shape;
    net->columns = 1 + shape.inputs + hidden;
    net->tiles = hidden / cell->units;

    net->extras_at = net->tiles * net->columns * SLOTS;
    net->head_at = net->extras_at + cell->extras * hidden + cell->scalars;
    net->parameters = net->head_at + shape.classes * (hidden + 1);
    real **arrays[] = {&net->weights, &net->gradient, &net->mean, &net->square, &net->scaled};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) *arrays[i] = reals(net->parameters);
    net->transposed = reals((size_t)hidden * cell->rows * net->tiles);
    net->decay1 = net->decay2 = 1;

    net->x_stride = odd_stride(net->columns);
    net->record_stride = odd_stride(cell->memory * hidden);
    net->x = reals((shape.steps + 1) * net->x_stride);
    net->records = reals((shape.steps + 1) * net->record_stride);
    net->dh = reals((size_t)hidden * LANES);
    net->dc = reals((size_t)hidden * LANES);
    net->extra_sums = reals((size_t)(cell->extras * hidden + cell->scalars) * LANES);
    net->logits = reals((size_t)shape.classes * LANES);
    for (net->chunk = 64; net->chunk > 8 && net->chunk * net->x_stride * sizeof(real) > 96 * 1024;) net->chunk /= 2;

    uint32_t seed = 1;
    size_t numbers = (size_t)shape.batch * shape.steps * shape.inputs;
    net->series = reals(numbers);
    net->labels = zeroed(shape.batch * sizeof(int));
    for (size_t i = 0; i < numbers; i++) net->series[i] = (real)1.7 * random_real(&seed);
    for (int i = 0; i < shape.batch; i++) net->labels[i] = i % shape.classes;
    start_parameters(net, 2);
    return net;
}

#endif
