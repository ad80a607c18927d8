/*
 * Minimal gated unit, forget gate after the product; tiles of two units. Slots for x: n, n, f, f; for h: f, f, u, u,
 * where n = tanh(… + f∘u). A record: f, f, u, u [two units][4], then n [unit]. The extra parameter is the bias of u.
 */

static void mgu_forward(Network *net)
{
    int hidden = net->shape.hidden, inputs = net->shape.inputs, first_state = first_state_row(net);
    const real *bias = net->weights + net->extras_at;
    for (int step = 0; step < net->shape.steps; step++) {
        const real *x = x_of(net, step), *before = x + first_state * LANES, *weights = net->scaled;
        real *record = record_of(net, step), *h = x_of(net, step + 1) + first_state * LANES;
        real *candidate = record + 2 * hidden * LANES;
        for (int unit = 0; unit < hidden; unit += 2, weights += net->columns * SLOTS) {
            vec sums[6][VECTORS];
            begin(4, sums, weights);
            begin(2, sums + 4, bias + unit);
            multiply(4, sums, weights + SLOTS, x + LANES, inputs);
            multiply(4, sums + 2, weights + first_state * SLOTS, before, hidden);
            UNROLL for (int which = 0; which < 2; which++) {
                UNROLL for (int v = 0; v < VECTORS; v++) {
                    real *gates = record + (2 * unit + which) * LANES + v * WIDTH;
                    vec f = sigmoid_of_twice(sums[2 + which][v]), u = sums[4 + which][v];
                    store(gates, f);
                    store(gates + 2 * LANES, u);
                    store(candidate + (unit + which) * LANES + v * WIDTH, sums[which][v] + f * u);
                }
            }
        }
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            vec f = load(record + 2 * at - at % (2 * LANES)), n = tanh_of(load(candidate + at));
            vec old = load(before + at);
            store(candidate + at, n);
            store(h + at, old + f * (n - old));
        }
    }
}

static void mgu_backward(Network *net)
{
    int hidden = net->shape.hidden, steps;
    for (int step = net->shape.steps - 1; step >= 0; step--) {
        const real *before = x_of(net, step) + first_state_row(net) * LANES;
        real *record = record_of(net, step), *candidate = record + 2 * hidden * LANES;
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            real *gates = record + 2 * at - at % (2 * LANES);
            vec f = load(gates), u = load(gates + 2 * LANES), n = load(candidate + at), dh = load(net->dh + at);
            vec dn = dh * f * (1 - n * n), du = dn * f;
            vec df = dh * (n - load(before + at)) + dn * u;
            store(candidate + at, dn);
            store(gates, df * f * (1 - f));
            store(gates + 2 * LANES, du);
            store(net->extra_sums + at, load(net->extra_sums + at) + du);
            store(net->dh + at, dh - dh * f);
        }
        if (step > 0) multiply_back(net, record, 1);
        if (chunk_ends(net, step, &steps)) weight_gradients(net, 2, 4, 1, 0, step, steps);
    }
}

static const Cell mgu = {
    .name = "mgu", .units = 2, .rows = 4, .separate = 1, .memory = 3, .extras = 1,
    .input_scale = {1, 1, .5, .5}, .recurrent_scale = {.5, .5, 1, 1},
    .forward = mgu_forward, .backward = mgu_backward,
};
