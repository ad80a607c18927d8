/**
 * Our engine as a contestant of the training benchmark; see ../peers/peer.ts for the protocol.
 * `contestant.mjs <exact | fused> <widened | plain>`, beside the kernels
 */
import { createInterface } from 'node:readline';
import { Random } from '../../src/base/random.ts';
import type { Normalisation, SeriesSet } from '../../src/data/dataset.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { CELL_NAMES, type Architecture, type CellName } from '../../src/protocol/architecture.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { instantiate } from '../../src/train/wasm/kernels.ts';
import { loadKernels } from '../../src/train/wasm/load-kernels.ts';
import type { Reply, Request } from '../peers/peer.ts';
import { epoch } from './epoch.ts';

const WARM_UP = 3;

const [form, width] = process.argv.slice(2);
const { kernels, engine } = await loadKernels({ reproducible: form !== 'fused', widen: width === 'widened' });
const networks = new Map<string, () => Promise<number>>();

const say = (message: Reply | { name: string } | { missing: string }): void => console.log(JSON.stringify(message));
if ((engine.kernels === 'fused') !== (form === 'fused') || engine.widened !== (width === 'widened')) {
  say({ missing: `this machine has no ${form} kernels, ${width}` });
  process.exit(1);
}
say({ name: `ours, ${engine.kernels}${engine.widened ? ', widened' : ''}, Node ${process.versions.node}` });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Request;
  const cell = CELL_NAMES.find((name) => name === request.cell);
  if (cell === undefined) say({ unsupported: `no cell ${request.cell}` });
  else if (request.epoch === undefined) say(await train(cell, request));
  else say(await epoch(kernels, request.epoch, cell, request.hidden));
}

async function train(cell: CellName, request: Request): Promise<Reply> {
  const { hidden, seconds, input = 9, steps = 128, batch = 32, classes = 6 } = request;
  const key = JSON.stringify([cell, hidden, input, steps, batch, classes]);
  let iterate = networks.get(key);
  if (iterate === undefined) {
    iterate = network(cell, hidden, input, steps, batch, classes);
    networks.set(key, iterate);
    for (let i = 0; i < WARM_UP; i++) await iterate();
  }
  const start = performance.now();
  let elapsed = 0;
  let iterations = 0;
  let loss = 0;
  while (elapsed < seconds) {
    loss = await iterate();
    iterations++;
    elapsed = (performance.now() - start) / 1000;
  }
  return { seriesSteps: iterations * batch * steps, seconds: elapsed, loss };
}

/** A step of training on one batch that stays the same. */
function network(
  cell: CellName,
  hidden: number,
  inputs: number,
  steps: number,
  batch: number,
  outputs: number,
): () => Promise<number> {
  const random = new Random('bench');
  const set: SeriesSet = {
    values: Float32Array.from({ length: batch * steps * inputs }, () => random.normal()),
    starts: Uint32Array.from({ length: batch }, (_, series) => series * steps),
    lengths: new Uint32Array(batch).fill(steps),
    targets: Float32Array.from({ length: batch }, () => random.index(outputs)),
  };
  const architecture: Architecture = {
    ...{ inputs, outputs, frontend: { kind: 'none' }, recurrent: [{ cell, hidden }], pooling: 'last' },
    task: 'classification',
  };
  const normalisation: Normalisation = {
    offset: new Float32Array(inputs),
    scale: new Float32Array(inputs).fill(1),
    targetOffset: 0,
    targetScale: 1,
  };
  const engine = new WasmEngine(instantiate(kernels), architecture, steps, normalisation, 'cross-entropy');
  engine.parameters = initialParameters(architecture, random);
  const all = [...set.starts.keys()];
  return async () => {
    const loss = await engine.batchGradient(set, all, () => undefined);
    engine.adamStep(0.001, 1);
    return loss;
  };
}
