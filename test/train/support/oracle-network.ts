import type { Dataset, SeriesSet } from '../../../src/data/dataset.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';
import type { TrainableNetwork } from '../../../src/train/loop.ts';
import type { Loss } from '../../../src/train/trainer.ts';
import { oracle, type OracleResult } from '../../support/oracle.ts';

/** A network whose gradients TensorFlow.js computes over padded series with masks; Adam in float64. */
export class OracleNetwork implements TrainableNetwork {
  /** As the kernels have it, so that both see the same batches. */
  readonly batchUnit = 16;
  readonly architecture: Architecture;
  readonly #normalisation: Dataset['normalisation'];
  readonly #loss: Loss;
  #parameters = new Float64Array();
  gradient = new Float32Array();
  #first = new Float64Array();
  #second = new Float64Array();
  #step = 0;

  constructor(architecture: Architecture, normalisation: Dataset['normalisation'], loss: Loss) {
    this.architecture = architecture;
    this.#normalisation = normalisation;
    this.#loss = loss;
  }

  get parameters(): Float32Array {
    return Float32Array.from(this.#parameters);
  }

  set parameters(values: Float32Array) {
    this.#parameters = Float64Array.from(values);
    if (this.#first.length === values.length) return;
    this.#first = new Float64Array(values.length);
    this.#second = new Float64Array(values.length);
  }

  async batchGradient(set: SeriesSet, batch: readonly number[]): Promise<number> {
    const { loss, gradients } = this.#evaluated({
      values: set.values,
      starts: Uint32Array.from(batch, (series) => set.starts[series]!),
      lengths: Uint32Array.from(batch, (series) => set.lengths[series]!),
      targets: Float32Array.from(batch, (series) => set.targets[series]!),
    });
    this.gradient = Float32Array.from([...gradients.values()].flatMap((values) => [...values]));
    return loss;
  }

  adamStep(learningRate: number, clip: number): number {
    const norm = Math.hypot(...this.gradient);
    const scale = Math.min(1, clip / norm);
    this.#step++;
    this.gradient.forEach((value, i) => {
      const slope = value * scale;
      this.#first[i] = 0.9 * this.#first[i]! + 0.1 * slope;
      this.#second[i] = 0.999 * this.#second[i]! + 0.001 * slope ** 2;
      const mean = this.#first[i] / (1 - 0.9 ** this.#step);
      const deviation = Math.sqrt(this.#second[i] / (1 - 0.999 ** this.#step));
      this.#parameters[i]! -= (learningRate * mean) / (deviation + 1e-8);
    });
    return norm;
  }

  async evaluate(set: SeriesSet): Promise<{ readonly outputs: Float32Array; readonly loss: number }> {
    const { outputs, loss } = this.#evaluated(set);
    return { outputs: Float32Array.from(outputs.flat()), loss };
  }

  #evaluated(set: SeriesSet): OracleResult {
    return oracle(this.architecture, this.parameters, set, this.#normalisation, this.#loss);
  }
}
