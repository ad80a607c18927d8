import * as tf from '@tensorflow/tfjs';
import type { SeriesSet } from '../../src/data/dataset.ts';
import { parameterLayout } from '../../src/network/parameters.ts';
import { stepsOf } from '../../src/network/shapes.ts';
import type { Architecture, CellName, RecurrentLayer } from '../../src/protocol/architecture.ts';
import type { Loss } from '../../src/train/trainer.ts';
import { normalised, normalisedTarget } from './series.ts';
import type { Normalisation } from '../../src/data/dataset.ts';

// Without it, every run begins with an advertisement for another backend.
tf.enableProdMode();

/** Matrices are [rows][columns], batches [series][feature]. */
type Matrix = tf.Tensor2D;

interface Weights {
  /** W, U and b of the gate at this place of its tensor. */
  readonly input: (gate: number) => Matrix;
  readonly recurrent: (gate: number) => Matrix;
  readonly bias: (gate: number) => tf.Tensor1D;
  readonly scalar: (index: number) => tf.Scalar;
}

/** x·Wᵀ + h·Uᵀ + b of one gate, for x and h after their low-rank factors. */
interface Step {
  readonly wx: (gate: number) => Matrix;
  readonly uh: (gate: number) => Matrix;
  readonly weights: Weights;
}

type CellStep = (step: Step, states: readonly Matrix[]) => Matrix[];

/** The cells a second time, from the papers and not from the project's equations. */
const cellSteps: Readonly<Record<CellName, CellStep>> = {
  rnn: ({ wx, uh, weights }) => [tf.tanh(tf.add(tf.add(wx(0), uh(0)), weights.bias(0)))],

  lstm: ({ wx, uh, weights }, [, c]) => {
    const gate = (index: number): Matrix => tf.add(tf.add(wx(index), uh(index)), weights.bias(index));
    const [i, f, g, o] = [tf.sigmoid(gate(0)), tf.sigmoid(gate(1)), tf.tanh(gate(2)), tf.sigmoid(gate(3))];
    const cell: Matrix = tf.add(tf.mul(f, c!), tf.mul(i, g));
    return [tf.mul(o, tf.tanh(cell)), cell];
  },

  gru: ({ wx, uh, weights }, [h]) => {
    const r: Matrix = tf.sigmoid(tf.add(tf.add(wx(0), uh(0)), weights.bias(0)));
    const z: Matrix = tf.sigmoid(tf.add(tf.add(wx(1), uh(1)), weights.bias(1)));
    const candidate: Matrix = tf.add(uh(2), weights.bias(3));
    const n: Matrix = tf.tanh(tf.add(tf.add(wx(2), weights.bias(2)), tf.mul(r, candidate)));
    return [tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, h!))];
  },

  mgu: ({ wx, uh, weights }, [h]) => {
    const f: Matrix = tf.sigmoid(tf.add(tf.add(wx(0), uh(0)), weights.bias(0)));
    const candidate: Matrix = tf.add(uh(1), weights.bias(2));
    const n: Matrix = tf.tanh(tf.add(tf.add(wx(1), weights.bias(1)), tf.mul(f, candidate)));
    return [tf.add(tf.mul(tf.sub(1, f), h!), tf.mul(f, n))];
  },

  fastgrnn: ({ wx, uh, weights }, [h]) => {
    const shared: Matrix = tf.add(wx(0), uh(0));
    const z: Matrix = tf.sigmoid(tf.add(shared, weights.bias(0)));
    const candidate: Matrix = tf.tanh(tf.add(shared, weights.bias(1)));
    const zeta = tf.sigmoid(weights.scalar(0));
    const nu = tf.sigmoid(weights.scalar(1));
    const share: Matrix = tf.add(tf.mul(zeta, tf.sub(1, z)), nu);
    return [tf.add(tf.mul(share, candidate), tf.mul(z, h!))];
  },
};

const stateCount = (cell: CellName): number => (cell === 'lstm' ? 2 : 1);

