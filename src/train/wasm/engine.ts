import { DESCRIPTORS } from '../../compile/wasm/descriptors.ts';
import { LANES } from '../../compile/wasm/lanes.ts';
import { longest, type Normalisation, type SeriesSet } from '../../data/dataset.ts';
import { stepsOf, stepWindow } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { ADAM } from '../adam-constants.ts';
import type { BatchNormalisation } from '../augmentation.ts';
import type { TrainableNetwork } from '../loop.ts';
import type { Pace } from '../pace.ts';
import type { Loss } from '../trainer.ts';
import type { Kernels } from './kernels.ts';
import { ensureMemory } from './memory.ts';
import { panelsOf } from './panels.ts';
import { Passes } from './passes.ts';
import type { NetworkPlan } from './plan.ts';
import { planNetwork } from './planner.ts';
import { giveUpUpperHalves } from './upper-halves.ts';

/**
 * One network in the kernels' memory: forward, gradient and optimiser. A mini-batch goes through in panels of sixteen
 * series, sorted by length, whose gradients add up in that order. Everything is float32 with one order of summation, so
 * equal arguments give equal bits.
 */
export class WasmEngine implements TrainableNetwork {
  readonly batchUnit = LANES;
  readonly plan: NetworkPlan;
  /** dL/d(parameters), laid out by `parameterLayout`: a view into the memory. */
  readonly gradient: Float32Array;
  readonly #parameters: Float32Array;
  readonly #kernels: Kernels;
  readonly #normalisation: Normalisation;
  readonly #loss: Loss;
  readonly #passes: Passes;
  readonly #words: Uint32Array;
  readonly #floats: Float32Array;
  readonly #views = new WeakMap<SeriesSet, Float32Array[]>();
  /** Of the longest series in the panel. */
  #samples = 0;
  #beta1Power = 1;
  #beta2Power = 1;

  /**
   * @param samples longest series that will come
   * @throws TrainingFailure when there is not enough memory
   */
  constructor(kernels: Kernels, architecture: Architecture, samples: number, normalisation: Normalisation, loss: Loss) {
    this.plan = planNetwork(architecture, samples, kernels.heapStart());
    this.#passes = new Passes(kernels, this.plan);
    this.#kernels = kernels;
    this.#normalisation = normalisation;
    this.#loss = loss;
    ensureMemory(kernels.memory, this.plan.end, this.plan.samples);
    kernels.clear(this.plan.start, this.plan.end - this.plan.start);
    const { buffer } = kernels.memory;
    this.#words = new Uint32Array(buffer);
    this.#floats = new Float32Array(buffer);
    const vector = (address: number): Float32Array =>
      this.#floats.subarray(address / 4, address / 4 + this.plan.parameterCount);
    this.#parameters = vector(this.plan.parameters);
    this.gradient = vector(this.plan.gradient);
    this.#writeConstants();
  }

  get architecture(): Architecture {
    return this.plan.architecture;
  }

  get parameters(): Float32Array {
    return this.#parameters.slice();
  }

  set parameters(values: Float32Array) {
    this.#parameters.set(values);
  }

  /** Memory of the network, in bytes. */
  get bytes(): number {
    return this.plan.end - this.plan.start;
  }

  /**
   * Leaves dL/d(parameters) in `gradient`, L the mean loss of the series.
   * @param own the normalisation of each of them; absent: that of the data
   * @returns L
   */
  async batchGradient(set: SeriesSet, batch: readonly number[], pace: Pace, own?: BatchNormalisation): Promise<number> {
    const { plan } = this;
    this.#pack();
    this.#kernels.clear(plan.gradient, plan.vectorBytes);
    let loss = 0;
    for (const places of panelsOf(set, batch)) {
      await pace();
      if (own !== undefined) this.#normaliseLanes(own, places);
      const panel = places.map((place) => batch[place]!);
      this.#load(set, panel, 1 / batch.length, own === undefined ? plan.normalisation : plan.ownNormalisation);
      this.#passes.forward(this.#samples);
      loss += this.#lossOfPanel();
      this.#passes.backward(this.#samples);
    }
    giveUpUpperHalves();
    return loss / batch.length;
  }

