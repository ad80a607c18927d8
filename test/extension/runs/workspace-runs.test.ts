import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import { ChildJobs } from '../../../src/extension/jobs/child-jobs.ts';
import type { Jobs } from '../../../src/extension/jobs/jobs.ts';
import { endMessage } from '../../../src/extension/runs/end-text.ts';
import { RunLibrary } from '../../../src/extension/runs/run-library.ts';
import type { Run } from '../../../src/extension/runs/run.ts';
import { type SearchEnd, SearchQueue } from '../../../src/extension/runs/search-queue.ts';
import { statusText, statusTooltip } from '../../../src/extension/runs/status-text.ts';
import { WorkspaceRuns } from '../../../src/extension/runs/workspace-runs.ts';
import { inCanonicalOrder } from '../../../src/protocol/canonical-order.ts';
import { formatEvent } from '../../../src/protocol/journal-lines.ts';
import type { JournalEvent } from '../../../src/protocol/journal.ts';
import { JournalFile } from '../../../src/runs/journal-file.ts';
import { RunDirectory } from '../../../src/runs/run-directory.ts';
import { startNas, workspace } from '../../cli/nas.ts';
import { epoch, exampleRun, finished, proposed, started } from '../../protocol/support/example-run.ts';
import { AskedJobs } from './stand-ins.ts';

let folder = '';
let asked: AskedJobs;
let open: { library: RunLibrary; queue: SearchQueue; runs: WorkspaceRuns; ends: SearchEnd[] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nas-runs-'));
  asked = new AskedJobs();
  open = window(asked);
});
afterEach(() => {
  open.library.dispose();
  rmSync(folder, { recursive: true });
});

/** A window of the editor, without the editor. */
function window(jobs: Jobs): typeof open {
  const library = new RunLibrary();
  const queue = new SearchQueue({ jobs, workers: () => 2, opened: (run, path) => library.adopt(run, path) });
  const remove = async (path: string): Promise<void> => rmSync(path, { recursive: true });
  const runs = new WorkspaceRuns(library, queue, remove);
  const ends: SearchEnd[] = [];
  queue.onDidEnd((end) => ends.push(end));
  return { library, queue, runs, ends };
}

function writeSpec(name: string, file = `${name}.nas.yaml`): string {
  const path = join(folder, file);
  writeFileSync(path, `name: ${name} # a comment\n`);
  return path;
}

function makeRun(name: string, second: number, ...events: readonly JournalEvent[]): RunDirectory {
  const time = new Date(Date.UTC(2026, 10, 24, 8, 12, second));
  const run = RunDirectory.create(folder, name, `name: ${name}\n`, time);
  writeFileSync(run.journalPath, events.map(formatEvent).join(''));
  return run;
}

const refresh = (): Promise<void> =>
  open.library.refresh(() =>
    Promise.resolve({
      specs: ['a', 'b', 'c'].map((name) => join(folder, `${name}.nas.yaml`)).filter((path) => existsSync(path)),
      folders: [folder],
    }),
  );

async function until(look: () => boolean): Promise<void> {
  while (!look()) await sleep(5);
}

