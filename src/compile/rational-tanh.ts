/**
 * tanh(x) ≈ x·N(x²)/D(x²) for |x| ≤ `TANH_LIMIT`, minimax in the absolute error of float32 arithmetic: at most 7·2⁻²⁴.
 * Coefficients from the highest power. N begins with 1, which saves a product. Training kernels and the float C share it,
 * so that the chip computes what training computed.
 */
export const TANH_NUMERATOR: readonly number[] = [1, 256.79285, 11225.752, 86808.13];
export const TANH_DENOMINATOR: readonly number[] = [0.021623932, 20.81336, 2069.766, 40161.652, 86808.164];

/** tanh is constant to float32 beyond. */
export const TANH_LIMIT = 7.809731483459473;
