import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostMessage, PageMessage, RunActivity } from '../../src/protocol/dashboard.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { trialDetail } from '../../src/runs/trial-detail.ts';
import { measurement } from '../protocol/support/example-run.ts';
import { confirmed, info, journal } from './support/journals.ts';
import { Dashboard, launch, noBrowser } from './support/page.ts';

const SIX = ['up', 'down', 'left', 'right', 'circle', 'shake'];
const RUNNING: RunActivity = { kind: 'running', elapsed: 130 };

function finishedRun(trials: number, classes: readonly string[] = SIX): JournalEvent[] {
  const events = journal({ trials, epochs: 5, classes, end: 'finished' });
  const { front, elapsed } = foldEvents(events);
  return [...events, ...confirmed(front, classes, elapsed)];
}

const snapshot = (events: readonly JournalEvent[], activity: RunActivity = { kind: 'idle' }): HostMessage => ({
  type: 'snapshot',
  info,
  events,
  activity,
});

const ofType = <T extends PageMessage['type']>(said: readonly PageMessage[], type: T) =>
  said.filter((message): message is Extract<PageMessage, { type: T }> => message.type === type);

/** The built page under its content security policy, with this test as its editor. */
describe.skipIf(noBrowser)('the dashboard', () => {
  let browser: Browser;
  const open: Dashboard[] = [];
  const start = async (options: Parameters<typeof Dashboard.open>[1] = {}): Promise<Dashboard> => {
    const dashboard = await Dashboard.open(browser, options);
    open.push(dashboard);
    return dashboard;
  };

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    const complaints = open.flatMap((dashboard) => dashboard.complaints);
    await Promise.all(open.splice(0).map((dashboard) => dashboard.close()));
    expect(complaints).toEqual([]);
  });

  it('marks where tuning begins in the learning curve', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = finishedRun(12);
    const curve = page.getByRole('img', { name: /^Epoch 5: / });
    await dashboard.send(snapshot(events));
    expect(await curve.getAttribute('aria-label')).not.toContain('tuned');
    expect(await curve.locator('.tuning').count()).toBe(0);
    const tuned = events.map((event) =>
      event.type === 'epoch' && event.epoch > 3 ? { ...event, tuning: true as const } : event,
    );
    await dashboard.send(snapshot(tuned));
    await curve.locator('.tuning').first().waitFor({ state: 'attached' });
    expect(await curve.getAttribute('aria-label')).toContain('tuned as an integer network from epoch 4');
  });

  it('says that it is there, shows the best network, and asks for its layers', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    expect(await dashboard.said()).toEqual([{ type: 'ready' }]);
    const events = finishedRun(40);
    const { trials, best } = foldEvents(events);
    await dashboard.send(snapshot(events));
    expect(await dashboard.said()).toEqual([
      { type: 'selected', trial: best },
      { type: 'detail', trial: best },
    ]);
    const detail = trialDetail(best!, trials[best!]!.architecture, { mode: 'windowed', samples: 64 });
    await dashboard.send({ type: 'detail', detail });
    expect(await page.locator('.network h2').textContent()).toBe(`Trial ${best}`);
    expect(await page.locator('.layers li').count()).toBe(detail.layers.length);
    expect(await page.locator('.note').first().textContent()).toContain('Trained with one seed');
    const finished = trials.filter(({ result }) => result !== undefined).length;
    expect(await page.getByRole('listbox', { name: 'against' }).getAttribute('aria-label')).toBe(
      `Accuracy against Flash of ${finished} trials`,
    );
    expect(await page.locator('.marks text').textContent()).toBe('TinyTNAS');
  });

  it('tells every state from the others', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const phase = (): Promise<string> => page.locator('.phase').innerText();
    const running = journal({ trials: 12, epochs: 5, classes: SIX, end: 'running' });
    const error = { code: 'job/crashed', message: 'killed by SIGKILL', hint: 'Lower nas.search.workers.' };

    expect(await phase()).toContain('Loading…');
    await dashboard.send(snapshot([]));
    expect(await phase()).toContain('Not started');
    expect(await page.locator('.trials').innerText()).toContain('No trial has begun yet.');
    await dashboard.send({ type: 'activity', activity: { kind: 'queued', ahead: 1 } });
    expect(await phase()).toContain('after 1 other search');
    await dashboard.send({ type: 'activity', activity: { kind: 'starting', text: 'reading data: 40 %' } });
    expect(await phase()).toContain('reading data: 40 %');
    await dashboard.send(snapshot(running, RUNNING));
    expect(await phase()).toMatch(/Running\s+12 of 18 trials/);
    expect(await page.locator('.running li').count()).toBe(3);
    await dashboard.send({ type: 'activity', activity: { kind: 'stopping' } });
    expect(await phase()).toContain('Stopping');
    await dashboard.send({ type: 'activity', activity: { kind: 'crashed', error } });
    expect(await phase()).toContain('killed by SIGKILL');
    expect(await page.locator('header .hint').textContent()).toBe('Lower nas.search.workers.');
    expect(await page.locator('.running').count()).toBe(0);
    expect(await page.getByText('interrupted', { exact: true }).count()).toBe(3);
    await page.getByRole('button', { name: 'Resume' }).click();
    await dashboard.drawn();
    expect(ofType(await dashboard.said(), 'command')).toEqual([{ type: 'command', command: 'resume' }]);
    await dashboard.send(snapshot(journal({ trials: 12, epochs: 5, classes: SIX, end: 'failed' })));
    expect(await phase()).toContain('no space left on the device');
    await dashboard.send(snapshot(finishedRun(12)));
    expect(await phase()).toMatch(/Finished\s+all trials of the budget are done/);
    expect(await page.getByRole('button', { name: 'Resume' }).count()).toBe(0);
  });

  it('adds points as trials finish, without moving the others', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = journal({ trials: 60, epochs: 5, classes: SIX, end: 'stopped' }).slice(0, -1);
    const half = Math.floor(events.length / 2);
    await dashboard.send(snapshot(events.slice(0, half), RUNNING));
    const dots = page.locator('.chart circle[role=option]');
    const known = foldEvents(events.slice(0, half)).trials.filter(({ result }) => result !== undefined);
    expect(await dots.count()).toBe(known.length);
    await dashboard.send({ type: 'events', from: half, events: events.slice(half) });
    expect(await dots.count()).toBe(foldEvents(events).trials.filter(({ result }) => result !== undefined).length);
    // An event inside the axes' span changes nothing of them.
    const place = (): Promise<string | null> => page.locator(`#point-${known[0]!.index}`).getAttribute('cx');
    const before = await place();
    const last = events.findLast((event) => event.type === 'trial-finished')!;
    const proposal = events.findLast((event) => event.type === 'trial-proposed')!;
    const trial = proposal.trial + 1;
    await dashboard.send({
      type: 'events',
      from: events.length,
      events: [
        { ...proposal, trial, at: last.at },
        { ...last, trial, at: last.at },
      ],
    });
    expect(await place()).toBe(before);
  });

  it('asks for everything again when events are missing, once', async () => {
    const dashboard = await start();
    const events = journal({ trials: 10, epochs: 3, classes: SIX, end: 'running' });
    await dashboard.send(snapshot(events.slice(0, 20), RUNNING));
    await dashboard.said();
    await dashboard.send({ type: 'events', from: 25, events: events.slice(25, 30) });
    await dashboard.send({ type: 'events', from: 30, events: events.slice(30, 35) });
    expect(ofType(await dashboard.said(), 'ready').length).toBe(1);
    await dashboard.send(snapshot(events, RUNNING));
    expect(await dashboard.page.locator('.trials .count').textContent()).toBe('13');
  });

  it('sorts, filters and selects trials by keyboard, a thousand as easily as ten', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = finishedRun(1000);
    const run = foldEvents(events);
    await dashboard.send(snapshot(events));
    const rows = page.locator('tr[aria-selected]');
    expect(await rows.count()).toBeLessThan(80);
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('1001');

    await page.getByRole('columnheader', { name: 'Flash' }).getByRole('button').click();
    await dashboard.drawn();
    expect(await page.getByRole('columnheader', { name: 'Flash' }).getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('columnheader', { name: 'Flash' }).getByRole('button').click();
    await dashboard.drawn();
    expect(await page.getByRole('columnheader', { name: 'Flash' }).getAttribute('aria-sort')).toBe('descending');
    const largest = run.trials.toSorted((a, b) => b.cost.flash - a.cost.flash || a.index - b.index);
    expect(await rows.first().getAttribute('id')).toBe(`trial-${largest[0]!.index}`);

    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await dashboard.drawn();
    await page.keyboard.press('ArrowUp');
    await dashboard.drawn();
    await page.keyboard.press('Enter');
    await dashboard.drawn();
    const beforeLast = largest.at(-2)!.index;
    expect(await page.locator('.network h2').textContent()).toBe(`Trial ${beforeLast}`);
    expect(ofType(await dashboard.said(), 'selected').at(-1)).toEqual({ type: 'selected', trial: beforeLast });
    expect(await page.getByRole('grid').getAttribute('aria-activedescendant')).toBe(`trial-${beforeLast}`);
    await page.keyboard.press('Home');
    await dashboard.drawn();
    await page.keyboard.press('PageDown');
    await dashboard.drawn();
    await page.keyboard.press(' ');
    await dashboard.drawn();
    expect(await page.locator('.network h2').textContent()).not.toBe(`Trial ${beforeLast}`);

    await page.locator('.trials vscode-checkbox').click();
    await dashboard.drawn();
    expect(await page.locator('.trials .count').textContent()).toBe(`${run.front.length} of 1,000`);
    await page.locator('.trials vscode-checkbox').click();
    await dashboard.drawn();
    await page.getByRole('searchbox', { name: 'Filter trials' }).fill('lstm');
    const count = run.trials.filter(({ architecture }) => architecture.recurrent[0]!.cell === 'lstm').length;
    await expect.poll(() => page.locator('.trials .count').textContent()).toBe(`${count} of 1,000`);
  });

  it('walks along the front by arrow keys', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    await dashboard.send(snapshot(finishedRun(60)));
    const chart = page.getByRole('listbox', { name: 'against' });
    await chart.focus();
    await page.keyboard.press('Home');
    await dashboard.drawn();
    const first = await chart.getAttribute('aria-activedescendant');
    await page.keyboard.press('ArrowRight');
    await dashboard.drawn();
    const second = await chart.getAttribute('aria-activedescendant');
    expect(second).not.toBe(first);
    expect(await page.locator('.tooltip').innerText()).toContain('front');
    await page.keyboard.press('Enter');
    await dashboard.drawn();
    expect(`Trial ${second!.replace('point-', '')}`).toBe(await page.locator('.network h2').textContent());
    await page.keyboard.press('Escape');
    await dashboard.drawn();
    expect(await page.locator('.tooltip').count()).toBe(0);
  });

  it('compares two trials, and marks the better figure', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    await dashboard.send(snapshot(finishedRun(40)));
    await page.getByRole('button', { name: 'Compare' }).click();
    await dashboard.drawn();
    expect(await page.locator('.network .hint').innerText()).toContain('Select the trial to compare');
    await page.locator('tr[aria-selected]').nth(5).click();
    await dashboard.drawn();
    const comparison = page.locator('.comparison');
    expect(await comparison.locator('thead th').count()).toBe(2);
    expect(await comparison.locator('.better').count()).toBeGreaterThan(2);
    expect(await page.locator('.ring.pinned').count()).toBe(1);
    await page.getByRole('button', { name: 'End Comparison' }).click();
    await dashboard.drawn();
    expect(await comparison.count()).toBe(0);
  });

  it('sends its buttons to the editor, with the trial', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = finishedRun(20);
    const trial = foldEvents(events).best!;
    await dashboard.send(snapshot(events));
    await dashboard.said();
    for (const name of ['Deploy', 'Flash', 'Run in Emulator'])
      await page.locator('.network').getByRole('button', { name, exact: true }).press('Enter');
    expect(await dashboard.said()).toEqual(
      ['deploy', 'flash', 'emulate'].map((command) => ({ type: 'command', command, trial })),
    );
  });

  it('shows what an emulator measured beside the estimate', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = finishedRun(20);
    const { best, trials } = foldEvents(events);
    const trial = best!;
    await dashboard.send(snapshot(events), {
      type: 'emulation',
      emulation: { kind: 'running', trial, text: 'building' },
    });
    expect(await page.locator('.emulation').innerText()).toContain('building…');
    await dashboard.send({
      type: 'emulation',
      emulation: {
        kind: 'done',
        trial,
        emulation: {
          trial,
          board: { id: 'qemu:mps2-an386', name: 'Cortex-M4' },
          windows: 200,
          different: 0,
          data: 'test',
          quality: trials[trial]!.result!.integer,
          estimated: { flash: 7216, ram: 196, instructionsPerWindow: 100_000 },
          measured: { flash: 7216, ram: 196, stack: 120, instructionsPerStep: 1500, instructionsPerWindow: 98_000 },
          image: { flash: 15_000, ram: 2100, parts: {}, estimated: { flash: 15_100, ram: 2100 } },
        },
      },
    });
    expect(await page.locator('.emulation').innerText()).toContain('all 200 windows gave the same outputs');
    expect(await page.locator('.emulation tbody tr').nth(2).locator('td').allInnerTexts()).toEqual([
      '100,000',
      '98,000',
      '−2 %',
    ]);
    await dashboard.send({
      type: 'emulation',
      emulation: { kind: 'failed', trial, error: { code: 'x', message: 'no compiler', hint: 'Install it.' } },
    });
    expect(await page.locator('.emulation').innerText()).toMatch(/no compiler\s+Install it\./);
  });

  it('shows what boards measured beside what was estimated, the last of each, and where the figures come from', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = finishedRun(20);
    const { best } = foldEvents(events);
    const trial = best!;
    const known = measurement(trial, 'nucleo_l432kc');
    const timing = { ...known.timing!, latency: 0.0022, estimated: 0.002 };
    const emulated = { ...measurement(trial, 'qemu:mps2-an386'), source: 'emulator', passed: 7 } as const;
    await dashboard.send(snapshot([...events, { type: 'trial-measured', at: 9, ...known, timing: null }]));
    expect(await page.locator('.measurements').innerText()).toContain('no clock');
    await dashboard.send({
      type: 'events',
      from: events.length + 1,
      events: [
        { type: 'trial-measured', at: 9, ...known, timing },
        { type: 'trial-measured', at: 9, ...emulated },
      ],
    });
    const results = page.locator('.measurements');
    expect(await results.locator('table').count()).toBe(2);
    const text = await results.innerText();
    expect(text).toContain('Measured on nucleo_l432kc, 2026-11-24, gcc 12.2.1: all 8 windows gave the same outputs');
    expect(text).toContain('Cycles counted by the core, at 80 MHz.');
    expect(text).toContain('Emulated on qemu:mps2-an386, 2026-11-24, gcc 12.2.1: 1 of 8 windows gave other outputs');
    expect(await results.locator('tbody tr').first().locator('td').allInnerTexts()).toEqual([
      '2 ms',
      '2.2 ms',
      '+10 %',
    ]);
    await page.getByRole('button', { name: 'Measure on Board' }).click();
    await dashboard.drawn();
    expect(ofType(await dashboard.said(), 'command')).toEqual([{ type: 'command', command: 'measureBoard', trial }]);
  });

  it('gives the trials as CSV and the chart as a drawing of its own', async () => {
    const dashboard = await start({ theme: 'light' });
    const { page } = dashboard;
    const events = finishedRun(30);
    await dashboard.send(snapshot(events));
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await dashboard.drawn();
    await page.getByRole('button', { name: 'Export SVG' }).click();
    await dashboard.drawn();
    const [csv, svg] = ofType(await dashboard.said(), 'save');
    expect(csv!.format).toBe('csv');
    expect(parse(csv!.text, { columns: true }).length).toBe(30);

    expect(svg!.format).toBe('svg');
    expect(svg!.text).not.toMatch(/var\(|class=|aria-|tabindex/);
    const drawn = await page.evaluate<string>(`(() => {
      const tree = new DOMParser().parseFromString(${JSON.stringify(svg!.text)}, 'image/svg+xml');
      return tree.querySelector('parsererror')?.textContent ?? [...tree.querySelectorAll('circle')].length + ' circles';
    })()`);
    const finished = foldEvents(events).trials.filter(({ result }) => result !== undefined).length;
    // Two in the legend, one ring.
    expect(drawn).toBe(`${finished + 3} circles`);
  });

  it('comes back as it was left', async () => {
    const first = await start();
    const events = finishedRun(40);
    await first.send(snapshot(events));
    await first.page.locator('tr[aria-selected]').nth(7).click();
    await first.drawn();
    await first.page.locator('vscode-single-select[label=Across]').click();
    await first.drawn();
    await first.page.getByRole('option', { name: 'RAM', exact: true }).click();
    await first.drawn();
    await first.page.getByRole('columnheader', { name: 'Latency' }).getByRole('button').click();
    await first.drawn();
    const chosen = await first.page.locator('.network h2').textContent();
    const state = await first.state();
    expect(state).toMatchObject({ run: info.run });

    const second = await start({ state });
    await second.send(snapshot(events));
    expect(await second.page.locator('.network h2').textContent()).toBe(chosen);
    expect(await second.page.getByRole('listbox', { name: 'against' }).getAttribute('aria-label')).toContain('RAM');
    expect(await second.page.getByRole('columnheader', { name: 'Latency' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
  });

  it('selects what was chosen elsewhere', async () => {
    const dashboard = await start();
    await dashboard.send(snapshot(finishedRun(40)), { type: 'select', trial: 11 });
    expect(await dashboard.page.locator('.network h2').textContent()).toBe('Trial 11');
  });

  it('shows a regression by its residuals, and says so when there are none', async () => {
    const dashboard = await start();
    const { page } = dashboard;
    const events = finishedRun(20, []);
    await dashboard.send(snapshot(events));
    expect(await page.locator('.scatter .residual').count()).toBe(100);
    const old = events.map((event): JournalEvent => {
      if (event.type !== 'trial-finished' || event.integer.task !== 'regression') return event;
      const { scatter: _, ...integer } = event.integer;
      return { ...event, integer };
    });
    await dashboard.send(snapshot(old.filter(({ type }) => type !== 'front-confirmed')));
    expect(await page.locator('.scatter').count()).toBe(0);
    expect(await page.locator('.network').innerText()).toContain('earlier version');
  });

  it.each([360, 700, 1400])('fits a width of %d pixels', async (width) => {
    const dashboard = await start({ width });
    await dashboard.send(
      snapshot(
        finishedRun(
          30,
          Array.from({ length: 12 }, (_, n) => `a long class ${n}`),
        ),
      ),
    );
    expect(await dashboard.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it.each(['dark', 'light', 'hc-dark', 'hc-light'] as const)('can be read in the theme %s', async (theme) => {
    const dashboard = await start({ theme });
    await dashboard.send(snapshot(journal({ trials: 30, epochs: 5, classes: SIX, end: 'running' }), RUNNING));
    const faint = await dashboard.page.evaluate<string[]>(CONTRAST);
    expect(faint).toEqual([]);
  });

  it('has a name for everything that can be reached', async () => {
    const dashboard = await start();
    await dashboard.send(snapshot(journal({ trials: 30, epochs: 5, classes: SIX, end: 'running' }), RUNNING));
    const nameless = await dashboard.page.evaluate<string[]>(`(() => {
      const all = [...document.querySelectorAll('button, [tabindex], [role=img], [role=meter], [role=listbox], [role=grid], vscode-button, vscode-single-select, vscode-checkbox, vscode-textfield, vscode-progress-bar')];
      const name = (e) => e.getAttribute('aria-label') ?? e.label ?? e.textContent.trim();
      return all.filter((e) => !name(e)).map((e) => e.outerHTML.slice(0, 80));
    })()`);
    expect(nameless).toEqual([]);
    const ids = await dashboard.page.evaluate<string[]>(`[...document.querySelectorAll('[id]')].map((e) => e.id)`);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Texts with less contrast to their ground than 3 : 1. WCAG wants 4.5 : 1, which VS Code's own red on white does not have. */
const CONTRAST = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const faint = new Set();
  for (const e of document.querySelectorAll('main *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== '');
    if (!own || e.tagName.startsWith('VSCODE')) continue;
    const style = getComputedStyle(e);
    const text = rgb(e instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [luminance(text), luminance(ground(e))].sort((p, q) => q - p);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 3) faint.add(e.tagName + '.' + e.getAttribute('class') + ' ' + ratio.toFixed(2) + ' ' + e.textContent.trim().slice(0, 20));
  }
  return [...faint];
})()`;
