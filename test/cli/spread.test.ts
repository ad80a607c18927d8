import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nas, onlyRun, workspace } from './nas.ts';

const folder = workspace();

beforeAll(async () => {
  const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(folder, { recursive: true }));

const journal = (): string[] =>
  readFileSync(join(onlyRun(folder), 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n');

it('trains a network with other seeds, keeps what it learnt, and changes nothing else', async () => {
  const front = readFileSync(join(onlyRun(folder), 'front.json'), 'utf8');
  const before = journal();
  const first = await nas(folder, 'spread', 'tiny.nas.yaml', '--seeds', '5', '--json');
  expect(first.code, first.stderr).toBe(0);
  const { trial, errors } = JSON.parse(first.stdout) as { trial: number; errors: number[] };
  expect(errors).toHaveLength(5);
  expect(new Set(errors).size).toBeGreaterThan(1);
  // The confirmation of the front has trained three of them.
  const added = journal().slice(before.length);
  expect(added).toHaveLength(2);
  expect(added.every((line) => line.includes('"seed-finished"'))).toBe(true);

  // What is known is not done again, and the same seed gives the same network.
  const second = await nas(folder, 'spread', 'tiny.nas.yaml', '--seeds', '6', '--workers', '1', '--json');
  const more = JSON.parse(second.stdout) as { trial: number; errors: number[] };
  expect(more.trial).toBe(trial);
  expect(more.errors.slice(0, 5)).toEqual(errors);
  expect(journal()).toHaveLength(before.length + 3);

  const { code, stdout } = await nas(folder, 'report', 'tiny.nas.yaml', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).phase).toEqual({ kind: 'finished', reason: 'trials' });
  expect(readFileSync(join(onlyRun(folder), 'front.json'), 'utf8')).toBe(front);
});

it('says the mean and the deviation', async () => {
  const { stdout } = await nas(folder, 'spread', 'tiny.nas.yaml', '--seeds', '3');
  expect(stdout).toMatch(/^trial \d+, \d seeds: \d+\.\d\d ± \d+\.\d\d % on validation data\n {2}\d/);
});

it('takes two seeds at least', async () => {
  const { code, stderr } = await nas(folder, 'spread', 'tiny.nas.yaml', '--seeds', '1');
  expect(code).toBe(2);
  expect(stderr).toContain('--seeds takes a whole number from 2');
});
