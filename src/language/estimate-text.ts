import { formatCount, formatSeconds } from '../base/format.ts';
import { describeLatencyBasis } from '../hardware/latency.ts';
import { describeImage, describeOverhead } from '../hardware/overhead-text.ts';
import { type ConstraintName, CONSTRAINT_NAMES } from '../search/constraints.ts';
import { costName, describeMisfit, formatCost, limitedByBoard } from './cost-text.ts';
import type { Estimate } from './estimate.ts';

/** "62 % fit"; never 0 % or 100 % when that is only a rounding. */
export function describeShare({
  share,
  exact,
  approximate,
}: Pick<Estimate, 'share' | 'exact' | 'approximate'>): string {
  const percent = Math.round(100 * share);
  const figure = share > 0 && percent === 0 ? '< 1' : share < 1 && percent === 100 ? '> 99' : percent.toFixed(0);
  const none = share === 0 && !exact ? '< 1' : figure;
  return `${approximate ? 'about ' : ''}${none} % fit`;
}

/** "1,240 architectures · 62 % fit" */
export function describeEstimate(estimate: Estimate): string {
  if (estimate.refusal !== undefined || estimate.misfit !== undefined) {
    return `${formatCount(estimate.count)} architectures · none fits`;
  }
  const word = estimate.count === 1 ? 'architecture' : 'architectures';
  return `${formatCount(estimate.count)} ${word} · ${describeShare(estimate)}`;
}

/** The estimate as Markdown. @param only the rows of the table to show; absent: all */
export function estimateTable(estimate: Estimate, only: readonly ConstraintName[] = CONSTRAINT_NAMES): string {
  const { room, ranges, misfit, refusal, approximate, mode, limits } = estimate;
  const about = approximate ? '\n\nFrom the beginning of the data; the figures may be a little higher.' : '';
  const head = `**${describeEstimate(estimate)}** \`${room.board.id}\`${about}`;
  if (refusal !== undefined) return `**${refusal.message}**`;
  if (misfit !== undefined)
    return `${head}\n\nNo network fits: ${describeMisfit(misfit, room)}. ${describeOverhead(room.overhead)}`;
  if (ranges === undefined) return head;
  const rows = only.flatMap((name) => {
    const range = ranges[name];
    if (range === undefined) return [];
    const limit = limits[name];
    const owner = limit !== undefined && limitedByBoard(name, limit, room) ? ' (board)' : '';
    // The row says already what is counted.
    const shown = (value: number): string => (name === 'macs' ? formatCount(value) : formatCost(name, value));
    const [low, high] = range.map(shown) as [string, string];
    const span = low === high ? low : `${low} … ${high}`;
    return [`| ${costName(name)} | ${span} | ${limit === undefined ? '' : shown(limit) + owner} |`];
  });
  const per = mode === 'streaming' ? 'per sample' : 'per window';
  const table = ['| | those that fit | limit |', '|---|---|---|', ...rows].join('\n');
  const memory = `${describeOverhead(room.overhead)} The whole image: ${describeImage(ranges.flash, ranges.ram, room)}.`;
  return `${head}\n\n${table}\n\nLatency is ${per}, ${describeLatencyBasis(room.board)}; flash and RAM are those of the network alone.\n\n${memory}`;
}

/** How far a latency is from the time between two samples. @param hertz sampling rate */
export function describePeriod(hertz: number): string {
  return `A sample comes every ${formatSeconds(1 / hertz)}.`;
}
