import { type Requantisation, requantise, saturate16, sumStart } from './arithmetic.ts';
import { DenseRunner } from './dense-runner.ts';
import type { IntegerDepthwise, IntegerStage } from './network.ts';

/** A front end or a convolution block with what it remembers. */
export interface StageRunner {
  reset(): void;
  /** Takes a vector; the stage's own when it is due. The array is the runner's. */
  push(vector: Int16Array): Int16Array | undefined;
}

/** @param inputs values of a vector that enters */
export function stageRunner(stage: IntegerStage, inputs: number): StageRunner {
  switch (stage.kind) {
    case 'decimation':
      return new DecimationRunner(stage.kernel, stage.mean, inputs);
    case 'convolution': {
      const dense = new DenseRunner(stage.dense);
      return new WindowRunner(stage, inputs, (window) => dense.apply(window));
    }
    case 'separable': {
      const depthwise = new DepthwiseRunner(stage.depthwise);
      const dense = new DenseRunner(stage.dense);
      return new WindowRunner(stage, inputs, (window) => dense.apply(depthwise.apply(window)));
    }
  }
}

class DecimationRunner implements StageRunner {
  readonly #factor: number;
  readonly #mean: Requantisation;
  readonly #output: Int16Array;
  readonly #sums: Int32Array;
  #collected = 0;

  constructor(factor: number, mean: Requantisation, inputs: number) {
    this.#factor = factor;
    this.#mean = mean;
    this.#output = new Int16Array(inputs);
    this.#sums = new Int32Array(inputs);
  }

  reset(): void {
    this.#collected = 0;
  }

  push(vector: Int16Array): Int16Array | undefined {
    if (this.#collected === 0) this.#sums.fill(sumStart(this.#mean));
    for (let channel = 0; channel < vector.length; channel++) this.#sums[channel]! += vector[channel]!;
    if (++this.#collected < this.#factor) return undefined;
    this.#collected = 0;
    const { multipliers, preShift, shift } = this.#mean;
    for (let channel = 0; channel < vector.length; channel++) {
      this.#output[channel] = saturate16(requantise(this.#sums[channel]!, multipliers[0]!, preShift, shift));
    }
    return this.#output;
  }
}

/** The newest vectors, and what is made of them. */
class WindowRunner implements StageRunner {
  readonly #kernel: number;
  readonly #stride: number;
  readonly #window: Int16Array;
  readonly #apply: (window: Int16Array) => Int16Array;
  /** Vectors in the window; below 0: to be dropped. */
  #collected = 0;

  constructor({ kernel, stride }: IntegerStage, inputs: number, apply: (window: Int16Array) => Int16Array) {
    this.#kernel = kernel;
    this.#stride = stride;
    this.#window = new Int16Array(kernel * inputs);
    this.#apply = apply;
  }

  reset(): void {
    this.#collected = 0;
  }

  push(vector: Int16Array): Int16Array | undefined {
    if (this.#collected === this.#kernel) {
      this.#window.copyWithin(0, this.#stride * vector.length);
      this.#collected -= this.#stride;
    }
    if (this.#collected >= 0) this.#window.set(vector, this.#collected * vector.length);
    return ++this.#collected === this.#kernel ? this.#apply(this.#window) : undefined;
  }
}

/** The kernels of the channels, applied to a window [tap][channel]. */
class DepthwiseRunner {
  readonly #layer: IntegerDepthwise;
  readonly #output: Int16Array;

  constructor(layer: IntegerDepthwise) {
    this.#layer = layer;
    this.#output = new Int16Array(layer.weights.units);
  }

  apply(window: Int16Array): Int16Array {
    const { units: channels, columns: taps, weights, multipliers, preShift, shift } = this.#layer.weights;
    for (let channel = 0; channel < channels; channel++) {
      let sum = sumStart(this.#layer.weights);
      for (let tap = 0; tap < taps; tap++) {
        sum = (sum + Math.imul(weights[channel * taps + tap]!, window[tap * channels + channel]!)) | 0;
      }
      this.#output[channel] = saturate16(requantise(sum, multipliers[channel]!, preShift, shift));
    }
    return this.#output;
  }
}
