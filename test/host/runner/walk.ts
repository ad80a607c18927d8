import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type Browser, openBrowser, runCommand, webviewFrame, workbenchReady } from './browser.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';

export type Theme = 'light' | 'dark' | 'high-contrast';

const THEME_NAMES: Readonly<Record<Theme, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};

/** A person at a real workbench: an empty folder, the extension as it is installed, a palette and a mouse. */
export class Walk {
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #pictures: string;

  private constructor(server: Server, browser: Browser, folder: string, pictures: string) {
    this.#server = server;
    this.#browser = browser;
    this.page = browser.page;
    this.folder = folder;
    this.#pictures = pictures;
  }

  /**
   * @param vsix the packed extension
   * @param pictures where screenshots go
   * @param options of the server
   * @param files contents by name: what is in the folder when it is opened
   */
  static async begin(
    vsix: string,
    theme: Theme,
    pictures: string,
    options: ServerOptions = {},
    files: Readonly<Record<string, string>> = {},
  ): Promise<Walk> {
    const folder = mkdtempSync(join(tmpdir(), 'nas-walk-'));
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(
      join(folder, '.vscode/settings.json'),
      JSON.stringify({ 'workbench.colorTheme': THEME_NAMES[theme], 'files.exclude': { '.vscode': true } }),
    );
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    mkdirSync(pictures, { recursive: true });
    const server = await startServer({ ...options, vsix });
    const browser = await openBrowser({ width: 1440, height: 900 });
    const walk = new Walk(server, browser, folder, pictures);
    await walk.page.goto(`${server.url}/?${new URLSearchParams({ folder }).toString()}`);
    await workbenchReady(walk.page);
    return walk;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Runs a command of ours from the palette. */
  command(title: string): Promise<void> {
    return runCommand(this.page, `NAS: ${title}`);
  }

  /** Takes a row of the quick pick that is open. */
  async pick(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor({ state: 'visible' });
    await input.fill(text);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    await row.waitFor({ state: 'visible' });
    await this.page.keyboard.press('Enter');
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#pictures, `${name}.png`) });
  }

  /**
   * Brings the dashboard to the front; only once it has the focus it does not take it from a quick pick. An editor that was
   * opened before may take the focus, or its place, late: then it is asked for again.
   */
  async showResults(): Promise<void> {
    const focused = async (): Promise<unknown> => {
      await webviewFrame(this.page, 8000);
      return this.page.waitForFunction('document.activeElement?.tagName === "IFRAME"', null, { timeout: 8000 });
    };
    for (let tries = 1; tries <= 3; tries++) {
      await this.command('Show Results');
      if (await focused().catch(() => undefined)) return;
    }
    await focused();
  }

  dashboard(): Promise<FrameLocator> {
    return webviewFrame(this.page);
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  clearNotifications(): Promise<void> {
    return runCommand(this.page, 'Notifications: Clear All Notifications');
  }

  /** Folder of the newest run of a search; undefined while there is none. */
  newestRun(name: string): string | undefined {
    const parent = join(this.folder, '.nas', name);
    const newest = existsSync(parent) ? readdirSync(parent).sort().at(-1) : undefined;
    return newest === undefined ? undefined : join(parent, newest);
  }

  /** Lines of the newest run's journal. */
  journal(name: string): string[] {
    const run = this.newestRun(name);
    const path = run === undefined ? '' : join(run, 'journal.jsonl');
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  }
}

/** Waits until something is true. @throws Error that names it, after `seconds` */
export async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await condition());) {
    if (Date.now() > deadline) throw new Error(`after ${seconds} s: not yet ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
