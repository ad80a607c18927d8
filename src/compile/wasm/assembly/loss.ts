import { exponential, logarithm } from './exponential';
import { ROW_BYTES, ROW_SHIFT } from './lanes';

/**
 * Losses of the series of a panel. `outputs` and `gradient` are [output][lane]; `targets` and `weights` [lane], a weight
 * of 0 for lanes without a series. Each returns Σ loss of the series that count, and writes weight · dL/d(output).
 */

/** −log softmax(outputs)[target] */
export function crossEntropy(outputs: usize, classes: usize, targets: usize, weights: usize, gradient: usize): f64 {
  let loss: f64 = 0;
  for (let lane: usize = 0; lane < ROW_BYTES; lane += 4) {
    const weight = load<f32>(weights + lane);
    const target = <usize>load<f32>(targets + lane);
    let largest = -Infinity as f32;
    for (let c: usize = 0; c < classes; c++) {
      const output = load<f32>(outputs + lane + (c << ROW_SHIFT));
      // Not max(): a NaN must win.
      if (!(output <= largest)) largest = output;
    }
    let sum: f64 = 0;
    for (let c: usize = 0; c < classes; c++) {
      const share = exponential(<f64>load<f32>(outputs + lane + (c << ROW_SHIFT)) - <f64>largest);
      sum += share;
      store<f32>(gradient + lane + (c << ROW_SHIFT), <f32>share);
    }
    for (let c: usize = 0; c < classes; c++) {
      const address = gradient + lane + (c << ROW_SHIFT);
      const probability = <f32>(<f64>load<f32>(address) / sum);
      store<f32>(address, weight == 0 ? 0 : weight * (probability - (c == target ? <f32>1 : <f32>0)));
    }
    if (weight != 0) loss += logarithm(sum) + <f64>largest - <f64>load<f32>(outputs + lane + (target << ROW_SHIFT));
  }
  return loss;
}

/** Σ (output − target)², over one output. */
export function squaredError(outputs: usize, targets: usize, weights: usize, gradient: usize): f64 {
  let loss: f64 = 0;
  for (let lane: usize = 0; lane < ROW_BYTES; lane += 4) {
    const weight = load<f32>(weights + lane);
    const error = load<f32>(outputs + lane) - load<f32>(targets + lane);
    store<f32>(gradient + lane, weight == 0 ? 0 : 2 * weight * error);
    if (weight != 0) loss += <f64>error * <f64>error;
  }
  return loss;
}

/** ½·error² up to 1, |error| − ½ beyond. */
export function huber(outputs: usize, targets: usize, weights: usize, gradient: usize): f64 {
  let loss: f64 = 0;
  for (let lane: usize = 0; lane < ROW_BYTES; lane += 4) {
    const weight = load<f32>(weights + lane);
    const error = load<f32>(outputs + lane) - load<f32>(targets + lane);
    const size = abs(<f64>error);
    const slope = error > 1 ? <f32>1 : error < -1 ? <f32>-1 : error;
    store<f32>(gradient + lane, weight == 0 ? 0 : weight * slope);
    if (weight != 0) loss += size > 1 ? size - 0.5 : 0.5 * size * size;
  }
  return loss;
}
