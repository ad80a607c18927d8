import { readFileSync } from 'node:fs';
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

/** One epoch over a data set, from reading the file on. */
export async function epoch(
  kernels: WebAssembly.Module,
  description: string,
  cell: CellName,
  hidden: number,
): Promise<Answer> {
  const start = performance.now();
  const { file, series, steps, channels, labels } = JSON.parse(readFileSync(description, 'utf8')) as EpochData;
  const bytes = readFileSync(join(dirname(description), file));
  const set: SeriesSet = {
    values: new Float32Array(bytes.buffer, bytes.byteOffset, series * steps * channels),
    starts: Uint32Array.from({ length: series }, (_, index) => index * steps),
    lengths: new Uint32Array(series).fill(steps),
    targets: Float32Array.from(labels),
  };
  const reading = (performance.now() - start) / 1000;
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
  const order = random.shuffle(set.starts.keys());
  let total = 0;
  for (let first = 0; first < series; first += BATCH) {
    const batch = order.slice(first, first + BATCH);
    total += (await engine.batchGradient(set, batch, () => undefined)) * batch.length;
    engine.adamStep(0.001, 1);
  }
  return { seriesSteps: series * steps, seconds: (performance.now() - start) / 1000, reading, loss: total / series };
}
