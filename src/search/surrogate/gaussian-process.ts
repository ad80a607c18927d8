/** What a Gaussian process believes of a value. */
export interface Belief {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

export interface Kernel {
  /** [dimension] distance over which a function changes. */
  readonly lengthScales: readonly number[];
  /** Variance of the noise of an observation, relative to that of the function. */
  readonly noise: number;
}

export interface Observation {
  /** [dimension] */
  readonly x: readonly number[];
  readonly y: number;
  /** How many times the usual variance its noise has. */
  readonly doubt: number;
}

/** Added to every variance, so that a matrix of repeated points has a root. */
const JITTER = 1e-8;

const SQRT5 = Math.sqrt(5);

/**
 * Gaussian process regression with a Matérn-5/2 kernel, a length scale per dimension (Rasmussen and Williams 2006, chapters
 * 2 and 5). The mean of the observations is taken off; the variance of the function is the one that makes them most likely.
 */
export class GaussianProcess {
  readonly #observations: readonly Observation[];
  readonly #kernel: Kernel;
  /** Cholesky factor of the kernel matrix, [row][column ≤ row] */
  readonly #root: Float64Array[];
  /** K⁻¹ (y − mean) */
  readonly #weights: Float64Array;
  readonly #mean: number;
  readonly #variance: number;
  /** Logarithm of the likelihood of the observations, but for a constant. */
  readonly likelihood: number;

  constructor(observations: readonly Observation[], kernel: Kernel) {
    this.#observations = observations;
    this.#kernel = kernel;
    const count = observations.length;
    this.#mean = observations.reduce((sum, { y }) => sum + y, 0) / count;
    this.#root = cholesky(
      observations.map(({ x, doubt }, row) => {
        const values = new Float64Array(row + 1);
        for (let column = 0; column < row; column++) values[column] = this.#covariance(x, observations[column]!.x);
        values[row] = 1 + kernel.noise * doubt + JITTER;
        return values;
      }),
    );
    const centred = Float64Array.from(observations, ({ y }) => y - this.#mean);
    const half = forwardSolve(this.#root, centred);
    this.#variance = Math.max(1e-12, half.reduce((sum, value) => sum + value * value, 0) / count);
    this.#weights = backwardSolve(this.#root, half);
    const logRoot = this.#root.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
    this.likelihood = -0.5 * count * Math.log(this.#variance) - logRoot;
  }

  /** Of the function at x, noise of an observation not included. */
  predict(x: readonly number[]): Belief {
    const covariances = Float64Array.from(this.#observations, (other) => this.#covariance(x, other.x));
    const mean = covariances.reduce((sum, value, i) => sum + value * this.#weights[i]!, this.#mean);
    const explained = forwardSolve(this.#root, covariances).reduce((sum, value) => sum + value * value, 0);
    return { mean, deviation: Math.sqrt(this.#variance * Math.max(JITTER, 1 - explained)) };
  }

  #covariance(a: readonly number[], b: readonly number[]): number {
    const { lengthScales } = this.#kernel;
    let squared = 0;
    for (let i = 0; i < a.length; i++) squared += ((a[i]! - b[i]!) / lengthScales[i]!) ** 2;
    const distance = SQRT5 * Math.sqrt(squared);
    return (1 + distance + (distance * distance) / 3) * Math.exp(-distance);
  }
}

const LENGTH_SCALES = [0.15, 0.3, 0.6, 1.2, 2.4, 4.8, 9.6];
const NOISES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];

/** Where the search for a kernel begins, as places in the lists above; also what is believed of it before any observation. */
const START = { lengthScale: 3, noise: 4 };

/** Sweeps over all dimensions. */
const SWEEPS = 2;

/** The kernel that makes the observations most likely, a coordinate at a time over a grid, held near its start by a prior. */
export function fitKernel(observations: readonly Observation[], dimensions: number): Kernel {
  const places = Array.from({ length: dimensions + 1 }, (_, i) => (i < dimensions ? START.lengthScale : START.noise));
  const kernelAt = (at: readonly number[]): Kernel => ({
    lengthScales: at.slice(0, dimensions).map((place) => LENGTH_SCALES[place]!),
    noise: NOISES[at[dimensions]!]!,
  });
  // A step of the grid is a factor of two or three: the prior has a standard deviation of about two steps.
  const prior = (at: readonly number[]): number =>
    at.reduce((sum, place, i) => sum - (place - (i < dimensions ? START.lengthScale : START.noise)) ** 2 / 8, 0);
  const worth = (at: readonly number[]): number =>
    new GaussianProcess(observations, kernelAt(at)).likelihood + prior(at);
  let best = worth(places);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let i = 0; i <= dimensions; i++) {
      const grid = i < dimensions ? LENGTH_SCALES : NOISES;
      for (const step of [1, -1]) {
        const place = places[i]! + step;
        if (grid[place] === undefined) continue;
        const candidate = places.with(i, place);
        const value = worth(candidate);
        if (value <= best) continue;
        best = value;
        places[i] = place;
        break;
      }
    }
  }
  return kernelAt(places);
}

/** In place: L with L Lᵀ = the symmetric matrix whose lower half is given. */
function cholesky(matrix: Float64Array[]): Float64Array[] {
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = j === i ? Math.sqrt(Math.max(sum, JITTER)) : sum / other[j]!;
    }
  });
  return matrix;
}

/** x with L x = b. */
function forwardSolve(root: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = new Float64Array(b.length);
  root.forEach((row, i) => {
    let sum = b[i]!;
    for (let j = 0; j < i; j++) sum -= row[j]! * x[j]!;
    x[i] = sum / row[i]!;
  });
  return x;
}

/** x with Lᵀ x = b. */
function backwardSolve(root: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = root.length - 1; i >= 0; i--) {
    x[i]! /= root[i]![i]!;
    for (let j = 0; j < i; j++) x[j]! -= root[i]![j]! * x[i]!;
  }
  return x;
}
