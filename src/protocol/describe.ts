import type { Architecture } from './architecture.ts';
import type { Calibration, Measurement } from './measurement.ts';
import type { Spread } from './spread.ts';
import type { Metrics } from './results.ts';

/** An architecture in one line, e.g. `rate/2 → conv 8×3/2 → gru 16 (rank 4·8) → mean → 6 classes`. */
export function describeArchitecture({
  sampling,
  frontend,
  blocks = [],
  recurrent,
  pooling,
  dense,
  task,
  outputs,
  weightBits,
  activationBits,
}: Architecture): string {
  const parts: string[] = [];
  const format = weightBits === 4 ? ' int4' : activationBits === 8 ? ' int8x8' : '';
  if (sampling !== undefined) parts.push(describeSampling(sampling));
  if (frontend.kind === 'convolution') parts.push(`conv ${frontend.filters}×${frontend.kernel}/${frontend.stride}`);
  if (frontend.kind === 'decimation') parts.push(`decimate ${frontend.factor}`);
  for (const { filters, kernel, stride } of blocks) parts.push(`separable ${filters}×${kernel}/${stride}`);
  for (const { cell, hidden, inputRank, recurrentRank } of recurrent) {
    const ranks = inputRank ?? recurrentRank;
    const rank = ranks === undefined ? '' : ` (rank ${inputRank ?? 'full'}·${recurrentRank ?? 'full'})`;
    parts.push(`${cell} ${hidden}${rank}${format}`);
  }
  if (pooling === 'mean') parts.push('mean');
  if (dense !== undefined) parts.push(`dense ${dense}`);
  parts.push(task === 'classification' ? `${outputs} classes` : outputs === 1 ? 'value' : `${outputs} values`);
  return parts.join(' → ');
}

/** Channels that are named; more are counted. */
const NAMED_CHANNELS = 3;

/** `acc_x, acc_y, rate/2, last 64` */
function describeSampling({ every, window, channels }: NonNullable<Architecture['sampling']>): string {
  const names = channels !== undefined && channels.length <= NAMED_CHANNELS ? channels : undefined;
  return [
    ...(names ?? (channels === undefined ? [] : [`${channels.length} channels`])),
    ...(every === undefined ? [] : [`rate/${every}`]),
    ...(window === undefined ? [] : [`last ${window}`]),
  ].join(', ');
}

/** A quality in the user's terms: `92.31 %` or `RMSE 13.5`. */
export function formatQuality(metrics: Metrics): string {
  return metrics.task === 'classification'
    ? `${(100 * metrics.accuracy).toFixed(2)} %`
    : `RMSE ${metrics.rmse.toPrecision(4)}`;
}

/** `93.41 ± 0.52 %`, `RMSE 13.61 ± 0.22`: of a spread of errors. */
export function formatSpread(task: Metrics['task'], { mean, deviation }: Spread): string {
  return task === 'classification'
    ? `${(100 * (1 - mean)).toFixed(2)} ± ${(100 * deviation).toFixed(2)} %`
    : `RMSE ${mean.toPrecision(4)} ± ${deviation.toPrecision(2)}`;
}

/** Where figures of a measurement come from, in a few words. */
export function describeSource({ source, board }: Pick<Measurement, 'source' | 'board'>): string {
  if (source === 'emulator') return `emulated on ${board}`;
  return source === 'serial' ? `measured on ${board}` : `measured on ${board}, from a log`;
}

/** `× 1.08 ± 7 %, from 2 measurements on the board` */
export function describeCalibration({ factor, error, measurements }: Calibration): string {
  const counted = measurements === 1 ? '1 measurement' : `${measurements} measurements`;
  return `× ${Number(factor.toPrecision(3))} ± ${Number((100 * error).toPrecision(2))} %, from ${counted} on the board`;
}