describe('runs on the disk', () => {
  it('are found beside their specs, newest first, and stay the same objects', async () => {
    const spec = writeSpec('gestures', 'a.nas.yaml');
    writeSpec('"two words"', 'b.nas.yaml');
    const first = makeRun('gestures', 1, ...exampleRun);
    const second = makeRun('gestures', 2, started);
    makeRun('two words', 3, started);
    mkdirSync(join(folder, '.nas/gestures/not-a-run'));
    await refresh();
    expect(open.runs.specs.map(({ name }) => name)).toEqual(['gestures', 'two words']);
    expect(open.runs.all).toHaveLength(3);
    const of = open.runs.of(spec);
    expect(of.map(({ directory }) => directory!.path)).toEqual([second.path, first.path]);
    await refresh();
    expect(open.runs.of(spec)).toEqual(of);
    expect(open.runs.of(spec)[0]).toBe(of[0]);
    expect(open.runs.open(first.path)).toBe(of[1]);

    rmSync(second.path, { recursive: true });
    await refresh();
    expect(open.runs.of(spec)).toEqual([of[1]]);
  });

  it('take a journal that was put in order at once, whatever was read of it', async () => {
    const epochs = Array.from({ length: 30 }, (_, i) => i + 1);
    const trials = Array.from({ length: 100 }, (_, i) => i);
    const lines = trials.flatMap((trial) => [proposed(trial), ...epochs.map((number) => epoch(trial, number))]);
    const arrived = [started, ...lines, ...trials.map((trial) => finished(trial, 50 + (trial % 50)))];
    const directory = makeRun('gestures', 1, ...arrived);
    const run = open.library.open(directory.path);
    await run.loaded();
    const seen = new Set<string>();
    const froms: number[] = [];
    run.onDidChange((change) => {
      if (change.kind === 'events') froms.push(change.from);
    });
    const journal = JournalFile.open(directory.journalPath);
    journal.append({ type: 'run-finished', at: 100, reason: 'trials' });
    journal.close();
    let reading = true;
    const look = (): void => {
      seen.add(`${run.events.length} ${run.state.trials.length} ${run.state.phase.kind}`);
      if (reading) setImmediate(look);
    };
    look();
    await run.catchUp();
    reading = false;
    look();
    const count = arrived.length;
    expect([...seen]).toEqual([`${count} 100 running`, `${count + 1} 100 finished`]);
    expect(froms).toEqual([0]);
    expect(run.events).toEqual(inCanonicalOrder([...arrived, { type: 'run-finished', at: 100, reason: 'trials' }]));
  });

  it('are not read before somebody needs them, and then only once', async () => {
    writeSpec('gestures', 'a.nas.yaml');
    makeRun('gestures', 1, ...exampleRun);
    await refresh();
    const [run] = open.runs.all as [Run];
    expect(run.status).toBe('unread');
    expect(run.summary).toBeUndefined();
    await run.summarise();
    expect(run.status).not.toBe('unread');
    expect(run.summary!.members.length).toBeGreaterThan(0);
    expect(run.events).toEqual([]);
    const { summary } = run;
    await run.summarise();
    expect(run.summary).toBe(summary);
    appendFileSync(
      run.directory!.journalPath,
      formatEvent({ type: 'run-stopped', at: 99, cause: 'request', message: '' }),
    );
    await run.summarise();
    expect(run.summary).not.toBe(summary);
    await run.loaded();
    expect(run.events).toHaveLength(exampleRun.length + 1);
  });

  it('outlive their spec', async () => {
    makeRun('gestures', 1, started);
    await refresh();
    expect(open.runs.all.map(({ specPath }) => specPath)).toEqual([join(folder, 'gestures.nas.yaml')]);
    const renamed = writeSpec('gestures', 'c.nas.yaml');
    await refresh();
    expect(open.runs.of(renamed)).toHaveLength(1);
  });

  it('follow a spec in the middle of an edit', async () => {
    const spec = writeSpec('gestures', 'a.nas.yaml');
    makeRun('gestures', 1, started);
    appendFileSync(spec, 'data: { source: \n  - [');
    await refresh();
    expect(open.runs.of(spec)).toHaveLength(1);
  });

  it('are told apart: interrupted, elsewhere, stopped, finished, damaged', async () => {
    writeSpec('gestures', 'a.nas.yaml');
    const stop = (message: string): JournalEvent => ({ type: 'run-stopped', at: 9, cause: 'request', message });
    makeRun('gestures', 1, started, proposed(0));
    makeRun('gestures', 2, started, stop('stopped'));
    makeRun('gestures', 3, started, stop('the window was closed'));
    makeRun('gestures', 4, started, { type: 'run-stopped', at: 9, cause: 'error', message: 'the disk is full' });
    makeRun('gestures', 5, started, { type: 'run-finished', at: 9, reason: 'trials' });
    appendFileSync(makeRun('gestures', 6, started).journalPath, '{}\n');
    const held = makeRun('gestures', 7, started, proposed(0));
    const journal = JournalFile.open(held.journalPath);
    await refresh();
    const statuses = async (): Promise<string[]> => {
      for (const run of open.runs.all) await run.summarise();
      return open.runs.all.map(({ status }) => status).reverse();
    };
    const others = ['interrupted', 'stopped', 'interrupted', 'failed', 'finished', 'damaged'];
    expect(await statuses()).toEqual([...others, 'elsewhere']);
    expect(open.runs.open(held.path).activity).toEqual({ kind: 'running', elapsed: 0, elsewhere: true });
    await expect(open.runs.delete(open.runs.open(held.path))).rejects.toMatchObject({ code: 'run/going-on' });
    journal.append(finished(0, 50));
    journal.append({ type: 'run-finished', at: 10, reason: 'trials' });
    journal.close();
    open.library.touched(held.path);
    await until(() => open.runs.open(held.path).status === 'finished');
    expect(await statuses()).toEqual([...others, 'finished']);
  });

  it('can be deleted', async () => {
    const directory = makeRun('gestures', 1, started);
    await refresh();
    const [run] = open.runs.all as [Run];
    await open.runs.delete(run);
    expect(existsSync(directory.path)).toBe(false);
    expect(open.runs.all).toEqual([]);
    await expect(open.runs.delete(run)).rejects.toMatchObject({ code: 'run/gone' });
  });

  it('that do not exist cannot be opened', () => {
    expect(() => open.runs.open(join(folder, 'nowhere'))).toThrow(UserError);
  });
});

