import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ChildJobs } from '../../../src/extension/jobs/child-jobs.ts';
import type { Log } from '../../../src/extension/jobs/log.ts';
import { inCanonicalOrder } from '../../../src/protocol/canonical-order.ts';
import type { FromChild } from '../../../src/protocol/jobs.ts';
import { foldEvents } from '../../../src/protocol/run-state.ts';
import { journalHolder, readJournal } from '../../../src/runs/journal-file.ts';
import { journalSize, onlyRun, workspace } from '../../cli/nas.ts';

const ENTRY = join(import.meta.dirname, '../../../dist/nas.js');

const folders: string[] = [];
function fresh(): string {
  const folder = workspace();
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

class Lines implements Log {
  readonly all: string[] = [];
  readonly info = (text: string): void => void this.all.push(text);
  readonly warn = this.info;
  readonly error = this.info;
}

function jobs(log: Log = new Lines(), entry = ENTRY): ChildJobs {
  return new ChildJobs({ entry, log });
}

/** A program that stands in for ours where ours cannot be made to do this. */
function otherProgram(text: string): string {
  const path = join(fresh(), 'other.mjs');
  writeFileSync(path, text);
  return path;
}

/** Stands for an extension host: forks a search, and lives until it is killed. Arguments: entry, job. */
const WINDOW = `
  import { fork } from 'node:child_process';
  const [entry, job] = process.argv.slice(2);
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'];
  const child = fork(entry, ['child'], { serialization: 'advanced', execArgv: [], stdio });
  child.send({ type: 'init', protocol: 1, job: JSON.parse(job) });
  setInterval(() => undefined, 1000);
`;

const searchJob = (folder: string) => ({ kind: 'search', spec: join(folder, 'tiny.nas.yaml'), workers: 2 }) as const;
const stateOf = (folder: string) => foldEvents(readJournal(join(onlyRun(folder), 'journal.jsonl')).events);

/** A process that still exists. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The process that works on the only run of a folder. */
function holderOf(folder: string): number {
  return journalHolder(join(onlyRun(folder), 'journal.jsonl'))!.pid;
}

describe('a search in a child process', () => {
  it('tells every event after it was written, and its result', async () => {
    const folder = fresh();
    const log = new Lines();
    const messages: FromChild[] = [];
    const result = await jobs(log).run(searchJob(folder), {
      onMessage: (message) => {
        messages.push(message);
        if (message.type !== 'event') return;
        const written = readJournal(join(onlyRun(folder), 'journal.jsonl')).events;
        expect(written).toContainEqual(message.event);
      },
    });
    expect(result).toEqual({ run: onlyRun(folder), ended: 'finished' });
    expect(messages[0]).toMatchObject({ type: 'ready', protocol: 1 });
    expect(messages.filter(({ type }) => type === 'opened')).toEqual([{ type: 'opened', run: onlyRun(folder) }]);
    const events = messages.filter((message) => message.type === 'event').map(({ event }) => event);
    expect(inCanonicalOrder(events)).toEqual(readJournal(join(onlyRun(folder), 'journal.jsonl')).events);
    expect(log.all.filter((line) => /^trial .* epochs/.test(line))).toHaveLength(10);
  });

  it('stops when it is asked to, writes its last line, and goes on later', async () => {
    const folder = fresh();
    const controller = new AbortController();
    const stopped = jobs().run(searchJob(folder), {
      signal: controller.signal,
      onMessage: ({ type }) => {
        if (type === 'event' && stateOf(folder).front.length > 0) controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(stateOf(folder).phase).toEqual({ kind: 'stopped', message: 'stopped' });

    const resumed = await jobs().run({ kind: 'resume', run: onlyRun(folder), workers: 2 });
    expect(resumed.ended).toBe('finished');
    expect(stateOf(folder).trials).toHaveLength(10);
  });

  it('says that it was killed, and can be resumed', async () => {
    const folder = fresh();
    const killed = jobs().run(searchJob(folder), {
      onMessage: (message) => {
        if (message.type === 'event' && message.event.type === 'trial-finished')
          process.kill(holderOf(folder), 'SIGKILL');
      },
    });
    await expect(killed).rejects.toMatchObject({
      code: 'job/crashed',
      message: 'the process of the search was killed; the system may have run out of memory',
      hint: expect.stringContaining('Resume the search'),
    });
    expect(stateOf(folder).phase.kind).toBe('running');
    expect((await jobs().run({ kind: 'resume', run: onlyRun(folder), workers: 1 })).ended).toBe('finished');
  });

  it('stops when somebody asks it politely from outside', async () => {
    const folder = fresh();
    const result = await jobs().run(searchJob(folder), {
      onMessage: (message) => {
        if (message.type === 'event' && message.event.type === 'trial-finished' && message.event.trial === 0) {
          process.kill(holderOf(folder), 'SIGTERM');
        }
      },
    });
    expect(result).toEqual({ run: onlyRun(folder), ended: 'stopped' });
    expect(stateOf(folder).phase.kind).toBe('stopped');
  });

  it('ends with a stopped run when the window dies', async () => {
    const folder = fresh();
    const window = spawn(process.execPath, [otherProgram(WINDOW), ENTRY, JSON.stringify(searchJob(folder))], {
      stdio: 'ignore',
    });
    while (journalSize(folder) < 3000) await sleep(5);
    const child = holderOf(folder);
    expect(child).not.toBe(window.pid);
    window.kill('SIGKILL');
    await once(window, 'exit');
    while (isAlive(child)) await sleep(5);
    expect(stateOf(folder).phase).toEqual({ kind: 'stopped', message: 'the window was closed' });
    expect((await jobs().run({ kind: 'resume', run: onlyRun(folder), workers: 2 })).ended).toBe('finished');
  });

  it('reports what is wrong with the spec', async () => {
    const folder = fresh();
    writeFileSync(join(folder, 'tiny.nas.yaml'), 'name: tiny\n');
    const log = new Lines();
    await expect(jobs(log).run(searchJob(folder))).rejects.toMatchObject({ code: 'spec/invalid' });
    expect(log.all.join('\n')).toContain('tiny.nas.yaml:1:');
    expect(existsSync(join(folder, '.nas'))).toBe(false);
  });
});

describe('other jobs', () => {
  it('deploy', async () => {
    const folder = fresh();
    await jobs().run(searchJob(folder));
    const [trial] = stateOf(folder).front;
    const output = join(folder, 'out');
    const job = {
      kind: 'deploy',
      run: onlyRun(folder),
      trial: trial!,
      framework: 'bare',
      output,
      force: false,
    } as const;
    const report = await jobs().run(job);
    expect(report).toMatchObject({ trial, framework: 'bare', board: 'qemu:mps2-an386', folder: output, kept: [] });
    for (const file of report.written) expect(readFileSync(join(output, file)).length).toBeGreaterThan(0);
    expect((await jobs().run(job)).written).toEqual([]);

    const emulation = await jobs().run({ kind: 'emulate', run: onlyRun(folder), trial: trial!, windows: 5 });
    expect(emulation).toMatchObject({ trial, windows: 5, different: 0 });
    await expect(jobs().run({ ...job, trial: 99 })).rejects.toMatchObject({ code: 'run/no-trial' });
  });
});

describe('the handshake', () => {
  const talk = async (...messages: readonly object[]): Promise<{ answers: FromChild[]; code: number | null }> => {
    const child = fork(ENTRY, ['child'], { serialization: 'advanced', execArgv: [], stdio: 'ignore' });
    const answers: FromChild[] = [];
    child.on('message', (message) => answers.push(message as FromChild));
    for (const message of messages) child.send(message);
    const [code] = (await once(child, 'close')) as [number | null];
    return { answers, code };
  };

  it('refuses another version', async () => {
    const { answers, code } = await talk({ type: 'init', protocol: 0, job: searchJob('/nowhere') });
    expect(answers).toMatchObject([{ type: 'error', error: { code: 'job/protocol' } }]);
    expect(code).toBe(1);
  });

  it.each([
    ['without a spec', { kind: 'search', workers: 1 }],
    ['with no worker', { kind: 'search', spec: '/x', workers: 0 }],
    ['of an unknown kind', { kind: 'dance' }],
    ['with a stray property', { kind: 'resume', run: '/x', workers: 1, force: true }],
  ])('refuses a job %s', async (_, job) => {
    const { answers, code } = await talk({ type: 'init', protocol: 1, job });
    expect(answers).toMatchObject([{ type: 'error', error: { code: 'job/message' } }]);
    expect(code).toBe(1);
  });

  it('ends when the window goes before it said anything', async () => {
    const child = fork(ENTRY, ['child'], { serialization: 'advanced', execArgv: [], stdio: 'ignore' });
    await once(child, 'spawn');
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(130);
  });

  it('is refused by the editor when the program is another', async () => {
    const entry = otherProgram(
      `process.on('message', () => process.send({ type: 'ready', protocol: 2, tool: '9.9' })); setInterval(() => {}, 1000);`,
    );
    await expect(jobs(new Lines(), entry).run(searchJob('/x'))).rejects.toMatchObject({ code: 'job/protocol' });
  });

  it('is not waited for without end', async () => {
    const entry = otherProgram('setInterval(() => {}, 1000);');
    const impatient = new ChildJobs({ entry, log: new Lines(), times: { start: 300 } });
    await expect(impatient.run(searchJob('/x'))).rejects.toMatchObject({ code: 'job/no-answer' });
  });
});

describe('a process that misbehaves', () => {
  it('and exits: the code and its last words', async () => {
    const entry = otherProgram(`console.error('a library broke'); process.exit(3);`);
    const log = new Lines();
    await expect(jobs(log, entry).run(searchJob('/x'))).rejects.toMatchObject({
      code: 'job/crashed',
      message: 'the process of the search ended unexpectedly (exit code 3): a library broke',
    });
    expect(log.all).toContain('a library broke');
  });

  it('and does not stop: is killed', async () => {
    const entry = otherProgram(
      `process.on('message', () => process.send({ type: 'ready', protocol: 1, tool: '1' })); setInterval(() => {}, 1000);`,
    );
    const controller = new AbortController();
    const stubborn = new ChildJobs({ entry, log: new Lines(), times: { stop: 200 } });
    const result = stubborn.run(searchJob('/x'), {
      signal: controller.signal,
      onMessage: () => controller.abort(new Error('enough')),
    });
    await expect(result).rejects.toThrow('enough');
  });

  it('and talks nonsense', async () => {
    const entry = otherProgram(`process.send({ type: 'opened', run: 5 }); setInterval(() => {}, 1000);`);
    await expect(jobs(new Lines(), entry).run(searchJob('/x'))).rejects.toMatchObject({ code: 'job/message' });
  });
});
