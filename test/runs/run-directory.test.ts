import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { RunDirectory } from '../../src/runs/run-directory.ts';
import { Space } from '../../src/search/space.ts';
import { trainingOptions } from '../../src/search/trial-training.ts';
import { FakeRunner } from '../search/support/fake-runner.ts';
import { problem, spec, wideSpace } from '../search/support/search.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'nas-runs-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

const text = '# mine\r\nname: gestures \n';

it('freezes the spec to the byte under an id that sorts by age', () => {
  const run = RunDirectory.create(workspace, 'gestures', text, new Date('2026-11-24T08:12:03.456Z'));
  expect(run.path).toBe(join(workspace, '.nas/gestures/2026-11-24T08-12-03'));
  expect(run.id).toBe('2026-11-24T08-12-03');
  expect(run.workspace).toBe(workspace);
  expect(run.specText()).toBe(text);
  expect(readdirSync(run.path).sort()).toEqual(['spec.nas.yaml', 'trials']);
});

it('lists the runs of a spec, oldest first, and knows the newest', () => {
  const at = (time: string): RunDirectory => RunDirectory.create(workspace, 'gestures', text, new Date(time));
  expect(RunDirectory.newest(workspace, 'gestures')).toBeUndefined();
  const ids = [
    at('2026-11-24T08:12:03Z'),
    at('2026-11-24T08:12:03Z'),
    at('2026-11-24T08:12:03Z'),
    at('2025-01-01T00:00:00Z'),
  ].map(({ id }) => id);
  expect(ids).toEqual([
    '2026-11-24T08-12-03',
    '2026-11-24T08-12-03-02',
    '2026-11-24T08-12-03-03',
    '2025-01-01T00-00-00',
  ]);
  mkdirSync(join(workspace, '.nas/gestures/2027-half-made'));
  RunDirectory.create(workspace, 'other', text);
  expect(RunDirectory.list(workspace, 'gestures').map(({ id }) => id)).toEqual([ids[3], ids[0], ids[1], ids[2]]);
  expect(RunDirectory.newest(workspace, 'gestures')!.id).toBe(ids[2]);
  expect(() => RunDirectory.open(workspace)).toThrow(expect.objectContaining({ code: 'run/not-found' }));
});

it('keeps every name inside the folder of runs, and apart from others', () => {
  const names = ['../../etc', 'a/b', 'a-b', 'a b', '..', '.', 'Größe 1', '手势', 'x'.repeat(80), 'C:\\temp', 'a.'];
  const parents = names.map((name) => {
    const run = RunDirectory.create(workspace, name, text);
    expect(RunDirectory.newest(workspace, name)!.path).toBe(run.path);
    return run.path.slice(0, run.path.lastIndexOf('/'));
  });
  expect(new Set(parents).size).toBe(names.length);
  expect(readdirSync(join(workspace, '.nas'))).toHaveLength(names.length);
});

it('keeps trained networks, to the bit, and prunes them', async () => {
  const run = RunDirectory.create(workspace, 'gestures', text);
  const random = new Random('networks');
  const runner = new FakeRunner({ quantises: true });
  const space = Space.of(wideSpace, problem);
  const results = [];
  for (let index = 0; index < 12; index++) {
    const result = await runner.run(
      { index, architecture: space.sample(random), training: trainingOptions(spec(), index) },
      {},
    );
    await run.save(index, result);
    results.push(result);
  }
  results.forEach(({ parameters, network }, index) => {
    expect(run.load(index)).toEqual({ parameters, network });
    expect(run.loadNetwork(index)).toEqual(network);
  });
  writeFileSync(join(run.path, 'trials/0003.json.part'), 'torn');
  await run.retain([2, 11]);
  expect(readdirSync(join(run.path, 'trials'))).toEqual(['0002.json', '0011.json']);
  expect(() => run.load(3)).toThrow(expect.objectContaining({ code: 'run/no-network' }));
});

it('says so when a network is damaged', async () => {
  const run = RunDirectory.create(workspace, 'gestures', text);
  const [architecture] = Space.of(wideSpace, problem).enumerate();
  const result = await new FakeRunner({ quantises: true }).run(
    { index: 0, architecture: architecture!, training: trainingOptions(spec(), 0) },
    {},
  );
  await run.save(0, result);
  const path = join(run.path, 'trials/0000.json');
  const whole = readFileSync(path, 'utf8');
  const fewer = JSON.stringify({ ...JSON.parse(whole), parameters: 'AAAA' });
  for (const damaged of [whole.slice(0, -20), '{}', 'null', fewer, '{"parameters":"AAAA","network":{}}']) {
    writeFileSync(path, damaged);
    expect(() => run.load(0), damaged.slice(0, 40)).toThrow(
      expect.objectContaining({ code: 'run/network-damaged', where: path }),
    );
  }
});

it('writes the front whole', () => {
  const run = RunDirectory.create(workspace, 'gestures', text);
  run.writeFront('{}\n');
  run.writeFront('{"members":[]}\n');
  expect(readFileSync(run.frontPath, 'utf8')).toBe('{"members":[]}\n');
  expect(existsSync(`${run.frontPath}.part`)).toBe(false);
});
