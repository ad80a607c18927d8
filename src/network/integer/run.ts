import { layerShapes, pooledFeatures, stageShapes } from '../shapes.ts';
import { roundDivide, saturate16 } from './arithmetic.ts';
import { DenseRunner } from './dense-runner.ts';
import { LayerRunner } from './layer-runner.ts';
import type { InputFormat, IntegerNetwork } from './network.ts';
import { Rows } from './rows.ts';
import { type StageRunner, stageRunner } from './stage-runner.ts';

/** Steps after which a running mean halves its sum and count, so that an endless stream cannot overflow them. */
export const MEAN_LIMIT = 32768;

/**
 * A raw sample as the chip sees it: `round((raw − offset) · scale · 2^fraction)` in float32, halves away from zero, saturated.
 * @param from where it begins in `raw`
 */
export function quantiseSample(format: InputFormat, raw: ArrayLike<number>, sample: Int16Array, from = 0): void {
  const doubled = 2 ** (format.fraction + 1);
  for (let channel = 0; channel < sample.length; channel++) {
    const factor = Math.fround(format.scale[channel]! * doubled);
    const twice = Math.fround(Math.fround(raw[from + channel]! - format.offset[channel]!) * factor);
    const truncated = twice > 65536 ? 65536 : twice > -65536 ? Math.trunc(twice) : -65536;
    sample[channel] = saturate16(Math.trunc((truncated + (truncated >= 0 ? 1 : -1)) / 2));
  }
}

/**
 * The TypeScript reference of the integer network: the same calls as the generated C, with the same results bit for bit.
 */
export class IntegerRunner {
  readonly #network: IntegerNetwork;
  readonly #stages: StageRunner[];
  readonly #layers: LayerRunner[];
  readonly #dense: DenseRunner | undefined;
  readonly #head: Rows;
  /** What pooling leaves. */
  readonly #features: Int16Array;
  readonly #sums: Int32Array;
  #steps = 0;

  constructor(network: IntegerNetwork) {
    this.#network = network;
    const shapes = layerShapes(network.architecture);
    const stages = stageShapes(network.architecture);
    this.#stages = network.stages.map((stage, index) => stageRunner(stage, stages[index]!.inputs));
    this.#layers = network.layers.map((layer, index) => new LayerRunner(layer, shapes[index]!));
    this.#dense = network.dense && new DenseRunner(network.dense);
    this.#head = new Rows(network.head.weights);
    this.#features = new Int16Array(pooledFeatures(network.architecture));
    this.#sums = new Int32Array(this.#features.length);
  }

  reset(): void {
    for (const stage of this.#stages) stage.reset();
    for (const layer of this.#layers) layer.reset();
    this.#features.fill(0);
    this.#sums.fill(0);
    this.#steps = 0;
  }

  /** Takes one quantised sample; true when the network advanced. */
  step(sample: Int16Array): boolean {
    let values = sample;
    for (const stage of this.#stages) {
      const output = stage.push(values);
      if (output === undefined) return false;
      values = output;
    }
    for (const layer of this.#layers) {
      layer.step(values);
      values = layer.output;
    }
    if (this.#network.architecture.pooling === 'mean') this.#accumulateMean(values);
    else this.#features.set(values);
    return true;
  }

  #accumulateMean(values: Int16Array): void {
    if (this.#steps === MEAN_LIMIT) {
      this.#steps = MEAN_LIMIT / 2;
      for (let unit = 0; unit < values.length; unit++) this.#sums[unit] = roundDivide(this.#sums[unit]!, 2);
    }
    this.#steps++;
    for (let unit = 0; unit < values.length; unit++) this.#sums[unit]! += values[unit]!;
  }

  /** Writes the head's outputs, Q12, for what was seen since the last reset. */
  outputs(result: Int32Array): void {
    if (this.#network.architecture.pooling === 'mean') {
      const steps = Math.max(1, this.#steps);
      for (let unit = 0; unit < this.#features.length; unit++) {
        this.#features[unit] = roundDivide(this.#sums[unit]!, steps);
      }
    }
    const { bias } = this.#network.head;
    this.#head.multiply(this.#dense?.apply(this.#features) ?? this.#features, result);
    for (let output = 0; output < result.length; output++) result[output]! += bias[output]!;
  }
}

/** The class with the largest output; the first one of equals. */
export function classOf(outputs: Int32Array): number {
  let best = 0;
  for (let output = 1; output < outputs.length; output++) if (outputs[output]! > outputs[best]!) best = output;
  return best;
}
