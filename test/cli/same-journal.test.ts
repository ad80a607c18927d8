import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutTimes } from '../protocol/support/without-times.ts';
import { newerNode, withoutNewerNode } from '../train/support/newer-node.ts';
import { startNas } from './nas.ts';

/** Everything that may depend on what came before: the model, halving, parts of the data, augmentation, int4, seeds and a refit. */
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
strategy: { fidelity: data }
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

/** The header says which V8 ran. */
const withoutEngine = (journal: string): string => journal.replace(/,"engine":\{[^}]*\}/, '');

describe('the same file and seed', () => {
  let expected = '';

  beforeAll(async () => {
    const folder = fresh();
    await run(folder, 'run', 'same.nas.yaml', '--workers', '1');
    expected = withoutTimes(journalOf(folder));
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('use everything that there is', () => {
    for (const type of ['augmentation-chosen', 'trial-stopped', 'trial-finished', 'seed-finished', 'refit-finished']) {
      expect(expected).toContain(`{"type":"${type}"`);
    }
    expect(expected).toContain('"kind":"model"');
  });

  it.each(['2', '4'])('give the same journal with %s workers', async (workers) => {
    const folder = fresh();
    await run(folder, 'run', 'same.nas.yaml', '--workers', workers);
    expect(withoutTimes(journalOf(folder))).toBe(expected);
  });

  it('give the same journal after kills', { timeout: 120_000 }, async () => {
    const folder = fresh();
    const length = expected.split('\n').length;
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
      while (lines() < share * length && child.exitCode === null) await wait(2);
      child.kill('SIGKILL');
      await ended;
    }
    await run(folder, 'resume', runOf(folder), '--workers', '2');
    expect(withoutTimes(journalOf(folder))).toBe(expected);
  });

  it.skipIf(withoutNewerNode)('give the same journal on the Node of VS Code', async () => {
    const folder = fresh();
    await promisify(execFile)(newerNode, [ENTRY, 'run', 'same.nas.yaml', '--workers', '2'], { cwd: folder });
    expect(withoutEngine(withoutTimes(journalOf(folder)))).toBe(withoutEngine(expected));
  });
});
