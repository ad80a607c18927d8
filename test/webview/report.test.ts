import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../../src/firmware/toolchain.ts';
import { nas, onlyRun, workspace } from '../cli/nas.ts';

const executablePath = findTool('chromium');
const folder = workspace();
let browser: Browser;
let page: Page;
const complaints: string[] = [];

/** The report of a real search, in a real browser. Without a browser it fails in CI and is skipped elsewhere. */
describe.skipIf(executablePath === undefined && process.env['CI'] === undefined)('report.html', () => {
  beforeAll(async () => {
    const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
    if (code !== 0) throw new Error(stderr);
    if (executablePath === undefined)
      throw new Error('chromium is missing: apt-get install --no-install-recommends chromium');
    const offline = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ];
    browser = await chromium.launch({
      executablePath,
      args: [...offline, '--disable-component-update', '--no-first-run'],
    });
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(pathToFileURL(join(onlyRun(folder), 'report.html')).href);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('shows every trial as a point and as a row', async () => {
    expect(await page.locator('h1').textContent()).toBe('tiny');
    expect(await page.locator('circle').count()).toBe(10);
    expect(await page.locator('tbody tr').count()).toBe(10);
    const members = await page.locator('circle.member').count();
    expect(members).toBeGreaterThan(0);
    expect(await page.locator('tbody tr.member').count()).toBe(members);
  });

  it('shows the details of the trial that is chosen, by mouse and by keyboard', async () => {
    const other = page.locator('tbody tr').last();
    const index = (await other.locator('td').first().textContent())!.replace('● ', '');
    await other.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('h2').textContent()).toMatch(new RegExp(`^Trial ${index}: `));
    await page.locator('circle.member').first().click();
    expect(await page.locator('circle.selected').count()).toBe(1);
    expect(await page.locator('table.confusion tr').count()).toBe(7);
  });

  it('puts another measure on an axis', async () => {
    await page.getByLabel('Across').selectOption('latency');
    expect(await page.locator('svg').getAttribute('aria-label')).toBe('Validation error against Latency of 10 trials');
  });

  it('has nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});
