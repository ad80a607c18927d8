import type { LayerShape } from '../shapes.ts';
import { lookUp, roundShift, saturate16, SIGMOID_TABLE, TANH_TABLE } from './arithmetic.ts';
import { type IntegerLayer, programOf } from './network.ts';
import type { Instruction } from './program.ts';
import { Rows } from './rows.ts';

/** One recurrent layer with its states and buffers. */
export class LayerRunner {
  readonly output: Int16Array;
  readonly #shape: LayerShape;
  readonly #inputFactor: Rows | undefined;
  readonly #recurrentFactor: Rows | undefined;
  readonly #input: Rows;
  readonly #recurrent: Rows;
  readonly #bias: Int16Array;
  readonly #states: Int16Array[];
  readonly #inputSums: Int32Array;
  readonly #recurrentSums: Int32Array;
  readonly #factorSums: Int32Array;
  readonly #inputColumns: Int16Array;
  readonly #recurrentColumns: Int16Array;
  /** [instruction][unit] */
  readonly #values: Int32Array[];
  readonly #instructions: (() => void)[];
  /** [state][unit], among `#values` */
  readonly #next: Int32Array[];

  constructor(layer: IntegerLayer, shape: LayerShape) {
    const { hidden, inputColumns, recurrentColumns } = shape;
    this.#shape = shape;
    this.#inputFactor = layer.inputFactor && new Rows(layer.inputFactor.weights);
    this.#recurrentFactor = layer.recurrentFactor && new Rows(layer.recurrentFactor.weights);
    this.#input = new Rows(layer.input);
    this.#recurrent = new Rows(layer.recurrent);
    this.#bias = layer.bias;
    const program = programOf(layer);
    this.#states = layer.stateFractions.map(() => new Int16Array(hidden));
    this.output = this.#states[0]!;
    this.#inputSums = new Int32Array(hidden * shape.inputGates.length);
    this.#recurrentSums = new Int32Array(hidden * shape.recurrentGates.length);
    this.#factorSums = new Int32Array(Math.max(inputColumns, recurrentColumns));
    this.#inputColumns = new Int16Array(inputColumns);
    this.#recurrentColumns = new Int16Array(recurrentColumns);
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
    this.#input.multiply(this.#factored(this.#inputFactor, input, this.#inputColumns), this.#inputSums);
    this.#recurrent.multiply(
      this.#factored(this.#recurrentFactor, this.output, this.#recurrentColumns),
      this.#recurrentSums,
    );
    for (const execute of this.#instructions) execute();
    for (let state = 0; state < this.#states.length; state++) this.#states[state]!.set(this.#next[state]!);
  }

  #factored(factor: Rows | undefined, vector: Int16Array, output: Int16Array): Int16Array {
    if (factor === undefined) return vector;
    factor.multiply(vector, this.#factorSums);
    saturateInto(this.#factorSums, output);
    return output;
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
    const parts = [
      { gates: this.#shape.inputGates, values: this.#inputSums },
      { gates: this.#shape.recurrentGates, values: this.#recurrentSums },
      { gates: this.#shape.biasGates, values: Int32Array.from(this.#bias) },
    ].filter(({ gates }) => gates.includes(accumulator));
    return () => {
      output.fill(0);
      for (const { gates, values } of parts) {
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

function saturateInto(values: Int32Array, output: Int16Array): void {
  for (let i = 0; i < output.length; i++) output[i] = saturate16(values[i]!);
}
