/*
 * The training engine's algorithm in plain C, with the vectors of the machine it is compiled on.
 *
 *     gcc -O3 -march=native -fno-math-errno -Wno-psabi main.c -o train -lm
 *
 *     train           answers requests, one JSON line each, until the input ends
 *     train --check   compares the gradients of every cell with finite differences; with -DREAL=double exactly
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <time.h>
#include "kernels.h"
#include "training.h"
#include "cells/fastgrnn.h"
#include "cells/gru.h"
#include "cells/lstm.h"
#include "cells/mgu.h"
#include "cells/rnn.h"

static const Cell *const cells[] = {&lstm, &gru, &fastgrnn, &mgu, &rnn};
enum { CELLS = sizeof cells / sizeof *cells, WARM_UP = 3, MOST = 1 << 16 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

/* The value of a key in one flat JSON object, NULL if it has none. */
static const char *value_of(const char *line, const char *key)
{
    char quoted[32];
    snprintf(quoted, sizeof quoted, "\"%s\"", key);
    const char *at = strstr(line, quoted);
    if (at == NULL) return NULL;
    at += strlen(quoted);
    at += strspn(at, " \t");
    return *at == ':' ? at + 1 + strspn(at + 1, " \t") : NULL;
}

static double number_of(const char *line, const char *key, double otherwise)
{
    const char *value = value_of(line, key);
    return value == NULL ? otherwise : strtod(value, NULL);
}

static const Cell *cell_of(const char *line)
{
    const char *value = value_of(line, "cell");
    if (value == NULL || *value != '"') return NULL;
    for (int i = 0; i < CELLS; i++) {
        size_t length = strlen(cells[i]->name);
        if (strncmp(value + 1, cells[i]->name, length) == 0 && value[1 + length] == '"') return cells[i];
    }
    return NULL;
}

/* The network of this kind, kept from its first use on; it has run a few steps. */
static Network *network_of(const Cell *cell, Shape shape)
{
    static struct Known { Network *net; struct Known *next; } *known;
    for (struct Known *at = known; at != NULL; at = at->next)
        if (at->net->cell == cell && memcmp(&at->net->shape, &shape, sizeof shape) == 0) return at->net;
    struct Known *added = zeroed(sizeof *added);
    *added = (struct Known){create(cell, shape), known};
    known = added;
    for (int step = 0; step < WARM_UP; step++) train(added->net);
    return added->net;
}

static void answer(const char *line)
{
    if (line[0] != '{' || value_of(line, "cell") == NULL) {
        puts("{\"error\":\"this is not a request\"}");
        return;
    }
    const Cell *cell = cell_of(line);
    Shape shape = {
        .inputs = (int)number_of(line, "input", 9), .hidden = (int)number_of(line, "hidden", 0),
        .steps = (int)number_of(line, "steps", 128), .batch = (int)number_of(line, "batch", 32),
        .classes = (int)number_of(line, "classes", 6),
    };
    const int sizes[] = {shape.inputs, shape.hidden, shape.steps, shape.batch, shape.classes};
    const char *why = cell == NULL ? "no such cell here" : shape.hidden % 4 != 0 ? "hidden is no multiple of 4" : NULL;
    for (int i = 0; i < 5 && why == NULL; i++)
        if (sizes[i] < 1 || sizes[i] > MOST) why = "a size is out of range";
    if (why == NULL && value_of(line, "epoch") != NULL) why = "no data sets here";
    if (why != NULL) {
        printf("{\"unsupported\":\"%s\"}\n", why);
        return;
    }
    Network *net = network_of(cell, shape);
    double least = number_of(line, "seconds", 0), begin = now(), seconds, loss;
    long iterations = 0;
    do {
        loss = train(net);
        iterations++;
        seconds = now() - begin;
    } while (seconds < least);
    if (!isfinite(loss)) {
        puts("{\"error\":\"the loss is not finite\"}");
        return;
    }
    double series_steps = (double)iterations * shape.batch * shape.steps;
    printf("{\"seriesSteps\":%.0f,\"seconds\":%.9f,\"loss\":%.9g}\n", series_steps, seconds, loss);
}

/* The largest difference between the gradient and central differences, relative to the largest gradient. */
static double check(const Cell *cell)
{
    Network *net = create(cell, (Shape){.inputs = 3, .hidden = 12, .steps = 9, .batch = LANES + 5, .classes = 4});
    real *expected = reals(net->parameters);
    const double distance = SINGLE ? 1e-2 : 1e-4;
    double most = 0, worst = 0;
    net->chunk = 4; /* 9 = 4 + 4 + 1 */
    compute_gradient(net);
    memcpy(expected, net->gradient, net->parameters * sizeof(real));
    for (int i = 0; i < net->parameters; i++) {
        real weight = net->weights[i];
        net->weights[i] = weight + (real)distance;
        double above = compute_gradient(net), width = net->weights[i];
        net->weights[i] = weight - (real)distance;
        double below = compute_gradient(net);
        width -= net->weights[i];
        net->weights[i] = weight;
        most = fmax(most, fabs(expected[i]));
        worst = fmax(worst, fabs(expected[i] - (above - below) / width));
    }
    free(expected);
    return worst / most;
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--check") == 0) {
        for (int i = 0; i < CELLS; i++) printf("{\"cell\":\"%s\",\"error\":%.3g}\n", cells[i]->name, check(cells[i]));
        return 0;
    }
    char *line = NULL;
    size_t room = 0;
    printf("{\"name\":\"C, gcc %s, %d-bit vectors\"}\n", __VERSION__, (int)sizeof(vec) * 8);
    fflush(stdout);
    while (getline(&line, &room, stdin) > 0) {
        answer(line);
        fflush(stdout);
    }
    free(line);
    return 0;
}
