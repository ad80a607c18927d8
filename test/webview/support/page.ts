import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { dashboardHtml } from '../../../src/extension/dashboard/html.ts';
import { findTool } from '../../../src/firmware/toolchain.ts';
import type { HostMessage, PageMessage } from '../../../src/protocol/dashboard.ts';
import { type Theme, THEMES, type ThemeName } from './themes.ts';

const ORIGIN = 'http://dashboard.test';

/** Without a browser these tests fail in CI and are skipped elsewhere. */
export const noBrowser = findTool('chromium') === undefined && process.env['CI'] === undefined;

export async function launch(): Promise<Browser> {
  const executablePath = findTool('chromium');
  if (executablePath === undefined)
    throw new Error('chromium is missing: apt-get install --no-install-recommends chromium');
  const offline = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-sync',
  ];
  return await chromium.launch({ executablePath, args: [...offline, '--disable-component-update', '--no-first-run'] });
}

/** The built page in a browser, under its own content security policy, with this test as its editor. */
export class Dashboard {
  readonly page: Page;
  /** Errors, and what the policy refused. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(
    browser: Browser,
    options: { theme?: ThemeName; width?: number; height?: number; state?: unknown; scale?: number } = {},
  ): Promise<Dashboard> {
    const { theme = 'dark', width = 1400, height = 1000, state, scale = 1 } = options;
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
    page.setDefaultTimeout(10_000);
    const dashboard = new Dashboard(page);
    page.on('pageerror', (error) => dashboard.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') dashboard.complaints.push(message.text());
    });
    await page.addInitScript({ content: editor(state, THEMES[theme]) });
    const parts = {
      script: `${ORIGIN}/dashboard.js`,
      style: `${ORIGIN}/dashboard.css`,
      source: ORIGIN,
      nonce: 'c29tZSBub25jZQ',
    };
    const dist = (name: string): Promise<string> => readFile(join(import.meta.dirname, '../../../dist', name), 'utf8');
    await page.route(`${ORIGIN}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') await route.fulfill({ contentType: 'text/html', body: dashboardHtml(parts) });
      else if (name === 'dashboard.js') await route.fulfill({ contentType: 'text/javascript', body: await dist(name) });
      else if (name === 'dashboard.css') await route.fulfill({ contentType: 'text/css', body: await dist(name) });
      else await route.fulfill({ status: 404, body: '' });
    });
    await page.goto(`${ORIGIN}/`);
    return dashboard;
  }

  /** Sends what an editor would send, and waits until it is drawn. */
  async send(...messages: HostMessage[]): Promise<void> {
    await this.page.evaluate(`deliver(${JSON.stringify(messages)})`);
  }

  /** Waits until what was clicked or typed is drawn. */
  async drawn(): Promise<void> {
    await this.send();
  }

  /** What the page has said since the last call. */
  async said(): Promise<PageMessage[]> {
    return await this.page.evaluate<PageMessage[]>('said.splice(0)');
  }

  async state(): Promise<unknown> {
    return await this.page.evaluate<unknown>('saved');
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** Runs in the page before its own script: what VS Code gives to a webview. */
function editor(saved: unknown, theme: Theme): string {
  return `
    window.said = [];
    window.saved = ${JSON.stringify(saved ?? null)} ?? undefined;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.said.push(message),
      getState: () => window.saved,
      setState: (state) => (window.saved = state),
    });
    window.deliver = (messages) => {
      for (const data of messages) window.dispatchEvent(new MessageEvent('message', { data }));
      return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    };
    document.addEventListener('DOMContentLoaded', () => {
      const { kind, variables } = ${JSON.stringify(theme)};
      document.body.className = kind;
      for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
    });`;
}
