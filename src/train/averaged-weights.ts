/**
 * Weights averaged over about the last epoch, later steps counting more (Polyak and Juditsky 1992, in its exponential form).
 * Every step follows one batch, so that networks an epoch apart differ by more than half a point on data they have not seen;
 * averages differ less.
 */
export class AveragedWeights {
  readonly #average: Float64Array;
  #steps = 0;

  constructor(start: Float32Array) {
    this.#average = Float64Array.from(start);
  }

  /**
   * Takes in the weights after a step.
   * @param horizon steps over which the average reaches; at first it is a tenth of those that there were
   */
  add(parameters: Float32Array, horizon: number): void {
    const share = Math.max(1 / (1 + horizon), Math.min(1, 10 / (++this.#steps + 9)));
    for (let i = 0; i < parameters.length; i++) this.#average[i]! += share * (parameters[i]! - this.#average[i]!);
  }

  get parameters(): Float32Array {
    return Float32Array.from(this.#average);
  }
}
