import type * as Tf from '@tensorflow/tfjs';
import type { Normalisation, SeriesSet } from '../../data/dataset.ts';
import { parameterCount } from '../../network/parameters.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { TrainableNetwork } from '../loop.ts';
import { lossOf } from '../loss.ts';
import type { Pace } from '../pace.ts';
import type { Loss } from '../trainer.ts';
import { Adam } from '../adam.ts';
import type { BatchNormalisation } from '../augmentation.ts';
import { Batch, type Stretch } from './batch.ts';
import type { Tfjs } from './load.ts';
import { meanLoss } from './losses.ts';
import { TensorNetwork } from './tensor-network.ts';

/** Recurrent steps in one piece: between two, a training can be cancelled. */
const STRETCH = 16;

/** Series that are evaluated side by side. */
const EVALUATED = 128;

/**
 * One network whose gradients TensorFlow computes. A long series goes through in stretches: forward only what is carried
 * from one to the next is kept, and backward each stretch is computed again. The memory is that of one stretch, and the
 * event loop has its turns in between. Outside of the functions here no tensor lives.
 */
export class TfjsEngine implements TrainableNetwork {
  readonly batchUnit = 1;
  readonly architecture: Architecture;
  /** dL/d(parameters), laid out by `parameterLayout`. */
  readonly gradient: Float32Array;
  readonly #tf: Tfjs;
  readonly #network: TensorNetwork;
  readonly #parameters: Float32Array;
  readonly #optimiser: Adam;
  readonly #normalisation: Normalisation;
  readonly #loss: Loss;
  readonly #stretch: number;

  /** @param stretch most recurrent steps in one piece */
  constructor(tf: Tfjs, architecture: Architecture, normalisation: Normalisation, loss: Loss, stretch = STRETCH) {
    const size = parameterCount(architecture);
    this.architecture = architecture;
    this.gradient = new Float32Array(size);
    this.#tf = tf;
    this.#network = new TensorNetwork(tf, architecture);
    this.#parameters = new Float32Array(size);
    this.#optimiser = new Adam(size);
    this.#normalisation = normalisation;
    this.#loss = loss;
    this.#stretch = stretch;
  }

  get parameters(): Float32Array {
    return this.#parameters.slice();
  }

  set parameters(values: Float32Array) {
    this.#parameters.set(values);
  }

