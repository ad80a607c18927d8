import type { Arrays } from './arrays.ts';

const SMALLEST = 1 << 12;
/** by which an estimate is exceeded, so that a slightly low one does not cost another copy */
const MARGIN = 1.03;
/** An early estimate is a rough one: it is followed by one step at a time. */
const LARGEST_STEP = 8;
/** A late one is only a little too low: a large step would leave so much over that all is copied once more. */
const LEAST_STEP = 1.2;

/**
 * Rows of float32 whose number is not known beforehand. The array grows towards an estimate of its final size, taken
 * from the share of the input that has been read, and becomes the result as it is: values are not copied once more at
 * the end, when they would stand twice in memory. What lies beyond the last row is never written, so it takes no memory.
 */
export class GrowingRows {
  readonly #width: number;
  readonly #arrays: Arrays;
  readonly #share: () => number;
  #used = 0;
  rows = 0;
  /** Where to write; valid until the next `extend`. */
  values: Float32Array;

  /**
   * @param width values per row, at least 1
   * @param share of the input that has been read, 0–1; 0: unknown
   */
  constructor(width: number, arrays: Arrays, share: () => number = () => 0) {
    this.#width = width;
    this.#arrays = arrays;
    this.#share = share;
    this.values = arrays.floats(Math.max(width, SMALLEST));
  }

  /** Makes room for a row; it goes to `values` from the offset returned. */
  extend(): number {
    const offset = this.#used;
    this.#used += this.#width;
    if (this.#used > this.values.length) this.#grow(offset);
    this.rows++;
    return offset;
  }

  /** All values, [row][width]. */
  finish(): Float32Array {
    if (1.25 * this.#used >= this.values.length) return this.values.subarray(0, this.#used);
    const exact = this.#arrays.floats(this.#used);
    exact.set(this.values.subarray(0, this.#used));
    return exact;
  }

  #grow(used: number): void {
    const capacity = this.values.length;
    const share = this.#share();
    const wanted = share > 0 ? Math.max(LEAST_STEP * capacity, (MARGIN * used) / share) : 2 * capacity;
    const larger = Math.ceil(Math.min(LARGEST_STEP * capacity, wanted));
    const values = this.#arrays.floats(larger + this.#width);
    values.set(this.values.subarray(0, used));
    this.values = values;
  }
}
