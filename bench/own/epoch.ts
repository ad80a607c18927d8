import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Random } from '../../src/base/random.ts';
import type { SeriesSet } from '../../src/data/dataset.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import type { Architecture, CellName } from '../../src/protocol/architecture.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { instantiate } from '../../src/train/wasm/kernels.ts';
import type { Answer } from '../peers/peer.ts';

/** A data set as every contestant can read it: series of the same length, float32 little-endian, `[series][step][channel]`. */
export interface EpochData {
  /** Beside the description. */
  readonly file: string;
  readonly series: number;
  readonly steps: number;
  readonly channels: number;
  readonly labels: readonly number[];
}

const BATCH = 32;

/**
 * One epoch over a data set, from reading the file on. The series of a batch are read when their turn comes: what holds
 * the file is the page cache, as it is for PyTorch, which maps the file and gathers its batches from there.
 */
export async function epoch(
  kernels: WebAssembly.Module,
  description: string,
  cell: CellName,
  hidden: number,
): Promise<Answer> {
  const start = performance.now();
  const { file, series, steps, channels, labels } = JSON.parse(readFileSync(description, 'utf8')) as EpochData;
  const data = openSync(join(dirname(description), file), 'r');
  let reading = performance.now() - start;
  const set: SeriesSet = {
    values: new Float32Array(BATCH * steps * channels),
    starts: Uint32Array.from({ length: BATCH }, (_, place) => place * steps),
    lengths: new Uint32Array(BATCH).fill(steps),
    targets: new Float32Array(BATCH),
  };
  const bytes = new Uint8Array(set.values.buffer);
  const size = 4 * steps * channels;
  const places = [...set.starts.keys()];
  const read = (batch: readonly number[]): void => {
    const begin = performance.now();
    batch.forEach((index, place) => {
      if (readSync(data, bytes, place * size, size, index * size) < size) throw new Error(`${file} is too short`);
      set.targets[place] = labels[index]!;
    });
    reading += performance.now() - begin;
  };
  const architecture: Architecture = {
    ...{ inputs: channels, frontend: { kind: 'none' }, recurrent: [{ cell, hidden }], pooling: 'last' },
    ...{ task: 'classification', outputs: Math.max(...labels) + 1 },
  };
  const normalisation = {
    offset: new Float32Array(channels),
    scale: new Float32Array(channels).fill(1),
    targetOffset: 0,
    targetScale: 1,
  };
  const engine = new WasmEngine(instantiate(kernels), architecture, steps, normalisation, 'cross-entropy');
  const random = new Random('epoch');
  engine.parameters = initialParameters(architecture, random);
  const order = random.shuffle(labels.keys());
  let total = 0;
  try {
    for (let first = 0; first < series; first += BATCH) {
      const batch = order.slice(first, first + BATCH);
      read(batch);
      total += (await engine.batchGradient(set, places.slice(0, batch.length), () => undefined)) * batch.length;
      engine.adamStep(0.001, 1);
    }
  } finally {
    closeSync(data);
  }
  const seconds = (performance.now() - start) / 1000;
  return { seriesSteps: series * steps, seconds, reading: reading / 1000, loss: total / series };
}
