import type { ActivationBits, LayerShape } from '../shapes.ts';
import { lookUp, roundShift, saturate, saturate16, SIGMOID_TABLE, TANH_TABLE } from './arithmetic.ts';
import { type IntegerFactor, type IntegerLayer, programOf } from './network.ts';
import type { Instruction } from './program.ts';
import { Rows } from './rows.ts';

/** Gates that multiply a part of the vector: their matrix, that part, and the sums, [unit][gate]. */
interface Product {
  readonly gates: readonly number[];
  readonly rows: Rows;
  readonly vector: Int16Array;
  readonly sums: Int32Array;
}

/** Brings x or h into its part of a layer's vector. */
class Source {
  readonly #factor: Rows | undefined;
  readonly #shift: number;
  readonly #part: Int16Array;
  readonly #bits: ActivationBits;
  readonly #sums: Int32Array;

  constructor(factor: IntegerFactor | undefined, shift: number, part: Int16Array, bits: ActivationBits) {
    this.#factor = factor && new Rows(factor.weights);
    this.#shift = shift;
    this.#part = part;
    this.#bits = bits;
    this.#sums = new Int32Array(part.length);
  }

  fill(values: Int16Array): void {
    const part = this.#part;
    this.#factor?.multiply(values, this.#sums);
    for (let i = 0; i < part.length; i++) {
      const value = this.#factor === undefined ? roundShift(values[i]!, this.#shift) : this.#sums[i]!;
      part[i] = saturate(value, this.#bits);
    }
  }
}

/** One recurrent layer with its states and buffers. */
export class LayerRunner {
  readonly output: Int16Array;
  readonly #shape: LayerShape;
  /** x and h, each with the part of the vector [x | h] that it or its projection fills. */
  readonly #sources: readonly Source[];
  readonly #products: readonly Product[];
  readonly #bias: Int16Array;
  readonly #states: Int16Array[];
  /** [instruction][unit] */
  readonly #values: Int32Array[];
  readonly #instructions: (() => void)[];
  /** [state][unit], among `#values` */
  readonly #next: Int32Array[];

  constructor(layer: IntegerLayer, shape: LayerShape) {
    const { hidden, inputColumns, recurrentColumns, activationBits } = shape;
    const vector = new Int16Array(inputColumns + recurrentColumns);
    this.#shape = shape;
    this.#sources = [
      new Source(layer.inputFactor, layer.inputShift, vector.subarray(0, inputColumns), activationBits),
      new Source(layer.recurrentFactor, layer.recurrentShift, vector.subarray(inputColumns), activationBits),
    ];
    this.#products = shape.groups.map(({ gates, from, columns }, index) => ({
      gates,
      rows: new Rows(layer.products[index]!),
      vector: vector.subarray(from, from + columns),
      sums: new Int32Array(hidden * gates.length),
    }));
    this.#bias = layer.bias;
    const program = programOf(layer);
    this.#states = layer.stateFractions.map(() => new Int16Array(hidden));
    this.output = this.#states[0]!;
    let constant = 0;
    this.#values = program.instructions.map((instruction) =>
      new Int32Array(hidden).fill(instruction.kind === 'constant' ? layer.constants[constant++]! : 0),
    );
    this.#instructions = program.instructions.map((instruction, index) =>
      this.#bind(instruction, this.#values[index]!),
    );
    this.#next = program.next.map((index) => this.#values[index]!);
  }

  reset(): void {
    for (const state of this.#states) state.fill(0);
  }

  step(input: Int16Array): void {
    this.#sources[0]!.fill(input);
    this.#sources[1]!.fill(this.output);
    for (const { rows, vector, sums } of this.#products) rows.multiply(vector, sums);
    for (const execute of this.#instructions) execute();
    for (let state = 0; state < this.#states.length; state++) this.#states[state]!.set(this.#next[state]!);
  }

  /** An instruction over all units; one loop per kind, so that the engine can specialise each. */
  #bind(instruction: Instruction, output: Int32Array): () => void {
    switch (instruction.kind) {
      case 'constant':
        return () => undefined;
      case 'accumulator':
        return this.#bindAccumulator(instruction.index, output);
      case 'state': {
        const state = this.#states[instruction.index]!;
        return () => {
          output.set(state);
        };
      }
      case 'add': {
        const [left, right] = [this.#values[instruction.left]!, this.#values[instruction.right]!];
        return () => {
          for (let unit = 0; unit < output.length; unit++) output[unit] = left[unit]! + right[unit]!;
        };
      }
      case 'multiply': {
        const { shift } = instruction;
        const [left, right] = [this.#values[instruction.left]!, this.#values[instruction.right]!];
        return () => {
          for (let unit = 0; unit < output.length; unit++) output[unit] = roundShift(left[unit]! * right[unit]!, shift);
        };
      }
      default:
        return bindUnary(instruction, this.#values[instruction.of]!, output);
    }
  }

  #bindAccumulator(accumulator: number, output: Int32Array): () => void {
    const parts = [...this.#products, { gates: this.#shape.biasGates, sums: Int32Array.from(this.#bias) }].filter(
      ({ gates }) => gates.includes(accumulator),
    );
    return () => {
      output.fill(0);
      for (const { gates, sums: values } of parts) {
        const stride = gates.length;
        let index = gates.indexOf(accumulator);
        for (let unit = 0; unit < output.length; unit++, index += stride) output[unit]! += values[index]!;
      }
    };
  }
}

type Unary = Extract<Instruction, { readonly of: number }>;

function bindUnary(instruction: Unary, of: Int32Array, output: Int32Array): () => void {
  const units = output.length;
  switch (instruction.kind) {
    case 'complement': {
      const { one } = instruction;
      return () => {
        for (let unit = 0; unit < units; unit++) output[unit] = one - of[unit]!;
      };
    }
    case 'shiftLeft': {
      const factor = 2 ** instruction.shift;
      return () => {
        for (let unit = 0; unit < units; unit++) output[unit] = of[unit]! * factor;
      };
    }
    case 'shiftRight': {
      const { shift } = instruction;
      return () => {
        for (let unit = 0; unit < units; unit++) output[unit] = roundShift(of[unit]!, shift);
      };
    }
    case 'saturate':
      return () => {
        for (let unit = 0; unit < units; unit++) output[unit] = saturate16(of[unit]!);
      };
    case 'sigmoid':
    case 'tanh': {
      const table = instruction.kind === 'sigmoid' ? SIGMOID_TABLE : TANH_TABLE;
      return () => {
        for (let unit = 0; unit < units; unit++) output[unit] = lookUp(table, of[unit]!);
      };
    }
    case 'relu':
      return () => {
        for (let unit = 0; unit < units; unit++) output[unit] = Math.max(0, of[unit]!);
      };
  }
}
