import { formatSpread } from '../../protocol/describe.ts';
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
  const { task } = run.file.spec;
  const quality = (error: number): string =>
    task.type === 'classification' ? `${(100 * (1 - error)).toFixed(2)} %` : error.toPrecision(4);
  const { trial, errors } = report;
  const spread = spreadOf(errors);
  const summary = spread === undefined ? quality(errors[0]!) : formatSpread(task.type, spread);
  terminal.print(`trial ${trial}, ${errors.length} seeds: ${summary} on validation data`);
  terminal.print(`  ${errors.map(quality).join(', ')}`);
}
