/**
 * How long the packed extension takes to activate, as VS Code itself counts it: what *Developer: Show Running Extensions* says.
 * `npm run build && npx tsx bench/activation.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openBrowser, runCommand, workbenchReady } from '../test/host/runner/browser.ts';
import { startServer } from '../test/host/runner/server.ts';
import { createWorkspace } from '../test/host/runner/workspace.ts';
import { packExtension } from '../test/support/pack.ts';

const TIMES = 5;

/** Milliseconds until a workbench and its own extensions are up. */
const SETTLE = 10_000;

const scratch = mkdtempSync(join(tmpdir(), 'nas-activation-'));
const vsix = join(scratch, 'extension.vsix');
const folder = createWorkspace();
packExtension(vsix);
try {
  for (let time = 0; time < TIMES; time++) console.log(await activation());
} finally {
  for (const path of [scratch, folder]) rmSync(path, { recursive: true, force: true });
}

async function activation(): Promise<string> {
  const server = await startServer({ vsix });
  const browser = await openBrowser({ width: 1440, height: 2400 });
  const { page } = browser;
  try {
    await page.goto(`${server.url}/?${new URLSearchParams({ folder }).toString()}`);
    await workbenchReady(page);
    await setTimeout(SETTLE);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'tiny.nas.yaml' }).dblclick();
    await page.locator('.codelens-decoration', { hasText: 'Run search' }).waitFor({ timeout: 60_000 });
    await runCommand(page, 'Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'TinyML NAS' });
    await row.waitFor();
    return (await row.locator('.activation-time').textContent()) ?? '';
  } finally {
    await browser.close();
    await server.stop();
  }
}
