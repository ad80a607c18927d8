import { formatBytes, formatCount, formatSeconds } from '../base/format.ts';
import { describeArchitecture, formatQuality } from '../protocol/describe.ts';
import type { RunState } from '../protocol/run-state.ts';
import { errorOf } from '../protocol/error-of.ts';

/** The Pareto front as a table, best first. */
export function frontTable(state: RunState): string {
  const members = state.front
    .map((index) => state.trials[index]!)
    .sort((a, b) => errorOf(a.result!.integer) - errorOf(b.result!.integer) || a.index - b.index);
  const rows = members.map(({ index, architecture, cost, result }) => {
    const test = state.test?.get(index);
    return [
      String(index),
      describeArchitecture(architecture),
      formatQuality(result!.integer),
      test === undefined ? '–' : formatQuality(test),
      formatBytes(cost.flash),
      formatBytes(cost.ram),
      formatSeconds(cost.latency),
      formatCount(cost.macs),
    ];
  });
  return align([['trial', 'architecture', 'validation', 'test', 'flash', 'RAM', 'latency', 'MACs'], ...rows]);
}

/** Columns padded to their widest cell; the first two to the left, figures to the right. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const cell = (text: string, column: number): string =>
    column < 2 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
