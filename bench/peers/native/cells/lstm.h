/* Long short-term memory. Slots: i, f, g, o. A record: the gates [unit][4], then c [unit], then tanh(c) [unit]. */

static void lstm_forward(Network *net)
{
    int hidden = net->shape.hidden, columns = net->columns, first_state = first_state_row(net);
    for (int step = 0; step < net->shape.steps; step++) {
        const real *x = x_of(net, step), *weights = net->scaled;
        const real *c_before = record_of(net, step - 1) + 4 * hidden * LANES;
        real *record = record_of(net, step), *h = x_of(net, step + 1) + first_state * LANES;
        real *c = record + 4 * hidden * LANES, *tanh_c = c + hidden * LANES;
        for (int unit = 0; unit < hidden; unit++, weights += columns * SLOTS) {
            vec sums[4][VECTORS];
            begin(4, sums, weights);
            multiply(4, sums, weights + SLOTS, x + LANES, columns - 1);
            UNROLL for (int v = 0; v < VECTORS; v++) {
                int at = unit * LANES + v * WIDTH;
                real *gates = record + 4 * unit * LANES + v * WIDTH;
                vec i = sigmoid_of_twice(sums[0][v]), f = sigmoid_of_twice(sums[1][v]);
                vec g = tanh_of(sums[2][v]), o = sigmoid_of_twice(sums[3][v]);
                store(gates, i);
                store(gates + LANES, f);
                store(gates + 2 * LANES, g);
                store(gates + 3 * LANES, o);
                store(c + at, f * load(c_before + at) + i * g);
            }
        }
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            vec squashed = tanh_of(load(c + at));
            store(tanh_c + at, squashed);
            store(h + at, load(record + 4 * at - 3 * (at % LANES) + 3 * LANES) * squashed);
        }
    }
}

static void lstm_backward(Network *net)
{
    int hidden = net->shape.hidden, steps;
    memset(net->dc, 0, hidden * LANES * sizeof(real));
    for (int step = net->shape.steps - 1; step >= 0; step--) {
        const real *c_before = record_of(net, step - 1) + 4 * hidden * LANES;
        real *record = record_of(net, step);
        const real *tanh_c = record + 5 * hidden * LANES;
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            real *gates = record + 4 * at - 3 * (at % LANES);
            vec i = load(gates), f = load(gates + LANES), g = load(gates + 2 * LANES), o = load(gates + 3 * LANES);
            vec squashed = load(tanh_c + at), dh = load(net->dh + at);
            vec dc = load(net->dc + at) + dh * o * (1 - squashed * squashed);
            store(gates, dc * g * i * (1 - i));
            store(gates + LANES, dc * load(c_before + at) * f * (1 - f));
            store(gates + 2 * LANES, dc * i * (1 - g * g));
            store(gates + 3 * LANES, dh * squashed * o * (1 - o));
            store(net->dc + at, dc * f);
        }
        if (step > 0) multiply_back(net, record, 0);
        if (chunk_ends(net, step, &steps)) weight_gradients(net, 1, 4, 0, 0, step, steps);
    }
}

static const Cell lstm = {
    .name = "lstm", .units = 1, .rows = 4, .memory = 6,
    .input_scale = {.5, .5, 1, .5}, .recurrent_scale = {.5, .5, 1, .5},
    .forward = lstm_forward, .backward = lstm_backward,
};
