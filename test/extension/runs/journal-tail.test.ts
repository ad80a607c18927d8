import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { JournalTail } from '../../../src/extension/runs/journal-tail.ts';
import { formatEvent } from '../../../src/protocol/journal-lines.ts';
import type { EventOf, JournalEvent } from '../../../src/protocol/journal.ts';
import { EMPTY_RUN, reduce, type RunState } from '../../../src/protocol/run-state.ts';
import { epoch, finished, proposed, started } from '../../protocol/support/example-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'nas-tail-'));
afterAll(() => rmSync(folder, { recursive: true }));

let path = '';
let events: JournalEvent[] = [];
let state: RunState = EMPTY_RUN;
let restarts = 0;
let tail: JournalTail;
let files = 0;

beforeEach(() => {
  path = join(folder, `${files++}.jsonl`);
  events = [];
  state = EMPTY_RUN;
  restarts = 0;
  tail = new JournalTail(path, {
    accept: (event) => {
      state = reduce(state, event);
      events.push(event);
    },
    restart: () => {
      state = EMPTY_RUN;
      events = [];
      restarts++;
    },
  });
});

const write = (...lines: readonly JournalEvent[]): void => appendFileSync(path, lines.map(formatEvent).join(''));

it('reads what is there, then what comes, each line once', async () => {
  await tail.read();
  expect(events).toEqual([]);
  write(started, proposed(0));
  await tail.read();
  expect(events).toEqual([started, proposed(0)]);
  write(epoch(0, 1), epoch(0, 2));
  await Promise.all([tail.read(), tail.read(), tail.read()]);
  await tail.read();
  expect(events).toEqual([started, proposed(0), epoch(0, 1), epoch(0, 2)]);
  expect(restarts).toBe(0);
});

it('waits for the end of a line that is half written, also in the middle of a letter', async () => {
  const line = Buffer.from(formatEvent(started));
  for (const byte of line) {
    await tail.read();
    expect(events).toEqual([]);
    appendFileSync(path, Buffer.of(byte));
  }
  await tail.read();
  expect(events).toEqual([started]);
});

it('reads a line that is longer than its buffer', async () => {
  const long: JournalEvent = {
    ...(started as EventOf<'run-started'>),
    spec: { name: 'ü'.repeat(200_000), hash: 'abc' },
  };
  write(long, proposed(0));
  await tail.read();
  expect(events).toEqual([long, proposed(0)]);
});

it('loses nothing when the writer cuts off a torn line and goes on', async () => {
  write(started);
  appendFileSync(path, '{"type":"trial-prop');
  await tail.read();
  truncateSync(path, Buffer.byteLength(formatEvent(started)));
  write(proposed(0));
  await tail.read();
  expect(events).toEqual([started, proposed(0)]);
  expect(restarts).toBe(0);
});

it('begins anew when lines vanish, the file is another one, or is gone', async () => {
  write(started, proposed(0));
  await tail.read();
  writeFileSync(path, formatEvent(started));
  await tail.read();
  expect(events).toEqual([started]);
  expect(restarts).toBe(1);

  const other: JournalEvent = { ...(started as EventOf<'run-started'>), seed: 2 };
  writeFileSync(`${path}.new`, [other, proposed(0)].map(formatEvent).join(''));
  renameSync(`${path}.new`, path);
  await tail.read();
  expect(events).toEqual([other, proposed(0)]);

  rmSync(path);
  await tail.read();
  expect(events).toEqual([]);
  write(started);
  await tail.read();
  expect(events).toEqual([started]);
});

it('reads a file anew that took the place of the one it is reading', async () => {
  const epochs = Array.from({ length: 3000 }, (_, i) => epoch(0, i + 1));
  write(started, proposed(0), ...epochs);
  const first = tail.read();
  while (events.length === 0) await turn();
  expect(events.length).toBeLessThan(3000);
  // As a run that ends puts its journal in order: shorter, and then longer again.
  const ordered = [started, proposed(0), ...epochs.slice(1500), finished(0, 75)];
  writeFileSync(`${path}.part`, ordered.map(formatEvent).join(''));
  renameSync(`${path}.part`, path);
  await Promise.all([first, tail.read()]);
  expect(events).toEqual(ordered);
  expect(restarts).toBe(1);
  write(proposed(1));
  await tail.read();
  expect(events).toEqual([...ordered, proposed(1)]);
  expect(restarts).toBe(1);
});

it('stops at damage, says where it is, and goes on when it was mended', async () => {
  write(started, proposed(0));
  appendFileSync(path, 'nonsense\n');
  write(epoch(0, 1));
  await tail.read();
  expect(events).toEqual([started, proposed(0)]);
  expect(tail.damage).toMatchObject({ code: 'journal/damaged', where: `${path}:3` });
  await tail.read();
  expect(tail.damage?.code).toBe('journal/damaged');
  // What the hint says: the line and all after it are deleted.
  truncateSync(path, readFileSync(path).indexOf('nonsense'));
  await tail.read();
  expect(tail.damage).toBeUndefined();
  expect(events).toEqual([started, proposed(0)]);
});

it('takes an event that cannot follow for damage', async () => {
  write(started, proposed(1));
  await tail.read();
  expect(events).toEqual([started]);
  expect(tail.damage).toMatchObject({ code: 'journal/damaged', message: expect.stringContaining('trial 1 where 0') });
});

it('says when it may not read', async () => {
  const asFolder = new JournalTail(folder, { accept: () => undefined, restart: () => undefined });
  await asFolder.read();
  expect(asFolder.damage).toMatchObject({ code: 'journal/unreadable', where: folder });
});

it('reads 1,000 trials of 30 epochs in slices', async () => {
  const epochs = Array.from({ length: 30 }, (_, i) => i + 1);
  const lines: string[] = [formatEvent(started)];
  for (let trial = 0; trial < 1000; trial++) {
    lines.push(formatEvent(proposed(trial)), ...epochs.map((number) => formatEvent(epoch(trial, number))));
    lines.push(formatEvent(finished(trial, 50 + (trial % 50))));
  }
  writeFileSync(path, lines.join(''));
  let turns = 0;
  let reading = true;
  const others = (): void => {
    turns++;
    if (reading) setImmediate(others);
  };
  others();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begin = performance.now();
  await tail.read();
  reading = false;
  delay.disable();
  expect(state.trials).toHaveLength(1000);
  expect(events).toHaveLength(lines.length);
  expect(turns).toBeGreaterThan(10);
  if (process.env['NAS_MEASURE'] === '1') {
    const ms = (nanoseconds: number): string => (nanoseconds / 1e6).toFixed(1);
    console.log(
      `${(performance.now() - begin).toFixed(0)} ms for ${lines.length} lines; event loop p99 ${ms(delay.percentile(99))}, max ${ms(delay.max)} ms`,
    );
  }
});
