import type { Loss } from './trainer.ts';

/** Error from which the Huber loss grows linearly, in the normalised target. */
const HUBER_KNEE = 1;

/**
 * The loss of one series in float64: what the kernels of src/compile/wasm/assembly/loss.ts compute.
 * @param outputs logits, or the normalised value
 * @param target class index, or the normalised target
 */
export function lossOf(loss: Loss, outputs: ArrayLike<number>, target: number): number {
  switch (loss) {
    case 'cross-entropy': {
      const logits = Array.from(outputs);
      const largest = Math.max(...logits);
      const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
      return Math.log(sum) + largest - logits[target]!;
    }
    case 'mse':
      return (outputs[0]! - target) ** 2;
    case 'huber': {
      const error = Math.abs(outputs[0]! - target);
      return error <= HUBER_KNEE ? error ** 2 / 2 : HUBER_KNEE * (error - HUBER_KNEE / 2);
    }
  }
}
