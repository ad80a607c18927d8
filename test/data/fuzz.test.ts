import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { Random } from '../../src/base/random.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/load.ts';
import { csvSpec, smallCsv, temporaryDirectory, tsSpec, wavSpec, writeFiles } from './support.ts';
import { wav } from './wavs.ts';

/** Bytes that mean something to one of the formats, beside random ones. */
const TELLING = Buffer.from(',"\n\r:;#@?.-+eE0919NnaIi \t\0\x7f\x80\xc3\xff\ufeff');

function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let list = [...bytes];
  for (let edits = 1 + random.index(4); edits > 0; edits--) {
    const at = random.index(list.length + 1);
    const length = random.index(random.pick([2, 8, 64]));
    const byte = () => (random.uniform() < 0.7 ? random.pick([...TELLING]) : random.index(256));
    switch (random.index(5)) {
      case 0:
        list[at] = byte();
        break;
      case 1:
        list.splice(at, 0, ...Array.from({ length }, byte));
        break;
      case 2:
        list.splice(at, length);
        break;
      case 3:
        list.splice(at, 0, ...list.slice(at, at + length));
        break;
      default:
        if (random.uniform() < 0.3) list = list.slice(0, at);
        else list[at] = (list[at] ?? 0) ^ (1 << random.index(8));
    }
  }
  return Uint8Array.from(list);
}

function requireSound(dataset: Dataset): void {
  for (const set of [dataset.train, dataset.validation]) {
    const rows = set.values.length / dataset.channels.length;
    expect(set.values.every(Number.isFinite)).toBe(true);
    expect(set.targets.every(Number.isFinite)).toBe(true);
    expect(set.starts.every((start, i) => set.lengths[i]! > 0 && start + set.lengths[i]! <= rows)).toBe(true);
  }
  expect(dataset.normalisation.scale.every(Number.isFinite)).toBe(true);
}

type Kind = 'csv' | 'csv.gz' | 'windows' | 'ts' | 'wav';

const ts = `@problemName P\n@timeStamps false\n@missing false\n@dimensions 2\n@equalLength false\n@classLabel true a b\n@data\n${'1,2:3,4:a\n5:6:b\n'.repeat(4)}`;
const window = { length: 4, stride: 2, label: 'last', test: 'all' } as const;
const kinds: Record<Kind, { path: string; content: Uint8Array; spec: ReturnType<typeof csvSpec> }> = {
  csv: { path: 'train.csv', content: Buffer.from(smallCsv()), spec: csvSpec() },
  'csv.gz': { path: 'train.csv', content: gzipSync(smallCsv()), spec: csvSpec() },
  windows: {
    path: 'train.csv',
    content: Buffer.from(`x,label\n${'1,0.5\n-2e-1,3\n'.repeat(20)}`),
    spec: csvSpec({ window, series: undefined as never }, { type: 'regression' }),
  },
  ts: { path: 'train.ts', content: Buffer.from(ts), spec: tsSpec() },
  wav: {
    path: 'train/no/0.wav',
    content: wav([1, -2, 3, -4], { extensible: true, extraChunk: true }),
    spec: wavSpec(),
  },
};

describe('damaged bytes', () => {
  it.each(Object.keys(kinds) as Kind[])('of %s give a sound data set or a UserError, nothing else', async (kind) => {
    const { path, content, spec } = kinds[kind];
    const random = new Random(`fuzz ${kind}`);
    const baseDirectory = temporaryDirectory();
    const good = wav([1, 2, 3, 4]);
    const others = Object.fromEntries(['no/1', 'no/2', 'yes/0', 'yes/1'].map((name) => [`train/${name}.wav`, good]));
    await writeFiles(baseDirectory, kind === 'wav' ? others : {});
    const outcomes = { loaded: 0, refused: 0 };
    for (let trial = 0; trial < 300; trial++) {
      const damaged = mutate(content, random);
      await writeFiles(baseDirectory, { [path]: damaged });
      const result = await loadDataset(spec, { baseDirectory }).catch((error: unknown) => error);
      if (result instanceof UserError) {
        outcomes.refused++;
        expect(result.message.length).toBeGreaterThan(5);
        expect(result.where).toContain(baseDirectory);
      } else if (result instanceof Error) {
        throw new Error(`${kind} ${trial}: ${Buffer.from(damaged).toString('latin1')}`, { cause: result });
      } else {
        outcomes.loaded++;
        requireSound(result as Dataset);
      }
    }
    expect(outcomes.refused).toBeGreaterThan(75);
    expect(outcomes.loaded).toBeGreaterThan(kind === 'csv.gz' ? 0 : 5);
  });
});
