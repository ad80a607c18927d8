import type { VNode } from 'preact';
import { formatBytes, formatCount, formatJoules, formatSeconds } from '../../src/base/format.ts';
import type { RunInfo, TrialDetail } from '../../src/protocol/dashboard.ts';
import { describeCalibration } from '../../src/protocol/describe.ts';
import type { RunState, TrialState } from '../../src/protocol/run-state.ts';
import { realTimeText } from './real-time.ts';

interface CostsProps {
  readonly trial: TrialState;
  readonly info: RunInfo | undefined;
  readonly run: RunState;
  readonly detail: TrialDetail | undefined;
}

/** What the network takes of the board, beside what the board has and what the search allowed. */
export function Costs({ trial: { cost, architecture }, info, run, detail }: CostsProps): VNode {
  const limits = run.header?.limits ?? {};
  const board = info?.board;
  const calibration = run.header?.calibration;
  const parameters = detail?.layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const margin = info === undefined ? undefined : realTimeText(cost.latency, architecture, info.mode, run.data);
  return (
    <>
      <h3>Costs</h3>
      <div class="costs">
        <Share title="Flash" value={cost.flash} whole={board?.flashBytes} limit={limits.flash} />
        <Share title="RAM" value={cost.ram} whole={board?.ramBytes} limit={limits.ram} />
        <span>Latency</span>
        <span>
          {formatSeconds(cost.latency)} per {info?.mode === 'streaming' ? 'sample' : 'decision'}
          {limits.latency !== undefined && <span class="muted"> · limit {formatSeconds(limits.latency)}</span>}
          {margin !== undefined && <div class="muted">{margin}</div>}
          {calibration === undefined ? (
            board !== undefined && <div class="muted">modelled, {board.latencyBasis}</div>
          ) : (
            <div class="muted">modelled, {describeCalibration(calibration)}</div>
          )}
        </span>
        {cost.energy !== null && (
          <>
            <span>Energy</span>
            <span>
              {formatJoules(cost.energy)} per decision
              {limits.energy !== undefined && <span class="muted"> · limit {formatJoules(limits.energy)}</span>}
            </span>
          </>
        )}
        <span>Work</span>
        <span>
          {formatCount(cost.macs)} MACs
          {parameters !== undefined && ` · ${formatCount(parameters)} parameters`}
          {limits.macs !== undefined && <span class="muted"> · limit {formatCount(limits.macs)} MACs</span>}
        </span>
      </div>
    </>
  );
}

interface ShareProps {
  readonly title: string;
  readonly value: number;
  /** Of the board, bytes. */
  readonly whole: number | undefined;
  /** Of the search, bytes. */
  readonly limit: number | undefined;
}

/** `7.1 KiB of 64 KiB` with a bar, and the limit as a mark on it. */
function Share({ title, value, whole, limit }: ShareProps): VNode {
  const own = limit !== undefined && limit !== whole ? limit : undefined;
  const text = whole === undefined ? formatBytes(value) : `${formatBytes(value)} of ${formatBytes(whole)}`;
  return (
    <>
      <span>{title}</span>
      <span>
        {text}
        {own !== undefined && <span class="muted"> · limit {formatBytes(own)}</span>}
        {whole !== undefined && (
          <div
            class="bar"
            role="meter"
            aria-label={title}
            aria-valuemin={0}
            aria-valuemax={whole}
            aria-valuenow={value}
            aria-valuetext={text}
          >
            <div class="filled" style={{ width: `${Math.min(100, (100 * value) / whole)}%` }} />
            {own !== undefined && own < whole && <div class="mark" style={{ left: `${(100 * own) / whole}%` }} />}
          </div>
        )}
      </span>
    </>
  );
}