  /**
   * Leaves dL/d(parameters) in `gradient`, L the mean loss of the series.
   * @param own the normalisation of each of them; absent: that of the data
   * @returns L
   */
  async batchGradient(
    set: SeriesSet,
    series: readonly number[],
    pace: Pace,
    own?: BatchNormalisation,
  ): Promise<number> {
    const batch = new Batch(this.architecture, set, series, this.#normalisation, own);
    const stretches = batch.stretches(this.#stretch);
    const parameters = this.#network.parameters(this.#parameters);
    const carries = [this.#network.start(batch.size)];
    let incoming: Tf.Tensor2D | undefined;
    this.gradient.fill(0);
    try {
      for (const stretch of stretches.slice(0, -1)) {
        await pace();
        carries.push(this.#advance(parameters, carries.at(-1)!, stretch()));
      }
      await pace();
      const last = this.#lastGradient(parameters, carries.at(-1)!, stretches.at(-1)!(), batch);
      incoming = last.incoming;
      for (let index = stretches.length - 2; index >= 0; index--) {
        await pace();
        const outgoing: Tf.Tensor2D = incoming;
        incoming = this.#stretchGradient(parameters, carries[index]!, stretches[index]!(), outgoing);
        outgoing.dispose();
      }
      return last.loss;
    } finally {
      this.#tf.dispose([...parameters, ...carries, ...(incoming === undefined ? [] : [incoming])]);
    }
  }

  /**
   * One step of Adam along `gradient`, clipped to the norm `clip`.
   * @returns the norm before clipping
   */
  adamStep(learningRate: number, clip: number): number {
    return this.#optimiser.step(this.#parameters, this.gradient, learningRate, clip);
  }

  /**
   * The network's outputs for every series of a set, [series][output] logits or normalised values, and their mean loss.
   */
  async evaluate(set: SeriesSet, pace: Pace): Promise<{ readonly outputs: Float32Array; readonly loss: number }> {
    const count = this.architecture.outputs;
    const outputs = new Float32Array(set.starts.length * count);
    let loss = 0;
    // Longest first: little is padded.
    const sorted = [...set.lengths.keys()].sort((a, b) => set.lengths[b]! - set.lengths[a]!);
    for (let first = 0; first < sorted.length; first += EVALUATED) {
      const series = sorted.slice(first, first + EVALUATED);
      const batch = new Batch(this.architecture, set, series, this.#normalisation);
      const values = await this.#outputs(batch, pace);
      series.forEach((index, lane) => {
        const own = values.subarray(lane * count, (lane + 1) * count);
        outputs.set(own, index * count);
        loss += lossOf(this.#loss, own, batch.targets[lane]!);
      });
    }
    return { outputs, loss: loss / Math.max(1, sorted.length) };
  }

  /** [series][output] */
  async #outputs(batch: Batch, pace: Pace): Promise<Float32Array> {
    const tf = this.#tf;
    const parameters = this.#network.parameters(this.#parameters);
    let carry = this.#network.start(batch.size);
    try {
      for (const stretch of batch.stretches(this.#stretch)) {
        await pace();
        const before = carry;
        carry = this.#advance(parameters, before, stretch());
        before.dispose();
      }
      return tf.tidy(() => this.#network.outputs(parameters, carry, batch).dataSync<'float32'>().slice());
    } finally {
      tf.dispose([...parameters, carry]);
    }
  }

  #advance(parameters: readonly Tf.Tensor[], carry: Tf.Tensor2D, stretch: Stretch): Tf.Tensor2D {
    return this.#tf.tidy(() => this.#network.advance(this.#body(parameters), carry, stretch));
  }

  /** The parameters before the head. */
  #body<Value>(parameters: readonly Value[]): Value[] {
    return parameters.slice(0, this.#network.bodyCount);
  }

  /** Backward through the head and the last stretch: the loss, and dL/d(what is carried into the stretch). */
  #lastGradient(
    parameters: readonly Tf.Tensor[],
    carry: Tf.Tensor2D,
    stretch: Stretch,
    batch: Batch,
  ): { readonly loss: number; readonly incoming: Tf.Tensor2D } {
    const tf = this.#tf;
    let loss = Number.NaN;
    const incoming = tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads((...values) => {
        const after = this.#network.advance(this.#body(values), values.at(-1) as Tf.Tensor2D, stretch);
        return meanLoss(tf, this.#loss, this.#network.outputs(values.slice(0, -1), after, batch), batch.targets);
      })([...parameters, carry]);
      loss = value.dataSync()[0]!;
      return this.#collect(grads);
    });
    return { loss, incoming };
  }

  /** Backward through a stretch, from dL/d(what it carries out) to dL/d(what is carried into it). */
  #stretchGradient(
    parameters: readonly Tf.Tensor[],
    carry: Tf.Tensor2D,
    stretch: Stretch,
    outgoing: Tf.Tensor2D,
  ): Tf.Tensor2D {
    const tf = this.#tf;
    return tf.tidy(() => {
      const gradients = tf.grads((...values) =>
        this.#network.advance(this.#body(values), values.at(-1) as Tf.Tensor2D, stretch),
      );
      return this.#collect(gradients([...this.#body(parameters), carry], outgoing));
    });
  }

  /** Adds the gradients of the parameters to `gradient`, and returns the one of the carry, which is the last. */
  #collect(gradients: readonly Tf.Tensor[]): Tf.Tensor2D {
    gradients.slice(0, -1).forEach((values, index) => {
      const { offset } = this.#network.layout[index]!;
      values.dataSync<'float32'>().forEach((value, i) => (this.gradient[offset + i]! += value));
    });
    return gradients.at(-1) as Tf.Tensor2D;
  }
}
