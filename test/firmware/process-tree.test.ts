import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startProcessTree } from '../../src/firmware/process-tree.ts';
import { FakeTools } from '../support/fake-tools.ts';
import { temporaryFolder } from './tools.ts';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('tells output as it comes, and the exit code', async () => {
  const tools = new FakeTools(temporaryFolder(), 'west');
  tools.behave('west', 'read word; echo "got $word"; echo bad >&2; exit 3');
  const output: string[] = [];
  const tree = startProcessTree({ command: tools.path('west'), args: [] }, { onOutput: (text) => output.push(text) });
  tree.write('go\n');
  expect(await tree.ended).toBe(3);
  expect(output.join('').split('\n').sort()).toEqual(['', 'bad', 'got go']);
});

test('an abort ends the process and what it started, even what does not want to end', async () => {
  const folder = temporaryFolder();
  const tools = new FakeTools(folder, 'west');
  const pids = join(folder, 'pids');
  tools.behave(
    'west',
    `sh -c 'trap "" TERM; echo $$ >> "${pids}"; while :; do sleep 0.1; done' & echo $$ >> "${pids}"; wait`,
  );
  const controller = new AbortController();
  const { ended } = startProcessTree(
    { command: tools.path('west'), args: [] },
    { signal: controller.signal, onOutput: () => undefined, graceSeconds: 0.2 },
  );
  const read = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []);
  while (read().length < 2) await sleep(20);
  expect(read().filter(alive)).toHaveLength(2);
  const reason = new Error('stopped by the user');
  controller.abort(reason);
  await expect(ended).rejects.toBe(reason);
  // What was killed takes a moment to be gone.
  await vi.waitFor(() => expect(read().filter(alive)).toEqual([]), { timeout: 10_000 });
});

test('a program that is not there is a UserError', async () => {
  const { ended } = startProcessTree({ command: '/no/such program', args: [] }, { onOutput: () => undefined });
  await expect(ended).rejects.toThrow('Cannot start /no/such program: no such program or folder.');
});
