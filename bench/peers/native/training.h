/* One training step around the cell: weights made ready, series into lanes, head and loss, Adam. */
#ifndef TRAINING_H
#define TRAINING_H

#include "network.h"

/* The cell's weights with the ½ of σ inside, and those of h transposed. */
static void prepare_weights(Network *net)
{
    int columns = net->columns, rows = net->cell->rows, first_state = first_state_row(net);
    real *transposed = net->transposed;
    for (int at = 0; at < net->extras_at; at += SLOTS) {
        const real *scale =
            at / SLOTS % columns < first_state ? net->cell->input_scale : net->cell->recurrent_scale;
        for (int slot = 0; slot < SLOTS; slot++) net->scaled[at + slot] = net->weights[at + slot] * scale[slot];
    }
    for (int unit = 0; unit < net->shape.hidden; unit += SLOTS)
        for (int tile = 0; tile < net->tiles; tile++)
            for (int row = 0; row < rows; row++)
                for (int u = 0; u < SLOTS; u++)
                    *transposed++ = net->weights[(tile * columns + first_state + unit + u) * SLOTS + row];
}

/* Brings a group of series into the lanes; lanes without a series stay zero, as does the first state. */
static void load_series(Network *net, int first, int count)
{
    int steps = net->shape.steps, inputs = net->shape.inputs;
    for (int step = 0; step < steps; step++)
        for (int lane = 0; lane < LANES; lane++) x_of(net, step)[lane] = 1;
    for (int lane = 0; lane < LANES; lane++) {
        const real *from = net->series + (size_t)(first + lane) * steps * inputs;
        for (int step = 0; step < steps; step++) {
            real *to = x_of(net, step) + LANES + lane;
            for (int input = 0; input < inputs; input++) to[input * LANES] = lane < count ? *from++ : 0;
        }
    }
}

/* Softmax and cross-entropy over the last state; leaves the gradient of the head, and dh. Returns the sum of losses. */
static double head(Network *net, int first, int count)
{
    int hidden = net->shape.hidden, classes = net->shape.classes;
    const real *h = x_of(net, net->shape.steps) + first_state_row(net) * LANES;
    const real *weights = net->weights + net->head_at, *biases = weights + classes * hidden;
    real *gradient = net->gradient + net->head_at, *d_biases = gradient + classes * hidden;
    real *logits = net->logits;
    double loss = 0;

    for (int class = 0; class < classes; class++)
        for (int v = 0; v < LANES; v += WIDTH) {
            vec sum = splat(biases[class]);
            for (int unit = 0; unit < hidden; unit++)
                sum += weights[class * hidden + unit] * load(h + unit * LANES + v);
            store(logits + class * LANES + v, sum);
        }

    for (int lane = 0; lane < LANES; lane++) {
        real *z = logits + lane, most = z[0], sum = 0;
        for (int class = 1; class < classes; class++) most = z[class * LANES] > most ? z[class * LANES] : most;
        for (int class = 0; class < classes; class++) sum += exp(z[class * LANES] - most);
        int label = lane < count ? net->labels[first + lane] : 0;
        if (lane < count) loss += log(sum) + most - z[label * LANES];
        for (int class = 0; class < classes; class++) {
            real share = exp(z[class * LANES] - most) / sum;
            z[class * LANES] = lane < count ? (share - (class == label)) / net->shape.batch : 0;
        }
    }

    memset(net->dh, 0, hidden * LANES * sizeof(real));
    for (int class = 0; class < classes; class++) {
        const real *dz = logits + class * LANES;
        d_biases[class] += sum_row(dz);
        for (int unit = 0; unit < hidden; unit++) {
            vec product = (vec){0};
            for (int v = 0; v < LANES; v += WIDTH) {
                real *dh = net->dh + unit * LANES + v;
                product += load(dz + v) * load(h + unit * LANES + v);
                store(dh, load(dh) + weights[class * hidden + unit] * load(dz + v));
            }
            quad sums = fold(product);
            gradient[class * hidden + unit] += sums[0] + sums[1] + sums[2] + sums[3];
        }
    }
    return loss;
}

/* The gradient of the mean loss of the batch, into `gradient`. Returns the loss. */
static double compute_gradient(Network *net)
{
    int extras = net->head_at - net->extras_at, batch = net->shape.batch;
    double loss = 0;
    memset(net->gradient, 0, net->parameters * sizeof(real));
    prepare_weights(net);
    for (int first = 0; first < batch; first += LANES) {
        int count = batch - first < LANES ? batch - first : LANES;
        load_series(net, first, count);
        memset(net->extra_sums, 0, (size_t)extras * LANES * sizeof(real));
        net->cell->forward(net);
        loss += head(net, first, count);
        net->cell->backward(net);
        for (int extra = 0; extra < extras; extra++)
            net->gradient[net->extras_at + extra] += sum_row(net->extra_sums + extra * LANES);
    }
    return loss / batch;
}

/* Learning rate 1e-3, β 0.9 and 0.999, ε 1e-8. */
static void adam(Network *net)
{
    real *restrict weights = net->weights, *restrict mean = net->mean, *restrict square = net->square;
    const real *restrict gradient = net->gradient;
    net->decay1 *= 0.9;
    net->decay2 *= 0.999;
    real rate = (real)(1e-3 / (1 - net->decay1)), correction = (real)(1 / (1 - net->decay2));
    for (int i = 0; i < net->parameters; i++) {
        mean[i] = (real)0.9 * mean[i] + (real)0.1 * gradient[i];
        square[i] = (real)0.999 * square[i] + (real)0.001 * gradient[i] * gradient[i];
        weights[i] -= rate * mean[i] / (sqrt(square[i] * correction) + (real)1e-8);
    }
}

static double train(Network *net)
{
    double loss = compute_gradient(net);
    adam(net);
    return loss;
}

#endif
