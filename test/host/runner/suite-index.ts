import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import type { TestOutcome } from './outcome.ts';

/**
 * Runs the suites beside this file inside an extension host: the shape that `@vscode/test-electron` and code-server's test
 * driver want. Outcomes go to a file, since an extension host that dies counts as a success there.
 */
export async function run(): Promise<void> {
  const chosen = process.env['NAS_SUITES']?.split(',') ?? [];
  // A workbench on a busy machine answers late at times; what is broken fails three times.
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, retries: 2, color: false, reporter: 'spec' });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.cjs'));
  for (const file of files) {
    if (chosen.length === 0 || chosen.includes(file.replace('.test.cjs', ''))) mocha.addFile(join(__dirname, file));
  }
  if (mocha.files.length === 0) throw new Error(`no suite matches ${chosen.join(', ')}`);

  const outcomes: TestOutcome[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => outcomes.push({ title: test.fullTitle(), state: 'passed' }))
      .on('retry', (test: Mocha.Test, error: Error) => {
        console.log(`tried again: ${test.fullTitle()}: ${error.message}`);
      })
      .on('pending', (test) => outcomes.push({ title: test.fullTitle(), state: 'skipped' }))
      .on('fail', (test, error: Error) => {
        outcomes.push({ title: test.fullTitle(), state: 'failed', error: error.stack ?? error.message });
      });
  });
  const results = process.env['NAS_HOST_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify(outcomes));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