export interface OracleResult {
  /** [series][output] */
  readonly outputs: number[][];
  readonly loss: number;
  /** dL/d(tensor), by the tensor's name; L the mean over the series */
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

/** Outputs, mean loss and gradients of a network on all series of a set, by TensorFlow.js. */
export function oracle(
  architecture: Architecture,
  parameters: Float32Array,
  set: SeriesSet,
  scaling: Normalisation,
  loss: Loss,
): OracleResult {
  tf.engine().startScope();
  try {
    const layout = parameterLayout(architecture);
    const variables = layout.map(({ offset, size, shape }) =>
      tf.tensor(parameters.slice(offset, offset + size), [...shape]),
    );
    const batch = new PaddedBatch(architecture, set, scaling);
    const network = (...values: tf.Tensor[]): Matrix => {
      const byName = new Map(layout.map(({ name }, index) => [name, values[index]!]));
      return outputsOf(architecture, (name) => byName.get(name), batch);
    };
    const targets = Array.from(set.targets, (_, series) => normalisedTarget(set, series, architecture.task, scaling));
    const { value, grads } = tf.valueAndGrads((...values) => meanLoss(loss, network(...values), targets))(variables);
    return {
      outputs: network(...variables).arraySync(),
      loss: value.dataSync()[0]!,
      gradients: new Map(layout.map(({ name }, index) => [name, Float32Array.from(grads[index]!.dataSync())])),
    };
  } finally {
    tf.engine().endScope();
  }
}

/** The series side by side, padded with zeros at the end. */
class PaddedBatch {
  /** [sample] → [series][channel] */
  readonly samples: Matrix[];
  /** [step] → [series][1], 1 where the series has this step */
  readonly masks: Matrix[];
  /** [series][1] */
  readonly steps: Matrix;

