import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../../src/firmware/toolchain.ts';
import { packExtension } from '../support/pack.ts';
import { until, Walk } from './runner/walk.ts';
import { TINY } from './runner/workspace.ts';

const ready = existsSync(join(import.meta.dirname, 'node_modules')) && findTool('chromium') !== undefined;
if (!ready && process.env['CI'] !== undefined) throw new Error('no VS Code here: run scripts/setup.sh --tools');

/** In a folder that nobody trusts yet, we read text and run nothing. */
describe.skipIf(!ready)('a folder that is not trusted', { timeout: 120_000 }, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'nas-trust-'));
  let walk: Walk;
  beforeAll(async () => {
    const vsix = join(scratch, 'extension.vsix');
    packExtension(vsix);
    const pictures = join(import.meta.dirname, 'out/pictures/trust');
    // Nothing of this depends on when the workbench begins to watch the folder.
    const files = { 'tiny.nas.yaml': TINY.replace('epochs:', 'epoch:') };
    walk = await Walk.begin(vsix, 'dark', pictures, { workspaceTrust: true }, files);
    await walk.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await walk.end();
    rmSync(scratch, { recursive: true });
  });

  const lens = () => walk.page.locator('.codelens-decoration a', { hasText: /Run search/ });
  const notTrusted = 'This folder is not trusted';

  it('has the language', async () => {
    await walk.page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'tiny.nas.yaml' }).dblclick();
    await walk.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await walk.page.locator('.monaco-editor .view-line span', { hasText: /^epoch$/ }).dblclick();
    await walk.page.keyboard.type('epochs');
    await walk.page.keyboard.press('Escape');
    await walk.page.keyboard.press('Control+S');
    await walk.page.locator('.codelens-decoration', { hasText: 'Run search' }).waitFor();
    await until('the squiggle gone', async () => (await walk.page.locator('.squiggly-error').count()) === 0);
  });

  it('does not offer what runs programs, and refuses it', async () => {
    await walk.page.keyboard.press('F1');
    await walk.page.locator('.quick-input-widget .quick-input-box input').fill('>NAS: ');
    await walk.page.locator('.quick-input-list .monaco-list-row', { hasText: 'NAS: New Search' }).waitFor();
    expect(await walk.page.locator('.quick-input-list .monaco-list-row', { hasText: 'NAS: Run Search' }).count()).toBe(
      0,
    );
    await walk.page.keyboard.press('Escape');
    await lens().click();
    await walk.notification(notTrusted).waitFor();
    await walk.picture('refused');
    expect(existsSync(join(walk.folder, '.nas'))).toBe(false);
  });

  it('works when it is trusted, without a reload', async () => {
    await walk.notification(notTrusted).locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).click();
    await walk.page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await walk.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' });
    await walk.command('Run Search');
    await until('a run', () => walk.journal('tiny').some((line) => line.includes('"run-finished"')));
  });
});
