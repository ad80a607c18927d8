import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findTool } from '../../src/firmware/toolchain.ts';
import { packExtension } from '../support/pack.ts';
import { type Theme, until, Walk } from './runner/walk.ts';

const ready = existsSync(join(import.meta.dirname, 'node_modules')) && findTool('chromium') !== undefined;
if (!ready && process.env['CI'] !== undefined) throw new Error('no VS Code here: run scripts/setup.sh --tools');

const scratch = mkdtempSync(join(tmpdir(), 'nas-walk-vsix-'));
const vsix = join(scratch, 'extension.vsix');
beforeAll(() => {
  if (ready) packExtension(vsix);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** CI walks once; NAS_WALK_THEMES=light,dark,high-contrast makes the pictures of all themes. */
const themes = (process.env['NAS_WALK_THEMES'] ?? 'dark').split(',') as Theme[];

/** The whole way of a person through a real workbench, from the palette to firmware in an emulator. */
describe.skipIf(!ready).each(themes)('a walk through VS Code, %s', { timeout: 180_000 }, (theme) => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await Walk.begin(vsix, theme, join(import.meta.dirname, 'out/pictures', theme));
  }, 120_000);
  afterAll(() => walk.end());

  // Each step goes on where the last one ended.
  let broken = false;
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'));
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    broken = true;
    await walk.picture('failed');
  });

  const file = (): string => readFileSync(join(walk.folder, 'gestures.nas.yaml'), 'utf8');
  const phase = async (): Promise<string> => {
    const frame = await walk.dashboard();
    return (await frame.locator('p.phase').textContent()) ?? '';
  };
  const finished = (): number => walk.journal('gestures').filter((line) => line.includes('"trial-finished"')).length;
  const ended = (): boolean => walk.journal('gestures').some((line) => line.includes('"run-finished"'));

  /** Another value at the end of a line of the file. */
  const retype = async (line: string, value: string): Promise<void> => {
    await walk.page.locator('.monaco-editor .view-line', { hasText: line }).click();
    await walk.page.keyboard.press('End');
    for (const _ of line.split(' ').at(-1)!) await walk.page.keyboard.press('Backspace');
    await walk.page.keyboard.type(value);
  };

  it('makes a search from a template', async () => {
    await walk.command('New Search');
    await walk.pick('Gestures and handwriting');
    await walk.picture('01-new-search');
    await walk.pick('Zephyr');
    await walk.pick('nucleo_l432kc');
    await walk.page.locator('.monaco-editor .view-line', { hasText: 'generator: gestures' }).waitFor();
    await walk.page
      .locator('.codelens-decoration', { hasText: /Run search · \d+ architectures · \d+ % fit/ })
      .waitFor();
    expect(file()).toContain('board: nucleo_l432kc');
    await walk.picture('02-template');
  });

  it('shows a mistake, and mends it', async () => {
    const board = walk.page.locator('.monaco-editor .view-line', { hasText: 'board: nucleo_l432kc' });
    await board.click();
    await walk.page.keyboard.press('End');
    await walk.page.keyboard.press('Backspace');
    await walk.page.keyboard.type('k');
    await walk.page.locator('.squiggly-error').first().waitFor();
    await walk.picture('03-mistake');
    await walk.page.keyboard.press('Control+.');
    const fix = walk.page.locator('.action-widget .monaco-list-row', { hasText: 'nucleo_l432kc' }).first();
    await fix.waitFor();
    await walk.picture('04-quick-fix');
    await fix.click();
    await walk.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await walk.page.locator('.monaco-editor .view-line', { hasText: 'board: nucleo_l432kc' }).waitFor();
    // Long enough to be interrupted twice.
    await retype('series: 1500', '4000');
    await retype('trials: 16', '36');
    await walk.page.keyboard.press('Control+S');
    const written = ['board: nucleo_l432kc', 'series: 4000', 'trials: 36'];
    await until('saved', () => written.every((text) => file().includes(text)));
  });

  it('tells what the space costs', async () => {
    await walk.page
      .locator('.monaco-editor .view-line span', { hasText: /^space/ })
      .first()
      .hover();
    await walk.page.locator('.monaco-hover', { hasText: 'architectures' }).first().waitFor();
    await walk.picture('05-hover');
    await walk.page.keyboard.press('Escape');
  });

  it('runs it and shows the front grow', async () => {
    await walk.command('Run Search');
    const frame = await walk.dashboard();
    await frame.locator('svg circle.member, svg .member').first().waitFor({ timeout: 60_000 });
    await until('three trials finished', () => finished() >= 3);
    expect(await phase()).toMatch(/Running/);
    await walk.picture('06-running');
  });

  it('loses one trial at most when the search is killed, and goes on', async () => {
    const lock = JSON.parse(readFileSync(join(walk.newestRun('gestures')!, 'journal.jsonl.lock'), 'utf8')) as {
      pid: number;
    };
    process.kill(lock.pid, 'SIGKILL');
    const notification = walk.notification('Resume');
    await notification.waitFor();
    const before = finished();
    await walk.picture('07-killed');
    await notification.getByRole('button', { name: 'Resume' }).click();
    await until('resumed', () => walk.journal('gestures').some((line) => line.includes('"run-resumed"')));
    await until('further', () => finished() > before);
  });

  it('survives a reload of the window', async () => {
    // The workbench writes down which editors are open some moments after they have changed.
    await walk.page.waitForTimeout(5000);
    const before = finished();
    await walk.page.reload();
    const frame = await walk.dashboard();
    await frame.locator('p.phase').waitFor({ timeout: 60_000 });
    const notification = walk.notification('Resume');
    await notification.waitFor({ timeout: 60_000 });
    expect(finished()).toBeGreaterThanOrEqual(before);
    await walk.picture('08-reloaded');
    await notification.getByRole('button', { name: 'Resume' }).click();
    await until('finished', ended, 150);
    await until('shown as finished', async () => (await phase()).includes('Finished'));
  });

  it('shows the chosen network', async () => {
    await walk.clearNotifications();
    const frame = await walk.dashboard();
    await frame.locator('svg[role=listbox] .member').last().click();
    const network = frame.getByRole('region', { name: 'Selected architecture' });
    await network.getByRole('heading', { name: /^Trial \d+$/ }).waitFor();
    await network.getByText('W_').first().waitFor();
    await walk.picture('09-front');
    await network.getByRole('heading', { name: /^Trial \d+$/ }).scrollIntoViewIfNeeded();
    await network.getByRole('heading', { name: 'Costs' }).scrollIntoViewIfNeeded();
    await walk.picture('10-network');
  });

  it('leaves a Zephyr project', async () => {
    await walk.clearNotifications();
    const frame = await walk.dashboard();
    await frame.getByRole('button', { name: 'Deploy' }).click();
    await walk.pick('Zephyr');
    const project = join(walk.folder, 'firmware/gestures-zephyr');
    await until('deployed', () => existsSync(join(project, 'prj.conf')));
    await walk.page.locator('.tab', { hasText: 'main.c' }).waitFor();
    await walk.picture('11-zephyr');
  });

  it('leaves a PlatformIO project', async () => {
    await walk.showResults();
    await walk.command('Deploy Selected Architecture');
    await walk.pick('PlatformIO');
    const project = join(walk.folder, 'firmware/gestures-platformio');
    await until('deployed', () => existsSync(join(project, 'platformio.ini')));
    // It comes to the front when it is opened: nothing else may be there by then.
    await walk.page.locator('.tab', { hasText: 'main.cpp' }).waitFor();
    await walk.picture('12-platformio');
  });

  it('runs it in the emulator', async () => {
    await walk.showResults();
    await walk.command('Run in Emulator');
    const frame = await walk.dashboard();
    await frame.locator('text=/bit for bit/').first().waitFor({ timeout: 60_000 });
    await walk.clearNotifications();
    await frame.locator('text=/bit for bit/').first().scrollIntoViewIfNeeded();
    await walk.picture('13-emulated');
  });
});
