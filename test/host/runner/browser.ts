import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import { findTool } from '../../../src/firmware/toolchain.ts';

/** Debian's Chromium, as a sandbox without network and screen allows it. */
const OFFLINE = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

export async function openBrowser(viewport = { width: 1440, height: 900 }): Promise<Browser> {
  const executablePath = findTool('chromium');
  if (executablePath === undefined) {
    throw new Error('chromium is missing: apt-get install -y --no-install-recommends chromium');
  }
  const profile = mkdtempSync(join(tmpdir(), 'nas-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport,
    args: OFFLINE,
  });
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    close: async () => {
      await context.close();
      // The browser's last processes may still be writing.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Waits until the workbench is drawn. */
export async function workbenchReady(page: Page): Promise<void> {
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
}

/** Runs a command by its title through the palette, as a person would. */
export async function runCommand(page: Page, title: string, seconds = 60): Promise<void> {
  const input = page.locator('.quick-input-widget .quick-input-box input');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  const deadline = Date.now() + seconds * 1000;
  // The palette's list is fixed when it opens: an extension that comes later is not in it. And whatever takes the focus
  // while it is open closes it.
  for (;;) {
    try {
      await page.keyboard.press('F1');
      await input.waitFor({ state: 'visible', timeout: 5000 });
      await input.fill(`>${title}`, { timeout: 2000 });
      await row.waitFor({ state: 'visible', timeout: 2000 });
      // A toast may cover the row.
      await row.click({ force: true, timeout: 2000 });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** The document inside the webview that is shown. */
export async function webviewFrame(page: Page, timeout = 60_000): Promise<FrameLocator> {
  const outer = page.locator('iframe.webview.ready').last();
  await outer.waitFor({ state: 'attached', timeout });
  const inner = outer.contentFrame().locator('iframe#active-frame');
  await inner.waitFor({ state: 'attached', timeout });
  return inner.contentFrame();
}
