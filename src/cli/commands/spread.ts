import { spreadOf } from '../../protocol/spread.ts';
import { measureSpread } from '../../runs/spread.ts';
import { chooseRun } from '../../runs/run-choice.ts';
import type { Terminal } from '../terminal.ts';

export interface SpreadOptions {
  readonly trial: number | undefined;
  readonly seeds: number;
  readonly workers: number;
}

/** Trains a network again with other seeds and says how much its quality varies. */
export async function spreadOfRun(
  target: string,
  options: SpreadOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const run = chooseRun(target);
  const report = await measureSpread(run, { ...options, reporter: terminal, signal });
  if (terminal.json) {
    terminal.print(JSON.stringify(report));
    return;
  }
  const classes = run.file.spec.task.type === 'classification';
  const quality = (error: number): string => (classes ? `${(100 * (1 - error)).toFixed(2)} %` : error.toPrecision(4));
  const { trial, errors } = report;
  const spread = spreadOf(errors);
  const summary =
    spread === undefined
      ? quality(errors[0]!)
      : `${quality(spread.mean)} ± ${classes ? (100 * spread.deviation).toFixed(2) : spread.deviation.toPrecision(2)}`;
  terminal.print(`trial ${trial}, ${errors.length} seeds: ${classes ? '' : 'RMSE '}${summary} on validation data`);
  terminal.print(`  ${errors.map(quality).join(', ')}`);
}
