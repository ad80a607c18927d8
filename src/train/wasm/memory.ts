import { TrainingFailure } from '../trainer.ts';

/**
 * Makes the kernels' memory reach to a byte.
 * @param samples of the longest series, to say how to get by with less
 * @throws TrainingFailure when there is not enough
 */
export function ensureMemory(memory: WebAssembly.Memory, end: number, samples: number): void {
  const missing = end - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / 65536));
  } catch {
    const size = Math.ceil(end / 1024 / 1024);
    throw new TrainingFailure(
      `training needs ${size} MiB, more than there is: cut series of ${samples} samples into shorter windows`,
    );
  }
}
