/**
 * TensorFlow.js as a peer of the training benchmark: layers and `trainOnBatch`, on one thread. See ../peer.ts for the
 * protocol.
 *
 *     npx tsx bench/peers/tfjs/train.ts --backend cpu|wasm
 *
 * Its GRU resets before the product, the only form that it has.
 */
import type * as Tensorflow from '@tensorflow/tfjs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { messageOf } from '../../../src/base/errors.ts';
import type { Reply, Request } from '../peer.ts';

const { backend } = parseArgs({ options: { backend: { type: 'string', default: 'cpu' } } }).values;
const tf = await loadTensorflow().catch((error: unknown) => {
  const how = 'npm i --no-save @tensorflow/tfjs-backend-wasm, or name a folder that has both packages in NAS_TFJS';
  const missing =
    (error as { code?: string }).code === 'MODULE_NOT_FOUND' ? `it is not installed: ${how}` : messageOf(error);
  console.log(JSON.stringify({ missing }));
  process.exit(1);
});

/** A network with one batch of random series that is trained again and again. */
interface Training {
  step(): Promise<number>;
}

const known = new Map<string, Training>();

console.log(JSON.stringify({ name: `TensorFlow.js ${tf.version.tfjs}, layers, ${backend}` }));
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await answer(line)));

/** What is used of @tensorflow/tfjs-backend-wasm, which need not be installed where the types are checked. */
interface WasmBackend {
  setWasmPaths(folder: string): void;
  setThreadsCount(count: number): void;
}

/** From the folder that `NAS_TFJS` names, or from the project. */
async function loadTensorflow(): Promise<typeof Tensorflow> {
  const folder = process.env['NAS_TFJS'];
  const require = createRequire(folder === undefined ? import.meta.url : join(resolve(folder), 'package.json'));
  const tensorflow = require('@tensorflow/tfjs') as typeof Tensorflow;
  tensorflow.enableProdMode();
  if (backend === 'wasm') {
    const path = require.resolve('@tensorflow/tfjs-backend-wasm');
    const wasm = require(path) as WasmBackend;
    wasm.setWasmPaths(join(dirname(path), '/'));
    wasm.setThreadsCount(1);
  }
  if (!(await tensorflow.setBackend(backend))) throw new Error(`the backend ${backend} does not start`);
  return tensorflow;
}

async function answer(line: string): Promise<Reply> {
  try {
    const request = JSON.parse(line) as Request;
    if (request.epoch !== undefined) return { unsupported: 'no data sets here' };
    const { cell, hidden, input = 9, steps = 128, batch = 32, classes = 6 } = request;
    const layer = layerOf(cell);
    if (layer === undefined) return { unsupported: 'no such layer here' };
    const key = [cell, hidden, input, steps, batch, classes].join();
    let training = known.get(key);
    if (training === undefined) {
      training = build(layer, hidden, [batch, steps, input], classes);
      known.set(key, training);
      await training.step();
    }
    return await train(training, batch * steps, request.seconds);
  } catch (error) {
    return { error: messageOf(error) };
  }
}

type Shape = [batch: number, steps: number, input: number];
type Layer = (settings: { units: number; inputShape: number[] }) => Tensorflow.layers.Layer;

function layerOf(cell: string): Layer | undefined {
  switch (cell) {
    case 'lstm':
      return (settings) => tf.layers.lstm(settings);
    case 'gru':
      return (settings) => tf.layers.gru(settings);
    case 'rnn':
      return (settings) => tf.layers.simpleRNN(settings);
    default:
      return undefined;
  }
}

function build(layer: Layer, units: number, shape: Shape, classes: number): Training {
  const [batch, ...inputShape] = shape;
  const head = tf.layers.dense({ units: classes, activation: 'softmax' });
  const model = tf.sequential({ layers: [layer({ units, inputShape }), head] });
  model.compile({ optimizer: tf.train.adam(1e-3, 0.9, 0.999, 1e-8), loss: 'categoricalCrossentropy' });
  const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
  const labels = Array.from({ length: batch }, (_, series) => series % classes);
  const y = tf.oneHot(labels, classes);
  return { step: async () => [await model.trainOnBatch(x, y)].flat()[0]! };
}

async function train(training: Training, seriesSteps: number, least: number): Promise<Reply> {
  const begin = performance.now();
  for (let iterations = 1; ; iterations++) {
    const loss = await training.step();
    const seconds = (performance.now() - begin) / 1000;
    if (!Number.isFinite(loss)) throw new Error('the loss is not finite');
    if (seconds >= least) return { seriesSteps: iterations * seriesSteps, seconds, loss };
  }
}
