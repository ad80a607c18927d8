import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTool } from '../../src/firmware/toolchain.ts';
import { packExtension } from '../support/pack.ts';
import { runSuites } from './runner/run-suites.ts';

const scratch = mkdtempSync(join(tmpdir(), 'nas-vsix-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const ready = existsSync(join(import.meta.dirname, 'node_modules')) && findTool('chromium') !== undefined;
if (!ready && process.env['CI'] !== undefined) throw new Error('no VS Code here: run scripts/setup.sh --tools');

/**
 * The suites of `suites/`, inside the extension host of a real VS Code: with the development folder, and with the packed
 * extension, which finds what the package lacks. They run while tests are collected, and each becomes a test here.
 */
for (const subject of ready ? (['development folder', 'packed extension'] as const) : []) {
  const vsix = subject === 'packed extension' ? join(scratch, 'extension.vsix') : undefined;
  if (vsix !== undefined) packExtension(vsix);
  const outcomes = await runSuites({ vsix });
  describe(`in a real VS Code, ${subject}:`, () => {
    it('runs at least one suite', () => expect(outcomes.length).toBeGreaterThan(0));
    for (const { title, state, error } of outcomes) {
      it.skipIf(state === 'skipped')(title, () => {
        if (state === 'failed') throw new Error(error);
      });
    }
  });
}
if (!ready) it.skip('a real VS Code is not installed: run scripts/setup.sh --tools');
