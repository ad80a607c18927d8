/**
 * How the dashboard bears a large run: 1,000 trials of 30 epochs as a snapshot, then updates at 20 Hz for ten seconds.
 * `npm run build && npx tsx bench/dashboard.ts`
 */
import { Random } from '../src/base/random.ts';
import type { JournalEvent } from '../src/protocol/journal.ts';
import { epochEvent, info, journal } from '../test/webview/support/journals.ts';
import { Dashboard, launch } from '../test/webview/support/page.ts';

const EPOCHS = 30;
const UPDATES = 200;

const browser = await launch();
const dashboard = await Dashboard.open(browser);
const { page } = dashboard;
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');

/** Seconds of scripting, style and layout so far. */
async function work(): Promise<Record<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

await page.evaluate(`
  window.long = [];
  new PerformanceObserver((list) => window.long.push(...list.getEntries().map((e) => e.duration))).observe({ entryTypes: ['longtask'] });
`);

const events = journal({
  trials: 1000,
  epochs: EPOCHS,
  classes: ['up', 'down', 'left', 'right', 'circle', 'shake'],
  end: 'running',
});
const json = JSON.stringify(events);
const message = JSON.stringify({ type: 'snapshot', info, events, activity: { kind: 'running', elapsed: 10 } });
const snapshot = await page.evaluate<{ folded: number; drawn: number }>(`(async () => {
  const data = JSON.parse(${JSON.stringify(message)});
  const start = performance.now();
  window.dispatchEvent(new MessageEvent('message', { data }));
  const folded = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  return { folded, drawn: performance.now() - start };
})()`);
console.log(
  `snapshot of ${events.length} events (${(json.length / 2 ** 20).toFixed(1)} MiB): folded in ${snapshot.folded.toFixed(0)} ms, drawn after ${snapshot.drawn.toFixed(0)} ms`,
);

/** Three trials in flight report in turn; every tenth update one of them ends and another begins. */
const batches: JournalEvent[][] = [];
const random = new Random('updates');
const sample = events.find((event) => event.type === 'trial-finished')!;
const proposal = events.find((event) => event.type === 'trial-proposed')!;
let next = 1003;
const flying = [1000, 1001, 1002];
for (let update = 0; update < UPDATES; update++) {
  const at = events.at(-1)!.at + update * 0.05;
  const batch: JournalEvent[] = flying.map((trial) => epochEvent(trial, 13 + update, 0.1, EPOCHS, random, at));
  if (update % 10 === 9) {
    batch.push({ ...sample, trial: flying[0]!, at });
    flying.splice(0, 1, next);
    batch.push({ ...proposal, trial: next++, at });
    flying.push(flying.shift()!);
  }
  batches.push(batch);
}

await page.evaluate('window.long.length = 0');
const before = await work();
const spent = await page.evaluate<number[]>(`(async () => {
  const times = [];
  let from = ${events.length};
  for (const events of ${JSON.stringify(batches)}) {
    const start = performance.now();
    await deliver([{ type: 'events', from, events }]);
    from += events.length;
    times.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, Math.max(0, 50 - (performance.now() - start))));
  }
  return times.sort((a, b) => a - b);
})()`);
const after = await work();
const perUpdate = (name: string): string => `${((1000 * (after[name]! - before[name]!)) / UPDATES).toFixed(2)} ms`;
const long = await page.evaluate<number[]>('window.long');
console.log(
  `per update: scripting ${perUpdate('ScriptDuration')}, style ${perUpdate('RecalcStyleDuration')}, layout ${perUpdate('LayoutDuration')}`,
);
console.log(
  `from message to frame: median ${spent[UPDATES / 2]!.toFixed(1)} ms, 95 % below ${spent[Math.floor(UPDATES * 0.95)]!.toFixed(1)} ms`,
);
console.log(
  `tasks over 50 ms: ${long.length}${long.length > 0 ? ` (longest ${Math.max(...long).toFixed(0)} ms)` : ''}`,
);
console.log(dashboard.complaints.length === 0 ? 'no complaints' : dashboard.complaints);
await browser.close();