describe('the queue', () => {
  it('runs one search at a time, in order', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => open.runs.start(writeSpec(name))) as [Run, Run, Run];
    expect(asked.asked.map(({ job }) => job)).toEqual([]);
    await until(() => asked.asked.length === 1);
    expect(asked.asked[0]!.job).toEqual({ kind: 'search', spec: a.specPath, workers: 2 });
    expect([a, b, c].map(({ activity }) => activity)).toEqual([
      { kind: 'starting', text: 'reading data' },
      { kind: 'queued', ahead: 1 },
      { kind: 'queued', ahead: 2 },
    ]);
    await open.runs.stop(b);
    expect(c.activity).toEqual({ kind: 'queued', ahead: 1 });
    expect(open.runs.all).toEqual(expect.not.arrayContaining([b]));

    const directory = makeRun('a', 1, started, proposed(0), finished(0, 75));
    asked.asked[0]!.options.onMessage!({ type: 'opened', run: directory.path });
    expect(a.activity.kind).toBe('running');
    expect(open.runs.open(directory.path)).toBe(a);
    await a.loaded();
    appendFileSync(directory.journalPath, formatEvent({ type: 'run-finished', at: 3, reason: 'trials' }));
    asked.asked[0]!.done({ run: directory.path, ended: 'finished' });
    await until(() => asked.asked.length === 2);
    expect(a.status).toBe('finished');
    expect(c.activity.kind).toBe('starting');
    expect(open.ends.map(endMessage)).toEqual([
      undefined,
      {
        severity: 'information',
        text: 'The search `a` is finished after 1 trial: best 75.0 %, 1 network on the front.',
        actions: ['Show Results'],
      },
    ]);
  });

  it('forgets a search that could not start, and says why', async () => {
    const run = open.runs.start(writeSpec('a'));
    await until(() => asked.asked.length === 1);
    asked.asked[0]!.failed(
      new UserError('data/missing', 'there is no such file', { where: 'x.csv', hint: 'Name it.' }),
    );
    await until(() => open.ends.length === 1);
    expect(open.runs.all).toEqual([]);
    expect(run.activity).toMatchObject({ kind: 'crashed', error: { code: 'data/missing' } });
    expect(endMessage(open.ends[0]!)).toEqual({
      severity: 'error',
      text: 'The search `a` could not start: there is no such file (x.csv). Name it.',
      actions: ['Open File', 'Show Log'],
    });
  });

  it('offers to resume after a crash, and resumes the same run', async () => {
    const directory = makeRun('a', 1, started, proposed(0));
    writeSpec('a');
    await refresh();
    const [run] = open.runs.all as [Run];
    open.runs.resume(run);
    expect(() => open.runs.resume(run)).toThrow('is being searched already');
    await until(() => asked.asked.length === 1);
    expect(asked.asked[0]!.job).toEqual({ kind: 'resume', run: directory.path, workers: 2 });
    expect(run.events).toHaveLength(2);
    asked.asked[0]!.options.onMessage!({ type: 'opened', run: directory.path });
    asked.asked[0]!.failed(new UserError('job/crashed', 'the process was killed', { hint: 'Resume the search.' }));
    await until(() => open.ends.length === 1);
    expect(run.status).toBe('crashed');
    expect(open.runs.all).toEqual([run]);
    expect(endMessage(open.ends[0]!)?.actions).toEqual(['Resume', 'Show Log']);
    open.runs.resume(run);
    expect(run.status).toBe('starting');
  });

  it('says nothing when the user stopped it', async () => {
    const run = open.runs.start(writeSpec('a'));
    await until(() => asked.asked.length === 1);
    await open.runs.stop(run);
    expect(open.ends.map(endMessage)).toEqual([undefined]);
    await open.runs.stop(run).catch((error: unknown) => expect(error).toMatchObject({ code: 'run/gone' }));
  });

  it('shows how far it is', async () => {
    const run = open.runs.start(writeSpec('a'));
    const next = open.runs.start(writeSpec('b'));
    await until(() => asked.asked.length === 1);
    expect(statusText(run, 0)).toBe('a: reading data');
    asked.asked[0]!.options.onMessage!({ type: 'status', text: 'reading data: 40 %' });
    expect(statusText(run, 0)).toBe('a: reading data: 40 %');
    const first = { ...finished(0, 75), seconds: 100 } as JournalEvent;
    const directory = makeRun('a', 1, started, proposed(0), first);
    asked.asked[0]!.options.onMessage!({ type: 'opened', run: directory.path });
    await run.loaded();
    // One of four trials in 100 s.
    expect(statusText(run, 100)).toBe('a 1/4 · 75.0 % · 5 min left');
    expect(statusTooltip(run, [next])).toContain('- b: waiting, next');
  });
});

