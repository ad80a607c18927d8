import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { distributed } from '../train/assets.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { ChosenRun } from './run-choice.ts';

/** One HTML file without references: the page's script folds the journal that stands in it. @returns its path */
export function writeReport({ directory, file }: ChosenRun): string {
  const part = (name: string): string => readFileSync(fileURLToPath(distributed(name)), 'utf8');
  const journal = readFileSync(directory.journalPath, 'utf8');
  const complete = journal.slice(0, journal.lastIndexOf('\n') + 1);
  writeFileAtomically(
    directory.reportPath,
    [
      '<!doctype html>',
      `<html lang="en"><head><meta charset="utf-8"><title>${escaped(file.spec.name)}</title>`,
      `<style>${part('report.css')}</style></head><body>`,
      // A "<" in a name must not end the element early.
      `<script id="journal" type="application/x-ndjson">${complete.replaceAll('<', '\\u003c')}</script>`,
      `<script>${part('report.js')}</script>`,
      '</body></html>\n',
    ].join('\n'),
  );
  return directory.reportPath;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
