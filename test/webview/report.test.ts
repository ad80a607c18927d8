import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nas, onlyRun, workspace } from '../cli/nas.ts';
import { launch, noBrowser } from './support/page.ts';

const folder = workspace();
let browser: Browser;
let page: Page;
const complaints: string[] = [];

/** The report of a real search, in a real browser: the dashboard in a file of its own. */
describe.skipIf(noBrowser)('report.html', () => {
  beforeAll(async () => {
    const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
    if (code !== 0) throw new Error(stderr);
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 }, acceptDownloads: true });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(file|blob|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(onlyRun(folder), 'report.html')).href);
    await page.locator('.chart circle[role=option]').first().waitFor();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('shows every trial as a point and as a row', async () => {
    expect(await page.locator('h1').textContent()).toBe('tiny');
    expect(await page.locator('.phase').textContent()).toContain('Finished');
    expect(await page.locator('.chart circle[role=option]').count()).toBe(10);
    expect(await page.locator('tr[aria-selected]').count()).toBe(10);
    const members = await page.locator('.chart circle[role=option].member').count();
    expect(members).toBeGreaterThan(0);
    expect(await page.locator('tr.member').count()).toBe(members);
  });

  it('shows the layers, the costs and the errors of the trial that is chosen, by mouse and by keyboard', async () => {
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const row = page.locator('tr[aria-selected]').last();
    await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
    const last = (await row.locator('td.trial').textContent())!.replace(/\D+/g, '');
    await expect.poll(() => page.locator('.network h2').textContent()).toBe(`Trial ${last}`);
    await page.locator('.chart circle[role=option].member').first().click({ force: true });
    await expect.poll(() => page.locator('.chart .ring.selected').count()).toBe(1);
    expect(await page.locator('table.confusion tbody tr').count()).toBe(6);
    expect(await page.locator('.layers pre').first().textContent()).toContain('h′ = ');
    expect(await page.getByRole('meter', { name: 'Flash' }).getAttribute('aria-valuetext')).toMatch(/KiB of 4 MiB$/);
  });

  it('puts another measure on an axis', async () => {
    await page.locator('vscode-single-select[label=Across]').click();
    await page.getByRole('option', { name: 'Latency', exact: true }).click();
    const chart = page.getByRole('listbox', { name: 'against' });
    await expect.poll(() => chart.getAttribute('aria-label')).toBe('Accuracy against Latency of 10 trials');
  });

  it('has no buttons for what only an editor can do', async () => {
    expect(await page.locator('.network vscode-button, header vscode-button').allInnerTexts()).toEqual(['Compare']);
  });

  it('gives its trials as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('tiny.csv');
    const rows = parse<Record<string, string>>(readFileSync(await download.path()), { columns: true });
    expect(rows.length).toBe(10);
  });

  it('follows the system, light or dark', async () => {
    const ground = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).toBe('rgb(31, 31, 31)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe('rgb(255, 255, 255)');
  });

  it('has nothing to complain about, and asks for nothing', () => {
    expect(complaints).toEqual([]);
  });
});
