import type * as Tf from '@tensorflow/tfjs';
import { parameterLayout, type Tensor, view } from '../../network/parameters.ts';
import { layerShapes } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { Batch, Stretch } from './batch.ts';
import type { Tfjs } from './load.ts';
import { pieces } from './pieces.ts';
import { RecurrentTensors } from './recurrent-tensors.ts';

/**
 * A network as TensorFlow operations. It goes over a batch stretch by stretch; what it carries from one to the next is
 * one tensor: [series][states of all layers, then, with mean pooling, the sum of the outputs].
 */
export class TensorNetwork {
  /** The parameters in the order in which the functions here take them: those of the body, then those of the head. */
  readonly layout: readonly Tensor[];
  /** Parameters that `advance` takes. */
  readonly bodyCount: number;
  readonly #tf: Tfjs;
  readonly #architecture: Architecture;
  readonly #layers: readonly RecurrentTensors[];
  /** Widths of what is carried. */
  readonly #carried: readonly number[];

  constructor(tf: Tfjs, architecture: Architecture) {
    const shapes = layerShapes(architecture);
    this.#tf = tf;
    this.#architecture = architecture;
    this.layout = parameterLayout(architecture);
    this.bodyCount = this.layout.findIndex(({ name }) => /^(dense|head)\./.test(name));
    this.#layers = shapes.map((shape) => new RecurrentTensors(tf, shape));
    this.#carried = [
      ...shapes.flatMap(({ cell, hidden }) => cell.states.map(() => hidden)),
      ...(architecture.pooling === 'mean' ? [shapes.at(-1)!.hidden] : []),
    ];
  }

  /** @param values laid out by `parameterLayout` */
  parameters(values: Float32Array): Tf.Tensor[] {
    return this.layout.map((tensor) => this.#tf.tensor(view(values, tensor).slice(), [...tensor.shape]));
  }

  /** What is carried into the first step. */
  start(series: number): Tf.Tensor2D {
    return this.#tf.zeros([series, this.#carried.reduce((sum, width) => sum + width, 0)]);
  }

  /** What is carried out of a stretch. */
  advance(body: readonly Tf.Tensor[], carry: Tf.Tensor2D, stretch: Stretch): Tf.Tensor2D {
    const tf = this.#tf;
    const tensor = this.#byName(body);
    const carried = pieces(tf, carry, this.#carried, 1);
    const alive = stretch.alive.map((living) => living && tf.tensor2d(living, [living.length, 1], 'bool'));
    const next: Tf.Tensor2D[] = [];
    let inputs = this.#frontend(tensor, stretch);
    let outputs: readonly Tf.Tensor2D[] = [];
    this.#layers.forEach((layer, index) => {
      const states = carried.splice(0, layer.stateCount);
      const result = layer.run((name) => tensor(`layer${index}.${name}`), inputs, states, alive);
      next.push(...result.states);
      outputs = result.outputs;
      inputs = tf.concat([...outputs], 0);
    });
    const [sum] = carried;
    if (sum !== undefined) {
      next.push(tf.addN([sum, ...outputs.map((h, step) => (alive[step] ? tf.where(alive[step], h, 0) : h))]));
    }
    return tf.concat(next, 1);
  }

  /** [series][output] logits, or the normalised value, after the last stretch. */
  outputs(parameters: readonly Tf.Tensor[], carry: Tf.Tensor2D, { lengths }: Batch): Tf.Tensor2D {
    const tf = this.#tf;
    const tensor = this.#byName(parameters);
    const carried = pieces(tf, carry, this.#carried, 1);
    const steps = tf.tensor2d(
      lengths.map((length) => Math.max(1, length)),
      [lengths.length, 1],
    );
    const pooled: Tf.Tensor2D =
      this.#architecture.pooling === 'mean'
        ? tf.div(carried.at(-1)!, steps)
        : carried[this.#carried.length - this.#layers.at(-1)!.stateCount]!;
    const dense = (name: string, features: Tf.Tensor2D): Tf.Tensor2D =>
      tf.add(tf.matMul(features, tensor(`${name}.weight`)!, false, true), tensor(`${name}.bias`)!);
    return dense('head', this.#architecture.dense === undefined ? pooled : tf.relu(dense('dense', pooled)));
  }

  #byName(parameters: readonly Tf.Tensor[]): (name: string) => Tf.Tensor | undefined {
    const tensors = new Map(parameters.map((tensor, index) => [this.layout[index]!.name, tensor]));
    return (name) => tensors.get(name);
  }

  /** [step · series][feature] */
  #frontend(tensor: (name: string) => Tf.Tensor | undefined, { steps, series, windows }: Stretch): Tf.Tensor2D {
    const tf = this.#tf;
    const { inputs, frontend } = this.#architecture;
    const rows = steps * series;
    switch (frontend.kind) {
      case 'none':
        return tf.tensor2d(windows, [rows, inputs]);
      case 'decimation':
        return tf.mean(tf.tensor3d(windows, [rows, frontend.factor, inputs]), 1);
      case 'convolution': {
        const width = frontend.kernel * inputs;
        const weight = tf.reshape<Tf.Rank.R2>(tensor('frontend.weight')!, [frontend.filters, width]);
        const sums = tf.matMul(tf.tensor2d(windows, [rows, width]), weight, false, true);
        return tf.relu(tf.add(sums, tensor('frontend.bias')!));
      }
    }
  }
}
