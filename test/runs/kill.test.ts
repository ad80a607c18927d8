import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { readJournal } from '../../src/runs/journal-file.ts';
import { RunDirectory } from '../../src/runs/run-directory.ts';
import { withoutTimes } from '../protocol/support/without-times.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'nas-kill-'));
const script = join(folder, 'search-child.mjs');

beforeAll(async () => {
  const entryPoints = [fileURLToPath(new URL('./support/search-child.ts', import.meta.url))];
  await build({ entryPoints, outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(workspace: string, shuffle: number): ChildProcess {
  return spawn(process.execPath, [script, workspace, String(shuffle)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function finish(workspace: string): Promise<RunDirectory> {
  const child = start(workspace, 99);
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  return RunDirectory.newest(workspace, 'fake')!;
}

it('finds the same front after kill -9 at ten random moments', { timeout: 60_000 }, async () => {
  const undisturbed = await finish(join(folder, 'undisturbed'));
  const expected = readFileSync(undisturbed.frontPath, 'utf8');
  expect(JSON.parse(expected).members.length).toBeGreaterThan(2);

  const workspace = join(folder, 'killed');
  const random = new Random('kill -9');
  const ended: number[] = [];
  for (let kill = 0; kill < 10; kill++) {
    const child = start(workspace, kill);
    await once(child.stdout!, 'data');
    const { journalPath } = RunDirectory.newest(workspace, 'fake')!;
    const enough = statSync(journalPath).size + random.index(4000);
    while (statSync(journalPath).size < enough) await sleep(random.between(0, 4));
    child.kill('SIGKILL');
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const { trials } = foldEvents(readJournal(journalPath).events);
    ended.push(trials.filter(({ status }) => status === 'finished').length);
  }
  expect(ended).toEqual([...ended].sort((a, b) => a - b));
  expect(ended.at(-1)).toBeGreaterThan(5);

  const survivor = await finish(workspace);
  expect(RunDirectory.list(workspace, 'fake')).toHaveLength(1);
  expect(readFileSync(survivor.frontPath, 'utf8')).toBe(expected);
  const journal = (run: RunDirectory): string => withoutTimes(readFileSync(run.journalPath, 'utf8'));
  expect(journal(survivor)).toBe(journal(undisturbed));
  const { front } = foldEvents(readJournal(survivor.journalPath).events);
  expect(readdirSync(join(survivor.path, 'trials'))).toHaveLength(front.length);
  for (const trial of front) expect(survivor.load(trial)).toEqual(undisturbed.load(trial));
});
