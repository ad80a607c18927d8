import { UserError } from '../../base/errors.ts';
import type { MeasureSource } from '../../protocol/jobs.ts';
import { failureOf, measurementLines } from '../../runs/measurement-text.ts';
import { measureTrial } from '../../runs/measurement.ts';
import { chooseRun } from '../../runs/run-choice.ts';
import type { Terminal } from '../terminal.ts';

interface MeasureOptions {
  /** Absent: the network that the firmware holds; in the emulator, the member of the front with the least error. */
  readonly trial: number | undefined;
  readonly source: MeasureSource;
}

/** Reads what the self-test build of a network measures, and shows it beside what was estimated. */
export async function measureRun(
  target: string,
  { trial, source }: MeasureOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const report = await measureTrial(chooseRun(target), { trial, source, reporter: terminal, signal });
  if (terminal.json) terminal.print(JSON.stringify(report));
  else for (const line of measurementLines(report)) terminal.print(line);
  const { measurement } = report;
  if (measurement.passed === measurement.windows) return;
  const { message, hint } = failureOf(measurement);
  throw new UserError('measure/different', message, { hint });
}
