import { Panel } from './descriptors';

/**
 * Series of unequal length run side by side: all start at step 0, and where one has ended its state is carried on. Backward
 * the gradient of a carried state passes by untouched, and the accumulators of that step get none.
 */

/** Fills the mask of the steps that not all series have. */
export function writeMask(panel: Panel): void {
  for (let step = panel.common; step < panel.steps; step++) {
    const row = panel.mask + (step << 5);
    for (let lane: usize = 0; lane < 8; lane++) {
      const alive = step < <usize>load<u32>(panel.laneSteps + (lane << 2));
      store<i32>(row + (lane << 2), alive ? -1 : 0);
    }
  }
}

/** Where a series has ended, the next state is the previous one. */
export function carry(next: usize, previous: usize, mask: usize, rows: usize): void {
  const left = v128.load(mask), right = v128.load(mask, 16);
  for (let end = next + (rows << 5); next < end; next += 32, previous += 32) {
    v128.store(next, v128.bitselect(v128.load(next), v128.load(previous), left));
    v128.store(next, v128.bitselect(v128.load(next, 16), v128.load(previous, 16), right), 16);
  }
}

/** Sets the gradient of ended series aside in `held`, and leaves that of living ones, plus `addend`. */
export function hold(gradient: usize, held: usize, addend: usize, mask: usize, rows: usize): void {
  const left = v128.load(mask), right = v128.load(mask, 16);
  for (let end = gradient + (rows << 5); gradient < end; gradient += 32, held += 32, addend += 32) {
    const a = v128.load(gradient), b = v128.load(gradient, 16);
    v128.store(held, v128.andnot(a, left));
    v128.store(held, v128.andnot(b, right), 16);
    v128.store(gradient, v128.and(f32x4.add(a, v128.load(addend)), left));
    v128.store(gradient, v128.and(f32x4.add(b, v128.load(addend, 16)), right), 16);
  }
}

/** Adds what was set aside to the gradient of the previous state. */
export function release(gradient: usize, held: usize, rows: usize): void {
  for (let end = gradient + (rows << 5); gradient < end; gradient += 16, held += 16) {
    v128.store(gradient, f32x4.add(v128.load(gradient), v128.load(held)));
  }
}
