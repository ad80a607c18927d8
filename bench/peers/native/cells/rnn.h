/* Vanilla recurrent network, h′ = tanh(W·x + U·h + b); tiles of four units. A record is written on the way back only. */

static void rnn_forward(Network *net)
{
    int hidden = net->shape.hidden, columns = net->columns, first_state = first_state_row(net);
    for (int step = 0; step < net->shape.steps; step++) {
        const real *x = x_of(net, step), *weights = net->scaled;
        real *h = x_of(net, step + 1) + first_state * LANES;
        for (int unit = 0; unit < hidden; unit += 4, weights += columns * SLOTS) {
            vec sums[4][VECTORS];
            begin(4, sums, weights);
            multiply(4, sums, weights + SLOTS, x + LANES, columns - 1);
            UNROLL for (int u = 0; u < 4; u++)
                UNROLL for (int v = 0; v < VECTORS; v++)
                    store(h + (unit + u) * LANES + v * WIDTH, tanh_of(sums[u][v]));
        }
    }
}

static void rnn_backward(Network *net)
{
    int steps;
    for (int step = net->shape.steps - 1; step >= 0; step--) {
        const real *state = x_of(net, step + 1) + first_state_row(net) * LANES;
        real *record = record_of(net, step);
        for (int at = 0; at < net->shape.hidden * LANES; at += WIDTH) {
            vec h = load(state + at);
            store(record + at, load(net->dh + at) * (1 - h * h));
        }
        if (step > 0) multiply_back(net, record, 0);
        if (chunk_ends(net, step, &steps)) weight_gradients(net, 4, 4, 0, 0, step, steps);
    }
}

static const Cell rnn = {
    .name = "rnn", .units = 4, .rows = 4, .memory = 1,
    .input_scale = {1, 1, 1, 1}, .recurrent_scale = {1, 1, 1, 1},
    .forward = rnn_forward, .backward = rnn_backward,
};
