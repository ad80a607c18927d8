/** Vectors here are padded with zeros to whole registers. */

/** Σ values², in double, four running sums added in a fixed order. */
export function squaredNorm(values: usize, bytes: usize): f64 {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (let end = values + bytes; values < end; values += 16) {
    const x = v128.load(values);
    const a = f64x2.promote_low_f32x4(x);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/**
 * One step of Adam (Kingma 2015) over all parameters: moments and parameters in one pass.
 * `rate` is the learning rate over 1 − β₁ᵗ; `correction` is 1 / (1 − β₂ᵗ); `scale` clips the gradient.
 */
export function adam(
  parameters: usize, gradient: usize, first: usize, second: usize, bytes: usize,
  scale: f32, beta1: f32, beta2: f32, rate: f32, correction: f32, epsilon: f32,
): void {
  const scales = f32x4.splat(scale), rates = f32x4.splat(rate), corrections = f32x4.splat(correction);
  const keep1 = f32x4.splat(beta1), take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2), take2 = f32x4.splat(1 - beta2);
  const floor = f32x4.splat(epsilon);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = f32x4.mul(v128.load(gradient + i), scales);
    const m = f32x4.add(f32x4.mul(keep1, v128.load(first + i)), f32x4.mul(take1, g));
    const v = f32x4.add(f32x4.mul(keep2, v128.load(second + i)), f32x4.mul(take2, f32x4.mul(g, g)));
    v128.store(first + i, m);
    v128.store(second + i, v);
    const step = f32x4.div(f32x4.mul(rates, m), f32x4.add(f32x4.sqrt(f32x4.mul(v, corrections)), floor));
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), step));
  }
}
