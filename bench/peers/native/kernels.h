/* The three products of a training step. Counts of rows are constants at every call, so that sums stay in registers. */
#ifndef KERNELS_H
#define KERNELS_H

#include "network.h"

#define UNROLL _Pragma("GCC unroll 8")

INLINE void clear(int rows, vec (*sums)[VECTORS])
{
    UNROLL for (int row = 0; row < rows; row++)
        UNROLL for (int v = 0; v < VECTORS; v++) sums[row][v] = (vec){0};
}

/* Sums begin at their biases. */
INLINE void begin(int rows, vec (*sums)[VECTORS], const real *biases)
{
    UNROLL for (int row = 0; row < rows; row++)
        UNROLL for (int v = 0; v < VECTORS; v++) sums[row][v] = splat(biases[row]);
}

/* sums[row] += Σ over columns of weights[column][row] · x[column] */
INLINE void multiply(int rows, vec (*sums)[VECTORS], const real *weights, const real *x, int columns)
{
    _Pragma("GCC unroll 4") for (int column = 0; column < columns; column++, weights += SLOTS, x += LANES) {
        vec factor[VECTORS];
        UNROLL for (int v = 0; v < VECTORS; v++) factor[v] = load(x + v * WIDTH);
        UNROLL for (int row = 0; row < rows; row++)
            UNROLL for (int v = 0; v < VECTORS; v++) sums[row][v] += weights[row] * factor[v];
    }
}

/* dh (+)= Uᵀ·dz, four units at a time; dz: [gate row][lane] of one step. */
INLINE void multiply_back(Network *net, const real *dz, int add)
{
    int rows = net->cell->rows * net->tiles;
    const real *weights = net->transposed;
    for (int unit = 0; unit < net->shape.hidden; unit += SLOTS, weights += rows * SLOTS) {
        real *dh = net->dh + unit * LANES;
        vec sums[SLOTS][VECTORS];
        clear(SLOTS, sums);
        if (add)
            UNROLL for (int u = 0; u < SLOTS; u++)
                UNROLL for (int v = 0; v < VECTORS; v++) sums[u][v] = load(dh + u * LANES + v * WIDTH);
        multiply(SLOTS, sums, weights, dz, rows);
        UNROLL for (int u = 0; u < SLOTS; u++)
            UNROLL for (int v = 0; v < VECTORS; v++) store(dh + u * LANES + v * WIDTH, sums[u][v]);
    }
}

/* gradient[column][row] += Σ over steps and lanes of dz[row] · x[column], for a block of columns */
INLINE void gradient_block(int rows, int columns, real *gradient, const real *record, const int *row_at, const real *x,
                           const Network *net, int steps)
{
    vec sums[3][SLOTS];
    UNROLL for (int column = 0; column < columns; column++)
        UNROLL for (int row = 0; row < SLOTS; row++) sums[column][row] = (vec){0};
    const real *dz[SLOTS];
    UNROLL for (int row = 0; row < rows; row++) dz[row] = record + row_at[row] * LANES;
    size_t at = 0;
    for (int step = 0; step < steps; step++, at += net->record_stride, x += net->x_stride) {
        UNROLL for (int v = 0; v < VECTORS; v++) {
            vec z[SLOTS];
            UNROLL for (int row = 0; row < rows; row++) z[row] = load(dz[row] + at + v * WIDTH);
            UNROLL for (int column = 0; column < columns; column++) {
                vec factor = load(x + column * LANES + v * WIDTH);
                UNROLL for (int row = 0; row < rows; row++) sums[column][row] += z[row] * factor;
            }
        }
    }
    UNROLL for (int column = 0; column < columns; column++)
        sum_lanes(gradient + column * SLOTS, sums[column][0], sums[column][1], sums[column][2], sums[column][3]);
}

/* The same for the columns of a tile from `from` up to `to`, in blocks as wide as there are registers. */
INLINE void gradient_columns(int rows, real *gradient, const int *row_at, const Network *net, int from, int to,
                             int step, int steps)
{
    enum { WIDE = REGISTERS == 32 ? 3 : 2 };
    const real *record = record_of(net, step), *x = x_of(net, step);
    int column = from;
    for (; column + WIDE <= to; column += WIDE)
        gradient_block(rows, WIDE, gradient + column * SLOTS, record, row_at, x + column * LANES, net, steps);
    if (WIDE > 2 && column + 2 <= to) {
        gradient_block(rows, 2, gradient + column * SLOTS, record, row_at, x + column * LANES, net, steps);
        column += 2;
    }
    if (column < to)
        gradient_block(rows, 1, gradient + column * SLOTS, record, row_at, x + column * LANES, net, steps);
}

/*
 * The gradients of the weights over some steps. A record begins with the gate rows [tile][row]; where the candidate is
 * separate, its gradient on the side of x follows them, [unit].
 */
INLINE void weight_gradients(Network *net, int units, int rows, int separate, int first_column, int step, int steps)
{
    int first_state = first_state_row(net);
    for (int tile = 0; tile < net->tiles; tile++) {
        real *gradient = net->gradient + tile * net->columns * SLOTS;
        int recurrent_row[SLOTS], input_row[SLOTS];
        for (int row = 0; row < rows; row++) {
            recurrent_row[row] = tile * rows + row;
            input_row[row] = row < units ? net->tiles * rows + tile * units + row : tile * rows + row - units;
        }
        if (separate) {
            gradient_columns(rows, gradient, input_row, net, first_column, first_state, step, steps);
            gradient_columns(rows, gradient, recurrent_row, net, first_state, net->columns, step, steps);
        } else {
            gradient_columns(rows, gradient, recurrent_row, net, first_column, net->columns, step, steps);
        }
    }
}

/* Whether the steps from this one on, `steps` of them, are to be summed now, on the way back. */
INLINE int chunk_ends(const Network *net, int step, int *steps)
{
    int done = (net->shape.steps - step) % net->chunk;
    *steps = done == 0 ? net->chunk : done;
    return done == 0 || step == 0;
}

#endif
