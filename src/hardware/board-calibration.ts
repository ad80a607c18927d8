import type { Calibration } from '../protocol/measurement.ts';

/** What one measurement may be off by, in share: other compilers, other networks, interrupts. */
const SINGLE_ERROR = 0.1;

/**
 * The factor by which the model of latency is off on a board: the least squares fit of the ratios of measured to modelled time
 * (their mean), so that small networks count as much as large ones. The error bar is twice the standard deviation of the
 * ratios, but not less than 10 % / √n: a few measurements that happen to agree prove little.
 * @param ratios measured by modelled time, one per measured network
 * @returns undefined where nothing was measured
 */
export function calibrationOf(ratios: readonly number[]): Calibration | undefined {
  const count = ratios.length;
  if (count === 0) return undefined;
  const factor = ratios.reduce((sum, ratio) => sum + ratio, 0) / count;
  const squares = ratios.reduce((sum, ratio) => sum + (ratio - factor) ** 2, 0);
  const spread = count < 2 ? 0 : (2 * Math.sqrt(squares / (count - 1))) / factor;
  return { factor, error: Math.max(spread, SINGLE_ERROR / Math.sqrt(count)), measurements: count };
}
