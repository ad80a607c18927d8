import { ADAM } from './adam-constants.ts';

/** Adam (Kingma 2015) as the WebAssembly kernels have it, over one flat vector. */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #beta1Power = 1;
  #beta2Power = 1;

  constructor(size: number) {
    this.#first = new Float32Array(size);
    this.#second = new Float32Array(size);
  }

  /**
   * One step, in place, along the gradient clipped to the norm `clip`.
   * @returns the norm before clipping
   */
  step(parameters: Float32Array, gradient: Float32Array, learningRate: number, clip: number): number {
    const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    const scale = norm > clip ? clip / norm : 1;
    this.#beta1Power *= ADAM.beta1;
    this.#beta2Power *= ADAM.beta2;
    const rate = learningRate / (1 - this.#beta1Power);
    const correction = 1 / (1 - this.#beta2Power);
    gradient.forEach((value, i) => {
      const g = value * scale;
      const m = ADAM.beta1 * this.#first[i]! + (1 - ADAM.beta1) * g;
      const v = ADAM.beta2 * this.#second[i]! + (1 - ADAM.beta2) * g * g;
      this.#first[i] = m;
      this.#second[i] = v;
      parameters[i]! -= (rate * m) / (Math.sqrt(v * correction) + ADAM.epsilon);
    });
    return norm;
  }
}