it('follows a search of a terminal, to its end', async () => {
  const place = workspace();
  const terminal = startNas(place, 'run', 'tiny.nas.yaml', '--workers', '2');
  const look = (): Promise<void> =>
    open.library.refresh(() => Promise.resolve({ specs: [join(place, 'tiny.nas.yaml')], folders: [place] }));
  while (open.runs.all.length === 0) {
    await sleep(20);
    await look();
  }
  const [run] = open.runs.all as [Run];
  await until(() => run.status === 'elsewhere');
  const told: number[] = [];
  run.onDidChange((change) => {
    if (change.kind === 'events') told.push(change.from);
  });
  await until(() => run.status === 'finished');
  expect(run.state.trials).toHaveLength(10);
  // At the end the journal is put in order, and comes again.
  expect(told.slice(0, -1)).toEqual(told.slice(0, -1).sort((x, y) => x - y));
  expect(told.at(-1)).toBe(0);
  terminal.kill();
  rmSync(place, { recursive: true });
});

it('runs, stops and resumes a real search', async () => {
  const place = workspace();
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const real = window(new ChildJobs({ entry: join(import.meta.dirname, '../../../dist/nas.js'), log: silent }));
  const run = real.runs.start(join(place, 'tiny.nas.yaml'));
  await until(() => run.state.front.length > 0);
  await real.runs.stop(run);
  expect(run.status).toBe('stopped');
  expect(run.activity).toEqual({ kind: 'idle' });
  real.runs.resume(run);
  await until(() => run.status === 'finished');
  expect(run.state.trials).toHaveLength(10);
  expect(real.ends.map(({ outcome }) => outcome)).toEqual([{ kind: 'stopped', asked: true }, { kind: 'finished' }]);
  real.library.dispose();
  rmSync(place, { recursive: true });
});
