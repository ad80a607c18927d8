import { setImmediate } from 'node:timers/promises';
import { estimate, type Estimate, type EstimateInput, estimateKey, type Pause } from '../../language/estimate.ts';

/** Milliseconds of work before others have their turn. */
const SLICE = 4;
const KEPT = 16;

/** Estimates, made in slices and kept by what they depend on. */
export class Estimates {
  readonly #kept = new Map<string, Estimate>();

  /** What is known at once. */
  known(input: EstimateInput): Estimate | undefined {
    return this.#kept.get(estimateKey(input));
  }

  /** @throws the signal's reason when it is aborted */
  async make(input: EstimateInput, signal: AbortSignal): Promise<Estimate> {
    const known = this.known(input);
    if (known !== undefined) return known;
    const made = await estimate(input, slices(), signal);
    this.#kept.set(estimateKey(input), made);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return made;
  }
}

function slices(): Pause {
  let end = performance.now() + SLICE;
  return () => {
    if (performance.now() < end) return undefined;
    return setImmediate().then(() => {
      end = performance.now() + SLICE;
    });
  };
}
