/** Partitions of a few elements, each known by a number, so that they compare and combine quickly. */
export class Partitions {
  /** All elements in one class. */
  readonly trivial: number;
  readonly #numbers = new Map<string, number>();
  /** [partition][element]: its class; classes count from 0 in order of appearance. */
  readonly #classes: (readonly number[])[] = [];
  /** [partition][partition] */
  readonly #meets: number[][] = [];

  constructor(elements: number) {
    this.trivial = this.number(Array.from({ length: elements }, () => 0));
  }

  /** The partition into elements with equal values. */
  number(values: readonly number[]): number {
    const seen: number[] = [];
    const classes = values.map((value) => {
      const known = seen.indexOf(value);
      return known < 0 ? seen.push(value) - 1 : known;
    });
    const key = classes.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#classes.push(classes) - 1;
    this.#numbers.set(key, number);
    this.#meets.push([]);
    return number;
  }

  classes(partition: number): number {
    return Math.max(...this.#classes[partition]!) + 1;
  }

  /** The coarsest partition that tells apart what either does. */
  meet(a: number, b: number): number {
    const known = this.#meets[a]![b];
    if (known !== undefined) return known;
    const left = this.#classes[a]!;
    const right = this.#classes[b]!;
    const met = this.number(left.map((value, i) => value * left.length + right[i]!));
    this.#meets[a]![b] = met;
    return met;
  }
}
