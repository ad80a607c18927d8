import { ROW_BYTES } from '../../../compile/wasm/lanes.ts';
import { type IntegerFactor, type IntegerLayer, programOf } from '../../../network/integer/network.ts';
import type { Instruction } from '../../../network/integer/program.ts';
import type { LayerShape } from '../../../network/shapes.ts';
import type { Kernels } from '../kernels.ts';
import type { IntegerMemory } from './memory.ts';
import { PanelProduct } from './product.ts';

/** Addresses of the tables of σ and tanh. */
export interface Tables {
  readonly sigmoid: number;
  readonly tanh: number;
}

/** Gates that multiply a part of the vector, and their sums, [unit][gate]. */
interface Gates {
  readonly gates: readonly number[];
  readonly sums: number;
}

const INT16 = 16;
const INT32 = 32;

/** A recurrent layer of sixteen series with its states: what a `LayerRunner` is for one. */
export class PanelLayer {
  /** Rows of the first state; the others follow. */
  readonly output: number;
  readonly #kernels: Kernels;
  readonly #memory: IntegerMemory;
  readonly #shape: LayerShape;
  readonly #beginnings: (() => void)[] = [];
  readonly #x: (values: number) => void;
  readonly #operations: (() => void)[] = [];

  constructor(kernels: Kernels, memory: IntegerMemory, layer: IntegerLayer, shape: LayerShape, tables: Tables) {
    const { hidden, inputColumns, recurrentColumns } = shape;
    this.#kernels = kernels;
    this.#memory = memory;
    this.#shape = shape;
    const states = layer.stateFractions.length;
    this.output = memory.rows(states * hidden);
    this.#beginnings.push(() => {
      kernels.clear(this.output, states * hidden * ROW_BYTES);
    });

    const vector = memory.rows(inputColumns + recurrentColumns);
    const recurrentPart = vector + inputColumns * ROW_BYTES;
    this.#x = this.#source(layer.inputFactor, layer.inputShift, vector, inputColumns);
    const h = this.#source(layer.recurrentFactor, layer.recurrentShift, recurrentPart, recurrentColumns);
    this.#operations.push(() => {
      h(this.output);
    });
    const products = shape.groups.map(({ gates, from }, index): Gates => {
      const product = new PanelProduct(kernels, memory, layer.products[index]!);
      const sums = memory.rows(product.rows);
      this.#operations.push(() => {
        product.apply(vector + from * ROW_BYTES, sums);
      });
      return { gates, sums };
    });
    this.#equations(layer, products, tables);
  }

  reset(): void {
    for (const begin of this.#beginnings) begin();
  }

  /** @param input rows of int16 */
  step(input: number): void {
    this.#x(input);
    for (const operation of this.#operations) operation();
  }

  /** Brings x or h into its part of the vector. */
  #source(factor: IntegerFactor | undefined, shift: number, part: number, columns: number): (values: number) => void {
    const kernels = this.#kernels;
    const { activationBits } = this.#shape;
    if (factor === undefined) {
      return (values) => {
        kernels.integerNarrow(values, shift, activationBits, part, columns);
      };
    }
    const product = new PanelProduct(kernels, this.#memory, factor.weights);
    const sums = this.#memory.rows(columns);
    return (values) => {
      product.apply(values, sums);
      kernels.integerNarrow(sums, 0, activationBits, part, columns);
    };
  }

  #equations(layer: IntegerLayer, products: readonly Gates[], tables: Tables): void {
    const { hidden } = this.#shape;
    const { instructions, next } = programOf(layer);
    const bias = this.#memory.place(Int32Array.from(layer.bias));
    const constants = this.#memory.place(Int32Array.from(layer.constants));
    const stateOf = (state: number): number => this.output + state * hidden * ROW_BYTES;
    // A state is read where it stands: it changes when all is computed, and no cell hands one on as it is.
    const values = instructions.map((instruction) =>
      instruction.kind === 'state' ? stateOf(instruction.index) : this.#memory.rows(hidden),
    );
    let constant = constants;
    instructions.forEach((instruction, index) => {
      const output = values[index]!;
      switch (instruction.kind) {
        case 'state':
          break;
        case 'constant': {
          const address = constant;
          this.#beginnings.push(() => {
            this.#kernels.integerSpread(address, 0, output, hidden);
          });
          constant += Int32Array.BYTES_PER_ELEMENT;
          break;
        }
        case 'accumulator':
          this.#operations.push(this.#accumulator(instruction.index, products, bias, output));
          break;
        default:
          this.#operations.push(this.#operation(instruction, values, tables, output));
      }
    });
    // What is next fits in int16: narrowing it copies it.
    next.forEach((index, state) => {
      this.#operations.push(() => {
        this.#kernels.integerNarrow(values[index]!, 0, INT16, stateOf(state), hidden);
      });
    });
  }

  /** @param bias address of [unit][gate] */
  #accumulator(gate: number, products: readonly Gates[], bias: number, output: number): () => void {
    const kernels = this.#kernels;
    const { hidden, biasGates } = this.#shape;
    const size = Int32Array.BYTES_PER_ELEMENT;
    const first = bias + biasGates.indexOf(gate) * size;
    const parts = products
      .filter(({ gates }) => gates.includes(gate))
      .map(({ gates, sums }) => ({ rows: sums + gates.indexOf(gate) * ROW_BYTES, stride: gates.length * ROW_BYTES }));
    return () => {
      if (biasGates.includes(gate)) kernels.integerSpread(first, biasGates.length * size, output, hidden);
      else kernels.clear(output, hidden * ROW_BYTES);
      for (const { rows, stride } of parts) kernels.integerAddRows(rows, stride, output, hidden);
    };
  }

  #operation(
    instruction: Exclude<Instruction, { kind: 'state' | 'constant' | 'accumulator' }>,
    values: readonly number[],
    tables: Tables,
    output: number,
  ): () => void {
    const kernels = this.#kernels;
    const units = this.#shape.hidden;
    switch (instruction.kind) {
      case 'add': {
        const [left, right] = [values[instruction.left]!, values[instruction.right]!];
        return () => {
          kernels.integerAdd(left, right, output, units);
        };
      }
      case 'multiply': {
        const [left, right] = [values[instruction.left]!, values[instruction.right]!];
        return () => {
          kernels.integerMultiply(left, right, instruction.shift, output, units);
        };
      }
      case 'complement':
        return () => {
          kernels.integerComplement(values[instruction.of]!, instruction.one, output, units);
        };
      case 'shiftLeft':
        return () => {
          kernels.integerShiftLeft(values[instruction.of]!, instruction.shift, output, units);
        };
      case 'shiftRight':
        return () => {
          kernels.integerNarrow(values[instruction.of]!, instruction.shift, INT32, output, units);
        };
      case 'saturate':
        return () => {
          kernels.integerNarrow(values[instruction.of]!, 0, INT16, output, units);
        };
      case 'relu':
        return () => {
          kernels.integerRelu(values[instruction.of]!, output, units);
        };
      case 'sigmoid':
      case 'tanh': {
        const table = tables[instruction.kind];
        return () => {
          kernels.integerLookUp(values[instruction.of]!, table, output, units);
        };
      }
    }
  }
}
