import { lines, splat } from './simd.ts';

/** Numbers that kernels read from memory, for one AssemblyScript file. */
export class ConstantTable {
  readonly #values: number[] = [];

  /** The constants of one function. */
  scope(): Constants {
    return new Constants((value) => {
      const index = this.#values.indexOf(value);
      return index < 0 ? this.#values.push(value) - 1 : index;
    });
  }

  declaration(): string {
    const values = this.#values.length === 0 ? [0] : this.#values;
    return `const constants: usize = memory.data<f32>([${values.join(', ')}], 16);`;
  }
}

/**
 * The constants of one function, each one variable, loaded before its loops: V8 rebuilds literals inside loops, and joins
 * neighbouring operations only where they share their constants.
 */
export class Constants {
  readonly #indexOf: (value: number) => number;
  readonly #used = new Set<number>();

  constructor(indexOf: (value: number) => number) {
    this.#indexOf = indexOf;
  }

  /** The variable that holds the number in all lanes. */
  read(value: number): string {
    const index = this.#indexOf(value);
    this.#used.add(index);
    return `constant${index}`;
  }

  /** Statements that load what was read. */
  declarations(): string {
    return lines([...this.#used].map((index) => `const constant${index}: v128 = ${splat('constants', index * 4)};`));
  }
}