  /**
   * One step of Adam along `gradient`, clipped to the norm `clip`.
   * @returns the norm before clipping
   */
  adamStep(learningRate: number, clip: number): number {
    const { parameters, gradient, firstMoment, secondMoment, vectorBytes } = this.plan;
    const norm = Math.sqrt(this.#kernels.squaredNorm(gradient, vectorBytes));
    this.#beta1Power *= ADAM.beta1;
    this.#beta2Power *= ADAM.beta2;
    this.#kernels.adam(
      ...([parameters, gradient, firstMoment, secondMoment, vectorBytes] as const),
      norm > clip ? clip / norm : 1,
      ...([ADAM.beta1, ADAM.beta2] as const),
      learningRate / (1 - this.#beta1Power),
      1 / (1 - this.#beta2Power),
      ADAM.epsilon,
    );
    giveUpUpperHalves();
    return norm;
  }

  /**
   * The network's outputs for every series of a set, [series][output] logits or normalised values, and their mean loss.
   */
  async evaluate(set: SeriesSet, pace: Pace): Promise<{ readonly outputs: Float32Array; readonly loss: number }> {
    const count = this.plan.architecture.outputs;
    const { fields } = this.plan.head;
    const outputs = new Float32Array(set.starts.length * count);
    let loss = 0;
    this.#pack();
    for (const panel of panelsOf(set, Array.from(set.starts.keys()))) {
      await pace();
      this.#load(set, panel, 1, this.plan.normalisation);
      this.#passes.forward(this.#samples);
      loss += this.#lossOfPanel();
      panel.forEach((series, lane) => {
        for (let output = 0; output < count; output++) {
          outputs[series * count + output] = this.#floats[fields.output / 4 + output * LANES + lane]!;
        }
      });
    }
    giveUpUpperHalves();
    return { outputs, loss: loss / Math.max(1, set.starts.length) };
  }

  #writeConstants(): void {
    const { descriptors, sources, series, normalisation } = this.plan;
    const { offset, scale } = this.#normalisation;
    for (const { name, address, fields } of descriptors) {
      const values = fields as Readonly<Record<string, number>>;
      this.#words.set(
        DESCRIPTORS[name].map((field) => values[field]!),
        address / 4,
      );
    }
    this.#words.set(series, sources / 4);
    [...offset, ...scale].forEach((value, row) => {
      const first = normalisation / 4 + row * LANES;
      this.#floats.fill(value, first, first + LANES);
    });
  }

  /** Lanes that stay free have the normalisation of the first one, as they have its series. */
  #normaliseLanes({ offset, scale }: BatchNormalisation, places: readonly number[]): void {
    const { ownNormalisation, architecture } = this.plan;
    const { inputs } = architecture;
    const floats = this.#floats;
    for (let lane = 0; lane < LANES; lane++) {
      const from = (places[lane] ?? places[0]!) * inputs;
      let to = ownNormalisation / 4 + lane;
      for (let channel = 0; channel < inputs; channel++, to += LANES) {
        floats[to] = offset[from + channel]!;
        floats[to + inputs * LANES] = scale[from + channel]!;
      }
    }
  }

  #pack(): void {
    for (const { weights, forward, transposed, units, columns, gates, block } of this.plan.matrices) {
      this.#kernels.packForward(weights, forward, units, columns, gates, block);
      this.#kernels.packTransposed(weights, transposed, units, columns, gates);
    }
  }

  /** Brings up to sixteen series, longest first, into the lanes. Lanes that stay free repeat the first one, with weight 0. */
  #load(set: SeriesSet, panel: readonly number[], weight: number, normalisation: number): void {
    const { plan } = this;
    const { targetOffset, targetScale } = this.#normalisation;
    const steps = this.#words.subarray(plan.laneSteps / 4, plan.laneSteps / 4 + LANES);
    for (let lane = 0; lane < LANES; lane++) {
      const series = panel[lane] ?? panel[0]!;
      const target = set.targets[series]!;
      this.#floats.set(this.#valuesOf(set, series), plan.series[lane]! / 4);
      this.#floats[plan.targets / 4 + lane] =
        this.#loss === 'cross-entropy' ? target : (target - targetOffset) * targetScale;
      this.#floats[plan.weights / 4 + lane] = lane < panel.length ? weight : 0;
      const isAsLong = lane > 0 && set.lengths[series] === set.lengths[panel[lane - 1] ?? panel[0]!];
      steps[lane] = isAsLong ? steps[lane - 1]! : stepsOf(plan.architecture, set.lengths[series]!);
    }
    const [most, least] = [steps[0]!, steps[panel.length - 1]!];
    this.#words[plan.panel.address / 4 + DESCRIPTORS.Panel.indexOf('steps')] = most;
    this.#words[plan.panel.address / 4 + DESCRIPTORS.Panel.indexOf('common')] = least;
    this.#kernels.writeMask(plan.panel.address);
    this.#samples = set.lengths[panel[0]!]!;
    this.#kernels.loadPanel(
      ...([
        plan.sources,
        this.#samples,
        plan.architecture.inputs,
        normalisation,
        plan.sampled.address,
        plan.sampled.stride,
      ] as const),
    );
  }

  /** [sample][channel] of a series. A view is kept: to make one takes as long as to copy what it shows. */
  #valuesOf(set: SeriesSet, series: number): Float32Array {
    let views = this.#views.get(set);
    if (views === undefined) this.#views.set(set, (views = new Array<Float32Array>(set.starts.length)));
    const { inputs } = this.plan.architecture;
    const [first, length] = [set.starts[series]!, set.lengths[series]!];
    return (views[series] ??= set.values.subarray(first * inputs, (first + length) * inputs));
  }

  /** Sum of the losses of the panel's series; leaves dL/d(output) behind. */
  #lossOfPanel(): number {
    const { head, targets, weights } = this.plan;
    const { output, outputGradient, rows } = head.fields;
    switch (this.#loss) {
      case 'cross-entropy':
        return this.#kernels.crossEntropy(output, rows, targets, weights, outputGradient);
      case 'mse':
        return this.#kernels.squaredError(output, targets, weights, outputGradient);
      case 'huber':
        return this.#kernels.huber(output, targets, weights, outputGradient);
    }
  }
}

/** Samples that an engine must have room for, to see all of these sets. */
export function longestOf(sets: readonly SeriesSet[], architecture: Architecture): number {
  return Math.max(stepWindow(architecture).kernel, ...sets.map(longest));
}
