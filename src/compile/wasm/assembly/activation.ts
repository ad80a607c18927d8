/** σ and tanh of four values: one rational function, so that the result is the same bits on every machine. */

/**
 * tanh(x) ≈ x·P(x²)/Q(x²) for |x| ≤ 7.6, minimax in the absolute error; beyond that the function is constant to float32.
 * The limits, P from the lowest power, Q likewise, and one half.
 */
const TABLE: usize = memory.data<f32>(
  [
    7.6, -7.6,
    9.99999587e-1, 1.29494517e-1, 2.97734748e-3, 1.17308985e-5,
    1, 4.62826283e-1, 2.39211851e-2, 2.42493943e-4, 2.55959044e-7,
    0.5,
  ],
  16,
);

@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** NaN stays NaN. */
@inline
export function tanh(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, v128.load32_splat(TABLE, 0)), v128.load32_splat(TABLE, 4));
  const s = f32x4.mul(x, x);
  let p = multiplyAdd(v128.load32_splat(TABLE, 20), s, v128.load32_splat(TABLE, 16));
  let q = multiplyAdd(v128.load32_splat(TABLE, 40), s, v128.load32_splat(TABLE, 36));
  p = multiplyAdd(p, s, v128.load32_splat(TABLE, 12));
  q = multiplyAdd(q, s, v128.load32_splat(TABLE, 32));
  p = multiplyAdd(p, s, v128.load32_splat(TABLE, 8));
  q = multiplyAdd(q, s, v128.load32_splat(TABLE, 28));
  q = multiplyAdd(q, s, v128.load32_splat(TABLE, 24));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** σ(x) = ½ + ½·tanh(x/2) */
@inline
export function sigmoid(value: v128): v128 {
  const half = v128.load32_splat(TABLE, 44);
  return multiplyAdd(tanh(f32x4.mul(value, half)), half, half);
}

/** NaN stays NaN. */
@inline
export function relu(value: v128): v128 {
  return f32x4.pmax(value, f32x4.splat(0));
}

/** 1 where the value is above 0, else 0: the slope of relu. */
@inline
export function step(value: v128): v128 {
  return v128.and(f32x4.gt(value, f32x4.splat(0)), v128.load32_splat(TABLE, 24));
}

/** In place over `count` rows of four: for the test of the functions above. `kind`: 0 tanh, 1 σ. */
export function activate(values: usize, count: usize, kind: i32): void {
  for (let end = values + (count << 4); values < end; values += 16) {
    const x = v128.load(values);
    v128.store(values, kind == 0 ? tanh(x) : sigmoid(x));
  }
}
