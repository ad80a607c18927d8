/*
 * Gated recurrent unit, reset after the product. Slots for x: n, r, z; for h: r, z, u, where n = tanh(… + r∘u).
 * A record: r, z, u [unit][3], then n [unit]. The extra parameter is the bias of u.
 */

static void gru_forward(Network *net)
{
    int hidden = net->shape.hidden, inputs = net->shape.inputs, first_state = first_state_row(net);
    const real *bias = net->weights + net->extras_at;
    for (int step = 0; step < net->shape.steps; step++) {
        const real *x = x_of(net, step), *before = x + first_state * LANES, *weights = net->scaled;
        real *record = record_of(net, step), *h = x_of(net, step + 1) + first_state * LANES;
        real *candidate = record + 3 * hidden * LANES;
        for (int unit = 0; unit < hidden; unit++, weights += net->columns * SLOTS) {
            vec sums[4][VECTORS];
            begin(3, sums, weights);
            begin(1, sums + 3, bias + unit);
            multiply(3, sums, weights + SLOTS, x + LANES, inputs);
            multiply(3, sums + 1, weights + first_state * SLOTS, before, hidden);
            UNROLL for (int v = 0; v < VECTORS; v++) {
                real *gates = record + 3 * unit * LANES + v * WIDTH;
                vec r = sigmoid_of_twice(sums[1][v]), z = sigmoid_of_twice(sums[2][v]), u = sums[3][v];
                store(gates, r);
                store(gates + LANES, z);
                store(gates + 2 * LANES, u);
                store(candidate + unit * LANES + v * WIDTH, sums[0][v] + r * u);
            }
        }
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            vec z = load(record + 3 * at - 2 * (at % LANES) + LANES), n = tanh_of(load(candidate + at));
            store(candidate + at, n);
            store(h + at, n + z * (load(before + at) - n));
        }
    }
}

static void gru_backward(Network *net)
{
    int hidden = net->shape.hidden, steps;
    for (int step = net->shape.steps - 1; step >= 0; step--) {
        const real *before = x_of(net, step) + first_state_row(net) * LANES;
        real *record = record_of(net, step), *candidate = record + 3 * hidden * LANES;
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            real *gates = record + 3 * at - 2 * (at % LANES);
            vec r = load(gates), z = load(gates + LANES), u = load(gates + 2 * LANES), n = load(candidate + at);
            vec dh = load(net->dh + at), kept = dh * z;
            vec dn = (dh - kept) * (1 - n * n), du = dn * r;
            store(candidate + at, dn);
            store(gates, du * u * (1 - r));
            store(gates + LANES, kept * (1 - z) * (load(before + at) - n));
            store(gates + 2 * LANES, du);
            store(net->extra_sums + at, load(net->extra_sums + at) + du);
            store(net->dh + at, kept);
        }
        if (step > 0) multiply_back(net, record, 1);
        if (chunk_ends(net, step, &steps)) weight_gradients(net, 1, 3, 1, 0, step, steps);
    }
}

static const Cell gru = {
    .name = "gru", .units = 1, .rows = 3, .separate = 1, .memory = 4, .extras = 1,
    .input_scale = {1, .5, .5, 0}, .recurrent_scale = {.5, .5, 1, 0},
    .forward = gru_forward, .backward = gru_backward,
};
