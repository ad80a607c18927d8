/*
 * Fast gated recurrent network; tiles of four units. a = W·x + U·h, z = σ(a + b_z), n = tanh(a + b_n),
 * h′ = (σ(ζ)·(1 − z) + σ(ν))∘n + z∘h. A record: n, overwritten by the gradient of a [unit], then z [unit].
 * Extra parameters: b_z and b_n of every unit, ζ and ν. The column of ones has no weights.
 */

INLINE real sigmoid_of_scalar(real x) { return 1 / (1 + exp(-x)); }

static void fastgrnn_forward(Network *net)
{
    int hidden = net->shape.hidden, columns = net->columns, first_state = first_state_row(net);
    const real *bias_z = net->weights + net->extras_at, *bias_n = bias_z + hidden, *scalars = bias_n + hidden;
    real zeta = sigmoid_of_scalar(scalars[0]), nu = sigmoid_of_scalar(scalars[1]);
    for (int step = 0; step < net->shape.steps; step++) {
        const real *x = x_of(net, step), *before = x + first_state * LANES, *weights = net->scaled;
        real *candidate = record_of(net, step), *gate = candidate + hidden * LANES;
        real *h = x_of(net, step + 1) + first_state * LANES;
        for (int unit = 0; unit < hidden; unit += 4, weights += columns * SLOTS) {
            vec sums[4][VECTORS];
            clear(4, sums);
            multiply(4, sums, weights + SLOTS, x + LANES, columns - 1);
            UNROLL for (int u = 0; u < 4; u++) {
                UNROLL for (int v = 0; v < VECTORS; v++) {
                    int at = (unit + u) * LANES + v * WIDTH;
                    vec z = sigmoid_of_twice((sums[u][v] + bias_z[unit + u]) * (real)0.5);
                    vec n = tanh_of(sums[u][v] + bias_n[unit + u]);
                    store(gate + at, z);
                    store(candidate + at, n);
                    store(h + at, (zeta + nu - zeta * z) * n + z * load(before + at));
                }
            }
        }
    }
}

static void fastgrnn_backward(Network *net)
{
    int hidden = net->shape.hidden, steps;
    const real *scalars = net->weights + net->extras_at + 2 * hidden;
    real zeta = sigmoid_of_scalar(scalars[0]), nu = sigmoid_of_scalar(scalars[1]);
    real *sum_z = net->extra_sums, *sum_n = sum_z + hidden * LANES, *sum_scalars = sum_n + hidden * LANES;
    for (int step = net->shape.steps - 1; step >= 0; step--) {
        const real *before = x_of(net, step) + first_state_row(net) * LANES;
        real *candidate = record_of(net, step), *gate = candidate + hidden * LANES;
        vec d_zeta = (vec){0}, d_nu = (vec){0};
        for (int at = 0; at < hidden * LANES; at += WIDTH) {
            vec n = load(candidate + at), z = load(gate + at), dh = load(net->dh + at);
            vec dn = dh * (zeta + nu - zeta * z) * (1 - n * n);
            vec dz = dh * (load(before + at) - zeta * n) * z * (1 - z);
            d_zeta += dh * n * (1 - z);
            d_nu += dh * n;
            store(sum_z + at, load(sum_z + at) + dz);
            store(sum_n + at, load(sum_n + at) + dn);
            store(candidate + at, dz + dn);
            store(net->dh + at, dh * z);
        }
        store(sum_scalars, load(sum_scalars) + d_zeta * zeta * (1 - zeta));
        store(sum_scalars + LANES, load(sum_scalars + LANES) + d_nu * nu * (1 - nu));
        if (step > 0) multiply_back(net, candidate, 1);
        if (chunk_ends(net, step, &steps)) weight_gradients(net, 4, 4, 0, 1, step, steps);
    }
}

static const Cell fastgrnn = {
    .name = "fastgrnn", .units = 4, .rows = 4, .memory = 2, .extras = 2, .scalars = 2,
    .input_scale = {1, 1, 1, 1}, .recurrent_scale = {1, 1, 1, 1},
    .extra_start = {1, 1}, .scalar_start = {1, -4},
    .forward = fastgrnn_forward, .backward = fastgrnn_backward,
};
