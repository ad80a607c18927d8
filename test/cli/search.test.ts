import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { frontOf, journalSize, nas, onlyRun, startNas, workspace } from './nas.ts';

const folders: string[] = [];
function fresh(): string {
  const folder = workspace();
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('nas run', () => {
  let reference = '';
  let journalBytes = 0;

  beforeAll(async () => {
    const folder = fresh();
    const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml', '--workers', '1');
    expect(stderr).toContain('12 architectures for QEMU Arm MPS2, AN386');
    expect(code).toBe(0);
    reference = frontOf(folder);
    journalBytes = journalSize(folder);
  });

  it('leaves a front whose members were measured on the test set', () => {
    const front = JSON.parse(reference) as { members: { test: { accuracy: number; count: number } }[] };
    expect(front.members.length).toBeGreaterThan(0);
    expect(front.members.map(({ test }) => test.count)).toEqual(front.members.map(() => 50));
    // Six classes: a network that learned nothing is right once in six.
    expect(Math.max(...front.members.map(({ test }) => test.accuracy))).toBeGreaterThan(0.3);
  });

  it('finds the same front with two workers', async () => {
    const folder = fresh();
    expect((await nas(folder, 'run', 'tiny.nas.yaml', '--workers', '2')).code).toBe(0);
    expect(frontOf(folder)).toBe(reference);
  });

  it('finds the same front after being killed at ten random moments', async () => {
    const folder = fresh();
    const random = new Random('kill');
    for (let kills = 0; kills < 10; kills++) {
      const args = journalSize(folder) === 0 ? ['run', 'tiny.nas.yaml'] : ['resume', onlyRun(folder)];
      const child = startNas(folder, ...args, '--workers', '2');
      const ended = once(child, 'exit');
      // A share of the whole journal that leaves something to do for the last kill.
      const enough = journalSize(folder) + random.between(1, journalBytes / 14);
      while (journalSize(folder) < enough) await wait(1);
      child.kill('SIGKILL');
      await ended;
    }
    expect(readFileSync(join(onlyRun(folder), 'journal.jsonl'), 'utf8')).not.toContain('run-finished');
    const { code, stderr } = await nas(folder, 'resume', onlyRun(folder), '--workers', '2');
    expect(stderr).not.toContain('damaged');
    expect(code).toBe(0);
    expect(frontOf(folder)).toBe(reference);
  }, 120_000);

  it('stops at Ctrl-C, says how to go on, and goes on to the same front', async () => {
    const folder = fresh();
    const child = startNas(folder, 'run', 'tiny.nas.yaml', '--workers', '1');
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      const before = stderr;
      stderr += chunk.toString();
      // Once: a second Ctrl-C ends the process at once.
      if (/trial +1 /.test(stderr) && !/trial +1 /.test(before)) child.kill('SIGINT');
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(130);
    expect(stderr).toContain('Continue with: nas resume .nas/tiny/');
    expect((await nas(folder, 'resume', 'tiny.nas.yaml')).code).toBe(0);
    expect(frontOf(folder)).toBe(reference);
  });

  it('refuses a second process on the same run', async () => {
    const folder = fresh();
    const child = startNas(folder, 'run', 'tiny.nas.yaml', '--workers', '1');
    const ended = once(child, 'exit');
    while (journalSize(folder) === 0) await wait(5);
    child.kill('SIGSTOP');
    const second = await nas(folder, 'resume', 'tiny.nas.yaml');
    child.kill('SIGKILL');
    await ended;
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/process|running|locked/i);
  });
});
