import { relative } from 'node:path';
import type { RunState } from '../../protocol/run-state.ts';
import { writeReport } from '../../runs/report.ts';
import { chooseRun } from '../../runs/run-choice.ts';
import { frontTable } from '../front-table.ts';
import type { Terminal } from '../terminal.ts';

/** Shows the front of a run and leaves `report.html` in its folder. */
export function report(target: string, terminal: Terminal): void {
  const run = chooseRun(target);
  const page = writeReport(run);
  if (terminal.json) {
    const { phase, front, trials, test } = run.state;
    const members = front.map((index) => ({ ...trials[index], test: test?.get(index) }));
    terminal.print(JSON.stringify({ run: run.directory.path, phase, trials: trials.length, front: members, page }));
    return;
  }
  terminal.print(`${run.file.spec.name}, ${phaseText(run.state)}`);
  terminal.print(frontTable(run.state));
  terminal.say(`\nAll trials: ${relative('.', page)}`);
}

function phaseText({ phase, trials, rejected }: RunState): string {
  const counted = `${trials.length} trials, ${rejected} candidates over a limit`;
  return phase.kind === 'stopped' || phase.kind === 'failed'
    ? `${phase.kind} (${phase.message}) after ${counted}`
    : `${phase.kind}: ${counted}`;
}
