import { formatBytes, formatCount, formatSeconds } from '../base/format.ts';
import { describeArchitecture, formatQuality, formatSpread } from '../protocol/describe.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';
import { errorsBySeed, meanError, spreadOf } from '../protocol/spread.ts';

/** The Pareto front as a table, best first. */
export function frontTable(state: RunState): string {
  const members = state.front
    .map((index) => state.trials[index]!)
    .sort((a, b) => meanError(a)! - meanError(b)! || a.index - b.index);
  const measured = members.some((trial) => measuredLatency(state, trial) !== undefined);
  const rows = members.map((trial) => {
    const { index, architecture, cost } = trial;
    const test = state.test?.get(index);
    const latency = measuredLatency(state, trial);
    return [
      String(index),
      describeArchitecture(architecture),
      validationText(trial),
      test === undefined ? '–' : formatQuality(test),
      formatBytes(cost.flash),
      formatBytes(cost.ram),
      formatSeconds(cost.latency),
      ...(measured ? [latency === undefined ? '–' : formatSeconds(latency)] : []),
      formatCount(cost.macs),
    ];
  });
  const times = measured ? ['latency', 'measured'] : ['latency'];
  return align([['trial', 'architecture', 'validation', 'test', 'flash', 'RAM', ...times, 'MACs'], ...rows]);
}

/** Of the search's own training, or over the seeds. */
function validationText(trial: TrialState): string {
  const { integer } = trial.result!;
  const spread = spreadOf(errorsBySeed(trial));
  return spread === undefined ? formatQuality(integer) : formatSpread(integer.task, spread);
}

/** Seconds, as last measured on the run's board. */
function measuredLatency({ header }: RunState, { measurements }: TrialState): number | undefined {
  return measurements.findLast(({ board, timing }) => board === header?.board && timing !== null)?.timing?.latency;
}

/** Columns padded to their widest cell; the first two to the left, figures to the right. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const cell = (text: string, column: number): string =>
    column < 2 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
