/**
 * exp and log of losses in float64, to about a unit of the last place. AssemblyScript has several of each, and takes which by
 * how small a module is to be: kernels of different forms would have different bits.
 */

/** 1 / ln 2, and ln 2 in two parts, the first of which any exponent multiplies without rounding. */
const LOG2E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/**
 * e^x for x ≤ 0; 0 below −700, NaN of NaN. The rest of x / ln 2 goes into its Taylor series, even and odd terms apart: they do
 * not wait for each other.
 */
export function exponential(x: f64): f64 {
  if (!(x > -700)) return x <= -700 ? 0 : x;
  const power = nearest(x * LOG2E);
  const rest = x - power * LN2_HIGH - power * LN2_LOW;
  const s = rest * rest;
  const even = 1 + s * (1 / 2.0 + s * (1 / 24.0 + s * (1 / 720.0 + s * (1 / 40320.0 + s * (1 / 3628800.0 + s * (1 / 479001600.0))))));
  const odd = 1 + s * (1 / 6.0 + s * (1 / 120.0 + s * (1 / 5040.0 + s * (1 / 362880.0 + s * (1 / 39916800.0 + s * (1 / 6227020800.0))))));
  return (even + rest * odd) * reinterpret<f64>((<i64>power + 1023) << 52);
}

/** ln x for x ≥ 1; NaN of NaN. For x = 2^e · m, m near 1: ln m = 2 artanh((m − 1) / (m + 1)). */
export function logarithm(x: f64): f64 {
  if (!(x >= 1)) return x;
  const bits = reinterpret<i64>(x);
  let power = <f64>((bits >> 52) - 1023);
  let mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | (<i64>1023 << 52));
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    power += 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum: f64 = 0;
  for (let odd: f64 = 21; odd > 1; odd -= 2) sum = square * (1 / odd + sum);
  return power * LN2_HIGH + (power * LN2_LOW + 2 * ratio * (1 + sum));
}
