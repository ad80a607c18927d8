import { formatHertz, formatSeconds } from '../../src/base/format.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import type { DataSummary } from '../../src/protocol/journal.ts';
import { rateSeen, samplesSeen } from '../../src/protocol/sampling.ts';

/**
 * How much faster the network is than its data: the period of a sample by the time of a step, or the length of a window by
 * the time of a decision. @returns undefined when nobody knows the sampling rate or the window
 */
export function realTimeText(
  latency: number,
  architecture: Pick<Architecture, 'sampling'>,
  mode: 'streaming' | 'windowed',
  data: DataSummary | undefined,
): string | undefined {
  const rate = rateSeen(architecture, data?.samplingRate);
  if (rate === undefined || latency <= 0) return undefined;
  if (mode === 'streaming') {
    return `a sample comes every ${formatSeconds(1 / rate)} (${formatHertz(rate)}): ${margin(1 / rate / latency)}`;
  }
  if (data?.samples === undefined) return undefined;
  const samples = samplesSeen(architecture, data.samples);
  const window = samples / rate;
  return `a window lasts ${formatSeconds(window)} (${samples} samples at ${formatHertz(rate)}): ${margin(window / latency)}`;
}

function margin(times: number): string {
  if (times < 1) return `too slow by ${rounded(1 / times)}×`;
  return `${rounded(times)}× faster than real time`;
}

/** Two significant digits, never more than is known. */
function rounded(times: number): string {
  return times >= 100 ? Number(times.toPrecision(2)).toLocaleString('en-US') : String(Number(times.toPrecision(2)));
}
