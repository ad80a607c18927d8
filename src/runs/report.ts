import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { distributed } from '../train/assets.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { ChosenRun } from './run-choice.ts';
import { runInfo } from './run-info.ts';
import { trialDetail } from './trial-detail.ts';

/**
 * One HTML file without references: the dashboard, which here folds the journal that stands in the page. It holds the layers of
 * the front's members alone. @returns its path
 */
export function writeReport({ directory, file: { spec }, state }: ChosenRun): string {
  const part = (name: string): string => readFileSync(fileURLToPath(distributed(name)), 'utf8');
  const journal = readFileSync(directory.journalPath, 'utf8');
  const complete = journal.slice(0, journal.lastIndexOf('\n') + 1);
  const use = { mode: spec.target.mode, samples: state.data?.samples };
  const details = state.front.map((trial) => trialDetail(trial, state.trials[trial]!.architecture, use));
  writeFileAtomically(
    directory.reportPath,
    [
      '<!doctype html>',
      `<html lang="en"><head><meta charset="utf-8"><title>${escaped(spec.name)}</title>`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<style>${part('dashboard.css')}</style></head><body class="standalone"><div id="app"></div>`,
      `<script id="run" type="application/json">${data(JSON.stringify({ info: runInfo(spec, undefined), details }))}</script>`,
      `<script id="journal" type="application/x-ndjson">${data(complete)}</script>`,
      `<script>${part('dashboard.js')}</script>`,
      '</body></html>\n',
    ].join('\n'),
  );
  return directory.reportPath;
}

/** A "<" in a name must not end the element early. */
function data(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
