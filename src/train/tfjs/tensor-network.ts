import type * as Tf from '@tensorflow/tfjs';
import { parameterLayout, type Tensor, view } from '../../network/parameters.ts';
import { layerShapes, pooledFeatures, stageShapes, type StageShape, stepWindow } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { Batch, Stretch } from './batch.ts';
import type { Tfjs } from './load.ts';
import { pieces } from './pieces.ts';
import { RecurrentTensors } from './recurrent-tensors.ts';
import { stageVectors } from './stage-tensors.ts';

/**
 * A network as TensorFlow operations. It goes over a batch stretch by stretch; what it carries from one to the next is
 * one tensor: [series][states of all layers, then the sum of the outputs for mean pooling, or the last output of the
 * convolution blocks where there is no layer].
 */
export class TensorNetwork {
  /** The parameters in the order in which the functions here take them: those of the body, then those of the head. */
  readonly layout: readonly Tensor[];
  /** Parameters that `advance` takes. */
  readonly bodyCount: number;
  readonly #tf: Tfjs;
  readonly #architecture: Architecture;
  readonly #stages: readonly StageShape[];
  readonly #layers: readonly RecurrentTensors[];
  /** Widths of what is carried. */
  readonly #carried: readonly number[];

  constructor(tf: Tfjs, architecture: Architecture) {
    const shapes = layerShapes(architecture);
    this.#tf = tf;
    this.#architecture = architecture;
    this.layout = parameterLayout(architecture);
    this.bodyCount = this.layout.findIndex(({ name }) => /^(dense|head)\./.test(name));
    this.#stages = stageShapes(architecture);
    this.#layers = shapes.map((shape) => new RecurrentTensors(tf, shape));
    this.#carried = [
      ...shapes.flatMap(({ cell, hidden }) => cell.states.map(() => hidden)),
      ...(architecture.pooling === 'mean' || shapes.length === 0 ? [pooledFeatures(architecture)] : []),
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
    let inputs = this.#stageOutputs(tensor, stretch);
    let outputs: readonly Tf.Tensor2D[] = this.#layers.length === 0 ? pieces(tf, inputs, stretch.steps, 0) : [];
    this.#layers.forEach((layer, index) => {
      const states = carried.splice(0, layer.stateCount);
      const result = layer.run((name) => tensor(`layer${index}.${name}`), inputs, states, alive);
      next.push(...result.states);
      outputs = result.outputs;
      inputs = tf.concat([...outputs], 0);
    });
    const [pooled] = carried;
    if (pooled !== undefined) {
      // TensorFlow wants everything that is carried to have a gradient, be it zero: hence a mask even where all are alive.
      const everyone = tf.ones([stretch.series, 1], 'bool');
      next.push(
        this.#architecture.pooling === 'mean'
          ? tf.addN([pooled, ...outputs.map((h, step) => (alive[step] ? tf.where(alive[step], h, 0) : h))])
          : outputs.reduce((last, h, step) => tf.where(alive[step] ?? everyone, h, last), pooled),
      );
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
        : carried[this.#carried.length - (this.#layers.at(-1)?.stateCount ?? 1)]!;
    const dense = (name: string, features: Tf.Tensor2D): Tf.Tensor2D =>
      tf.add(tf.matMul(features, tensor(`${name}.weight`)!, false, true), tensor(`${name}.bias`)!);
    return dense('head', this.#architecture.dense === undefined ? pooled : tf.relu(dense('dense', pooled)));
  }

  #byName(parameters: readonly Tf.Tensor[]): (name: string) => Tf.Tensor | undefined {
    const tensors = new Map(parameters.map((tensor, index) => [this.layout[index]!.name, tensor]));
    return (name) => tensors.get(name);
  }

  /** What the stages make of the samples that each step sees: [step · series][feature]. */
  #stageOutputs(tensor: (name: string) => Tf.Tensor | undefined, { steps, series, windows }: Stretch): Tf.Tensor2D {
    const tf = this.#tf;
    const { inputs } = this.#architecture;
    const { kernel } = stepWindow(this.#architecture);
    let vectors = tf.unstack(tf.tensor3d(windows, [steps * series, kernel, inputs]), 1) as Tf.Tensor2D[];
    for (const stage of this.#stages) {
      vectors = stageVectors(tf, stage, (name) => tensor(`${stage.name}.${name}`), vectors);
    }
    return vectors[0]!;
  }
}
