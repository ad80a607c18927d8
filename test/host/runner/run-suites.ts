import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { buildSuites } from './build-suites.ts';
import type { TestOutcome } from './outcome.ts';
import { startServer } from './server.ts';
import { createWorkspace } from './workspace.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface SuiteRun {
  /** Names of suites without `.test.ts`; empty: all. */
  readonly suites?: readonly string[];
  /** The packed extension, installed as a user would; absent: the development folder. */
  readonly vsix?: string | undefined;
  /** Where the extension host's console goes. */
  readonly print?: (text: string) => void;
  readonly timeoutSeconds?: number;
}

/** Runs suites inside the extension host of a real VS Code. */
export async function runSuites(options: SuiteRun = {}): Promise<TestOutcome[]> {
  const { suites = [], vsix, print = () => undefined, timeoutSeconds = 600 } = options;
  const suite = await buildSuites();
  const workspace = createWorkspace();
  const scratch = mkdtempSync(join(tmpdir(), 'nas-host-'));
  const results = join(scratch, 'results.json');
  const server = await startServer({ vsix, testDriver: true });
  const browser = await openBrowser();
  try {
    const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
    const environment = {
      NAS_HOST_RESULTS: results,
      NAS_UNDER_TEST: vsix === undefined ? 'folder' : 'vsix',
      ...(suites.length === 0 ? {} : { NAS_SUITES: suites.join(',') }),
    };
    const payload = [
      ['extensionDevelopmentPath', remote(vsix === undefined ? ROOT : emptyExtension(scratch))],
      ['extensionTestsPath', remote(suite)],
      ['extensionEnvironment', JSON.stringify(environment)],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    const code = await finished(browser.page, `${server.url}/?${query.toString()}`, print, timeoutSeconds);
    if (!existsSync(results)) throw new Error(`the extension host ended with ${code} and left no results`);
    return JSON.parse(readFileSync(results, 'utf8')) as TestOutcome[];
  } finally {
    await browser.close();
    await server.stop();
    for (const folder of [workspace, scratch]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A test run wants some extension under development, also where the one under test is installed. */
function emptyExtension(folder: string): string {
  const manifest = { name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** Opens the workbench and waits for the end of the suites. @returns their exit code */
async function finished(
  page: Page,
  url: string,
  print: (text: string) => void,
  timeoutSeconds: number,
): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`the extension host did not end within ${timeoutSeconds} s`)),
        timeoutSeconds * 1000,
      );
      const open = async (): Promise<void> => {
        await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => print(format(...args)));
        await page.exposeFunction('codeAutomationExit', resolve);
        await page.goto(url);
      };
      open().catch(reject);
    });
  } finally {
    clearTimeout(timer);
  }
}