  constructor(architecture: Architecture, set: SeriesSet, scaling: Normalisation) {
    const { inputs } = architecture;
    const series = Array.from(set.lengths, (_, index) => normalised(set, index, scaling));
    const steps = Array.from(set.lengths, (length) => stepsOf(architecture, length));
    this.samples = Array.from({ length: Math.max(...set.lengths) }, (_, sample) =>
      tf.tensor2d(series.map((values) => Array.from({ length: inputs }, (_, i) => values[sample * inputs + i] ?? 0))),
    );
    this.masks = Array.from({ length: Math.max(...steps) }, (_, step) =>
      tf.tensor2d(steps.map((count) => [step < count ? 1 : 0])),
    );
    this.steps = tf.tensor2d(steps.map((count) => [count]));
  }
}

function outputsOf(
  architecture: Architecture,
  tensor: (name: string) => tf.Tensor | undefined,
  { samples, masks, steps }: PaddedBatch,
): Matrix {
  let sequence = blocks(architecture, tensor, frontend(architecture, tensor, samples));
  architecture.recurrent.forEach((layer, index) => {
    sequence = recurrent(layer, (name) => tensor(`layer${index}.${name}`), sequence, masks);
  });
  const pooled: Matrix =
    architecture.pooling === 'last'
      ? lastOf(sequence, masks)
      : tf.div(tf.addN(sequence.map((h, step): Matrix => tf.mul(h, masks[step]!))), steps);
  const dense = (name: string, features: Matrix): Matrix =>
    tf.add(tf.matMul(features, tensor(`${name}.weight`) as Matrix, false, true), tensor(`${name}.bias`)!);
  return dense('head', architecture.dense === undefined ? pooled : tf.relu(dense('dense', pooled)));
}

/** The vector of each series' own last step; a layer's outputs stay where a series has ended, those of blocks do not. */
function lastOf(sequence: readonly Matrix[], masks: readonly Matrix[]): Matrix {
  return sequence.reduce((last, h, step): Matrix => tf.where(tf.cast(masks[step]!, 'bool'), h, last));
}

function frontend(
  { frontend }: Architecture,
  tensor: (name: string) => tf.Tensor | undefined,
  samples: readonly Matrix[],
): Matrix[] {
  if (frontend.kind === 'none') return [...samples];
  const { kernel, stride } =
    frontend.kind === 'decimation' ? { kernel: frontend.factor, stride: frontend.factor } : frontend;
  return Array.from({ length: Math.floor((samples.length - kernel) / stride) + 1 }, (_, step) => {
    const window = samples.slice(step * stride, step * stride + kernel);
    if (frontend.kind === 'decimation') return tf.div(tf.addN(window), kernel);
    const weight = tensor('frontend.weight') as tf.Tensor3D;
    const flat = weight.reshape<tf.Tensor2D>([frontend.filters, -1]);
    return tf.relu(tf.add(tf.matMul(tf.concat(window, 1), flat, false, true), tensor('frontend.bias')!));
  });
}

/** By TensorFlow's own separable convolution, over images of one row. */
function blocks(
  { blocks = [] }: Architecture,
  tensor: (name: string) => tf.Tensor | undefined,
  sequence: readonly Matrix[],
): readonly Matrix[] {
  return blocks.reduce((vectors, { stride }, index) => {
    const image = tf.expandDims<tf.Tensor4D>(tf.stack([...vectors], 1), 1);
    const depthwise = tf
      .transpose(tensor(`block${index}.depthwise`)!)
      .expandDims<tf.Tensor>(0)
      .expandDims<tf.Tensor4D>(3);
    const pointwise = tf
      .transpose(tensor(`block${index}.weight`)!)
      .expandDims<tf.Tensor>(0)
      .expandDims<tf.Tensor4D>(0);
    const sums = tf.separableConv2d(image, depthwise, pointwise, [stride, stride], 'valid');
    const features = tf.relu(tf.add(sums, tensor(`block${index}.bias`)!)).squeeze<tf.Tensor3D>([1]);
    return tf.unstack(features, 1) as Matrix[];
  }, sequence);
}

/** The output state after each step; a series that has ended keeps its states. */
function recurrent(
  { cell, hidden }: RecurrentLayer,
  tensor: (name: string) => tf.Tensor | undefined,
  sequence: readonly Matrix[],
  masks: readonly Matrix[],
): Matrix[] {
  const gateOf =
    (name: string) =>
    (gate: number): Matrix => {
      const matrix = tensor(name)!;
      return tf.slice(matrix, [0, 0, gate], [hidden, matrix.shape[1]!, 1]).squeeze([2]);
    };
  const weights: Weights = {
    input: gateOf('input'),
    recurrent: gateOf('recurrent'),
    bias: (gate) => tf.slice(tensor('bias')!, [0, gate], [hidden, 1]).squeeze([1]),
    scalar: (index) => tf.slice(tensor('scalar')!, index, 1).asScalar(),
  };
  const factored = (name: string, vectors: Matrix): Matrix => {
    const factor = tensor(name);
    return factor === undefined ? vectors : tf.matMul(vectors, factor, false, true);
  };
  const series = sequence[0]!.shape[0];
  let states: Matrix[] = Array.from({ length: stateCount(cell) }, () => tf.zeros<tf.Rank.R2>([series, hidden]));
  return sequence.map((features, index) => {
    const x = factored('inputFactor', features);
    const h = factored('recurrentFactor', states[0]!);
    const step: Step = {
      wx: (gate) => tf.matMul(x, weights.input(gate), false, true),
      uh: (gate) => tf.matMul(h, weights.recurrent(gate), false, true),
      weights,
    };
    const mask = masks[index]!;
    const next = cellSteps[cell](step, states);
    states = next.map((state, i): Matrix => tf.add(tf.mul(mask, state), tf.mul(tf.sub(1, mask), states[i]!)));
    return states[0]!;
  });
}

function meanLoss(loss: Loss, outputs: Matrix, targets: readonly number[]): tf.Scalar {
  if (loss === 'cross-entropy') {
    const classes = tf.oneHot(tf.tensor1d([...targets], 'int32'), outputs.shape[1]);
    return tf.losses.softmaxCrossEntropy(classes, outputs);
  }
  const values = tf.tensor2d(targets.map((target) => [target]));
  return loss === 'mse' ? tf.losses.meanSquaredError(values, outputs) : tf.losses.huberLoss(values, outputs);
}
