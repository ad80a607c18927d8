import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newerNode, withoutNewerNode } from '../train/support/newer-node.ts';
import { startNas } from './nas.ts';

/** Everything that may depend on what came before: the model, halving, augmentation, int4, seeds and a refit. */
const SPEC = `name: same
seed: 3
data: { source: synthetic, generator: gestures, series: 160 }
task: { type: classification }
space:
  cell: [gru, rnn, fastgrnn, mgu]
  hidden: [3, 5, 8, 12]
  weights: [int8, int4]
  pooling: [last, mean]
  frontend: { decimation: { factor: [2, 4] } }
target: { board: qemu:mps2-an386 }
budget: { trials: 30 }
training: { epochs: 9, learning_rate: 0.02, augmentation: auto }
confirmation: { seeds: 2, finalists: 3 }
`;

const folders: string[] = [];
const ENTRY = join(import.meta.dirname, '../../dist/nas.js');

function fresh(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nas-same-'));
  writeFileSync(join(folder, 'same.nas.yaml'), SPEC);
  folders.push(folder);
  return folder;
}

const run = (folder: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [ENTRY, ...args], { cwd: folder });

const runOf = (folder: string): string => join('.nas/same', readdirSync(join(folder, '.nas/same'))[0]!);

const journalOf = (folder: string): string => readFileSync(join(folder, runOf(folder), 'journal.jsonl'), 'utf8');

/** The lines without times, durations and the name of the engine, in the order of what they say, not of their arrival. */
function canonical(journal: string): string[] {
  const lines = journal
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ type }) => type !== 'run-resumed')
    .map(({ at: _at, seconds: _seconds, time: _time, engine: _engine, ...rest }) => JSON.stringify(rest));
  // A trial that a kill interrupted began anew.
  return [...new Set(lines)].toSorted();
}

describe('the same file and seed', () => {
  let expected: string[] = [];

  beforeAll(async () => {
    const folder = fresh();
    await run(folder, 'run', 'same.nas.yaml', '--workers', '1');
    expected = canonical(journalOf(folder));
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('use everything that there is', () => {
    const types = new Set(expected.map((line) => (JSON.parse(line) as { type: string }).type));
    for (const type of ['augmentation-chosen', 'trial-stopped', 'trial-finished', 'seed-finished', 'refit-finished']) {
      expect(types).toContain(type);
    }
    expect(expected.some((line) => line.includes('"kind":"model"'))).toBe(true);
  });

  it.each(['2', '4'])('give the same journal with %s workers', async (workers) => {
    const folder = fresh();
    await run(folder, 'run', 'same.nas.yaml', '--workers', workers);
    expect(canonical(journalOf(folder))).toEqual(expected);
  });

  it('give the same journal after kills', async () => {
    const folder = fresh();
    for (const share of [0.2, 0.5, 0.8, 0.95]) {
      const args = share === 0.2 ? ['run', 'same.nas.yaml'] : ['resume', runOf(folder)];
      const child = startNas(folder, ...args, '--workers', '2');
      const ended = once(child, 'exit');
      const lines = (): number => {
        try {
          return journalOf(folder).split('\n').length;
        } catch {
          return 0; // not there yet
        }
      };
      while (lines() < share * expected.length && child.exitCode === null) await wait(2);
      child.kill('SIGKILL');
      await ended;
    }
    await run(folder, 'resume', runOf(folder), '--workers', '2');
    expect(canonical(journalOf(folder))).toEqual(expected);
  });

  it.skipIf(withoutNewerNode)('give the same journal on the Node of VS Code', async () => {
    const folder = fresh();
    await promisify(execFile)(newerNode, [ENTRY, 'run', 'same.nas.yaml', '--workers', '2'], { cwd: folder });
    expect(canonical(journalOf(folder))).toEqual(expected);
  });
});
