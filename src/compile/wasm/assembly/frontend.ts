import { ROW_SHIFT } from './lanes';

/** Means of `factor` samples: panel of samples → panel of steps. */
export function decimate(panel: usize, stride: usize, channels: usize, factor: usize, out: usize, outStride: usize, steps: usize): void {
  const share = f32x4.splat(<f32>1 / <f32>factor);
  for (let step: usize = 0; step < steps; step++, panel += factor * stride, out += outStride) {
    for (let offset: usize = 0; offset < channels << ROW_SHIFT; offset += 16) {
      let sum = v128.load(panel + offset);
      for (let k: usize = 1; k < factor; k++) sum = f32x4.add(sum, v128.load(panel + offset + k * stride));
      v128.store(out + offset, f32x4.mul(sum, share));
    }
  }
}

/** max(x, 0) in place; NaN stays NaN. */
export function rectify(panel: usize, stride: usize, rows: usize, steps: usize): void {
  for (let end = panel + steps * stride; panel < end; panel += stride) {
    for (let offset: usize = 0; offset < rows << ROW_SHIFT; offset += 16) {
      v128.store(panel + offset, f32x4.pmax(v128.load(panel + offset), f32x4.splat(0)));
    }
  }
}

/** Gradient through max(x, 0), in place: nothing where the output is 0. */
export function rectifyGradient(gradient: usize, gradientStride: usize, output: usize, outputStride: usize, rows: usize, steps: usize): void {
  for (let end = gradient + steps * gradientStride; gradient < end; gradient += gradientStride, output += outputStride) {
    for (let offset: usize = 0; offset < rows << ROW_SHIFT; offset += 16) {
      const alive = f32x4.gt(v128.load(output + offset), f32x4.splat(0));
      v128.store(gradient + offset, v128.and(v128.load(gradient + offset), alive));
    }
  }
}
