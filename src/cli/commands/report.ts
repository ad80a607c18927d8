import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunState } from '../../protocol/run-state.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { frontTable } from '../front-table.ts';
import { chooseRun, type ChosenRun } from '../run-choice.ts';
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

/** One HTML file without references: the page's script folds the journal that stands in it. @returns its path */
export function writeReport({ directory, file }: ChosenRun): string {
  const part = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
  const journal = readFileSync(directory.journalPath, 'utf8');
  const complete = journal.slice(0, journal.lastIndexOf('\n') + 1);
  const path = join(directory.path, 'report.html');
  writeFileAtomically(
    path,
    [
      '<!doctype html>',
      `<html lang="en"><head><meta charset="utf-8"><title>${escaped(file.spec.name)}</title>`,
      `<style>${part('./report.css')}</style></head><body>`,
      // A "<" in a name must not end the element early.
      `<script id="journal" type="application/x-ndjson">${complete.replaceAll('<', '\\u003c')}</script>`,
      `<script>${part('./report.js')}</script>`,
      '</body></html>\n',
    ].join('\n'),
  );
  return path;
}

function phaseText({ phase, trials, rejected }: RunState): string {
  const counted = `${trials.length} trials, ${rejected} candidates over a limit`;
  return phase.kind === 'stopped' || phase.kind === 'failed'
    ? `${phase.kind} (${phase.message}) after ${counted}`
    : `${phase.kind}: ${counted}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
