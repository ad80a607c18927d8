import type { Architecture } from './architecture.ts';

interface Sampled {
  readonly sampling?: Architecture['sampling'] | undefined;
}

/** Samples that enter the network, of a series of so many. */
export function samplesSeen({ sampling }: Sampled, recorded: number): number {
  const thinned = Math.ceil(recorded / (sampling?.every ?? 1));
  return Math.min(thinned, sampling?.window ?? thinned);
}

/** Samples per second that the network takes. @param rate of the recordings, Hz; undefined or null: unknown */
export function rateSeen({ sampling }: Sampled, rate: number | null | undefined): number | undefined {
  return rate === undefined || rate === null ? undefined : rate / (sampling?.every ?? 1);
}
