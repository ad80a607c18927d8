import { Panel } from './descriptors';
import { LANES, ROW_BYTES, ROW_SHIFT } from './lanes';

/** 1 / steps of each series (of one without steps: 0), four lanes from `lane` on. */
@inline
function shares(panel: Panel, lane: usize): v128 {
  const steps = f32x4.convert_i32x4_u(v128.load(panel.laneSteps + (lane << 2)));
  return v128.and(f32x4.div(f32x4.splat(1), steps), f32x4.gt(steps, f32x4.splat(0)));
}

/** pooled[row] = mean of the panel over the steps that each series has. */
export function poolMean(panel: Panel, rows: usize, values: usize, stride: usize, pooled: usize): void {
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const share = shares(panel, lane);
    for (let row: usize = 0; row < rows; row++) {
      const offset = (row << ROW_SHIFT) + (lane << 2);
      let sum = f32x4.splat(0);
      for (let step: usize = 0; step < panel.steps; step++) {
        let value = v128.load(values + step * stride + offset);
        if (step >= panel.common) value = v128.and(value, v128.load(panel.mask + (step << ROW_SHIFT) + (lane << 2)));
        sum = f32x4.add(sum, value);
      }
      v128.store(pooled + offset, f32x4.mul(sum, share));
    }
  }
}

/** pooled[row] = the panel at the last step of each series; 0 for one without steps. */
export function poolLast(panel: Panel, rows: usize, values: usize, stride: usize, pooled: usize): void {
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const steps = v128.load(panel.laneSteps + (lane << 2));
    for (let row: usize = 0; row < rows; row++) {
      const offset = (row << ROW_SHIFT) + (lane << 2);
      let value = f32x4.splat(0);
      for (let count = max<usize>(panel.common, 1); count <= panel.steps; count++) {
        const last = i32x4.eq(steps, i32x4.splat(<i32>count));
        value = v128.bitselect(v128.load(values + (count - 1) * stride + offset), value, last);
      }
      v128.store(pooled + offset, value);
    }
  }
}

/** dL/d(value) of every step from that of the mean, once `poolMeanGradient` has shared it. */
export function spreadMean(panel: Panel, rows: usize, pooled: usize, gradient: usize, stride: usize): void {
  for (let step: usize = 0; step < panel.steps; step++, gradient += stride) {
    for (let offset: usize = 0; offset < rows << ROW_SHIFT; offset += 16) {
      let value = v128.load(pooled + offset);
      if (step >= panel.common) {
        value = v128.and(value, v128.load(panel.mask + (step << ROW_SHIFT) + (offset & (ROW_BYTES - 1))));
      }
      v128.store(gradient + offset, value);
    }
  }
}

/** dL/d(value) of every step from that of the last one. */
export function spreadLast(panel: Panel, rows: usize, pooled: usize, gradient: usize, stride: usize): void {
  for (let step: usize = 0; step < panel.steps; step++, gradient += stride) {
    for (let offset: usize = 0; offset < rows << ROW_SHIFT; offset += 16) {
      const last = i32x4.eq(v128.load(panel.laneSteps + (offset & (ROW_BYTES - 1))), i32x4.splat(<i32>step + 1));
      v128.store(gradient + offset, v128.and(v128.load(pooled + offset), last));
    }
  }
}

/** dL/d(value) of every living step, in place of dL/d(pooled). */
export function poolMeanGradient(panel: Panel, rows: usize, gradient: usize): void {
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const share = shares(panel, lane);
    for (let row: usize = 0; row < rows; row++) {
      const address = gradient + (row << ROW_SHIFT) + (lane << 2);
      v128.store(address, f32x4.mul(v128.load(address), share));
    }
  }
}
