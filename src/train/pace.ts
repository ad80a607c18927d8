import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work between two turns of the event loop. */
const STRETCH = 20;

/** Lets the event loop run, and throws when the work was cancelled. Called often by long computations. */
export type Pace = () => Promise<void> | undefined;

/**
 * Called often by a long computation. Every 20 ms it lets the event loop run, so that messages and signals arrive; it throws
 * the signal's reason once the work is cancelled.
 */
export function paceOf(signal: AbortSignal | undefined): Pace {
  let due = performance.now() + STRETCH;
  return () => {
    signal?.throwIfAborted();
    return performance.now() < due ? undefined : pause();
  };

  async function pause(): Promise<void> {
    await setImmediate();
    due = performance.now() + STRETCH;
    signal?.throwIfAborted();
  }
}
