import { Panel } from './descriptors';
import { LANES, ROW_BYTES, ROW_SHIFT } from './lanes';

/**
 * Series of unequal length run side by side: all start at step 0, and where one has ended its state is carried on. Backward
 * the gradient of a carried state passes by untouched, and the accumulators of that step get none.
 */

/** Fills the mask of the steps that not all series have. */
export function writeMask(panel: Panel): void {
  for (let step = panel.common; step < panel.steps; step++) {
    const row = panel.mask + (step << ROW_SHIFT);
    for (let lane: usize = 0; lane < LANES; lane++) {
      const alive = step < <usize>load<u32>(panel.laneSteps + (lane << 2));
      store<i32>(row + (lane << 2), alive ? -1 : 0);
    }
  }
}

/** Where a series has ended, the next state is the previous one. */
export function carry(next: usize, previous: usize, mask: usize, rows: usize): void {
  for (let offset: usize = 0, bytes = rows << ROW_SHIFT; offset < bytes; offset += 16) {
    const alive = v128.load(mask + (offset & (ROW_BYTES - 1)));
    v128.store(next + offset, v128.bitselect(v128.load(next + offset), v128.load(previous + offset), alive));
  }
}

/** Sets the gradient of ended series aside in `held`, and leaves that of living ones, plus `addend`. */
export function hold(gradient: usize, held: usize, addend: usize, mask: usize, rows: usize): void {
  for (let offset: usize = 0, bytes = rows << ROW_SHIFT; offset < bytes; offset += 16) {
    const alive = v128.load(mask + (offset & (ROW_BYTES - 1)));
    const value = v128.load(gradient + offset);
    v128.store(held + offset, v128.andnot(value, alive));
    v128.store(gradient + offset, v128.and(f32x4.add(value, v128.load(addend + offset)), alive));
  }
}

/** Adds what was set aside to the gradient of the previous state. */
export function release(gradient: usize, held: usize, rows: usize): void {
  for (let end = gradient + (rows << ROW_SHIFT); gradient < end; gradient += 16, held += 16) {
    v128.store(gradient, f32x4.add(v128.load(gradient), v128.load(held)));
  }
}
