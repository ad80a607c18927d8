import type { Architecture } from './architecture.ts';
import type { Metrics } from './results.ts';

/** An architecture in one line, e.g. `conv 8×3/2 → gru 16 (rank 4·8) → mean → 6 classes`. */
export function describeArchitecture({
  frontend,
  recurrent,
  pooling,
  task,
  outputs,
  weightBits,
}: Architecture): string {
  const parts: string[] = [];
  if (frontend.kind === 'convolution') parts.push(`conv ${frontend.filters}×${frontend.kernel}/${frontend.stride}`);
  if (frontend.kind === 'decimation') parts.push(`decimate ${frontend.factor}`);
  for (const { cell, hidden, inputRank, recurrentRank } of recurrent) {
    const ranks = inputRank ?? recurrentRank;
    const rank = ranks === undefined ? '' : ` (rank ${inputRank ?? 'full'}·${recurrentRank ?? 'full'})`;
    parts.push(`${cell} ${hidden}${rank}${weightBits === 4 ? ' int4' : ''}`);
  }
  if (pooling === 'mean') parts.push('mean');
  parts.push(task === 'classification' ? `${outputs} classes` : outputs === 1 ? 'value' : `${outputs} values`);
  return parts.join(' → ');
}

/** A quality in the user's terms: `92.31 %` or `RMSE 13.5`. */
export function formatQuality(metrics: Metrics): string {
  return metrics.task === 'classification'
    ? `${(100 * metrics.accuracy).toFixed(2)} %`
    : `RMSE ${metrics.rmse.toPrecision(4)}`;
}
