import { type Expression, type Operation, operands, topologicalOrder } from './expression.ts';

/** What the leaves of a cell's expressions stand for, at one unit and one step. */
export interface Leaves {
  readonly accumulators: ArrayLike<number>;
  readonly states: ArrayLike<number>;
  readonly scalars: ArrayLike<number>;
  /** dL/d(next state), for the expressions of a gradient. */
  readonly incoming?: ArrayLike<number>;
}

/** Evaluates a set of expressions in float64: the meaning of every operation, written once, with no regard for speed. */
export class Interpreter {
  /** Every node of the expressions, operands before the nodes that use them. */
  readonly nodes: readonly Expression[];
  readonly #operands: readonly (readonly number[])[];
  readonly #values: Float64Array;
  readonly #roots: readonly number[];

  constructor(roots: readonly Expression[]) {
    this.nodes = topologicalOrder(roots);
    const indexOf = new Map(this.nodes.map((node, index) => [node, index]));
    this.#operands = this.nodes.map((node) => operands(node).map((operand) => indexOf.get(operand)!));
    this.#roots = roots.map((root) => indexOf.get(root)!);
    this.#values = new Float64Array(this.nodes.length);
  }

  /** The values of all `nodes`; overwritten by the next call. */
  evaluate(leaves: Leaves): Float64Array {
    this.nodes.forEach(({ operation }, index) => {
      const [left, right] = this.#operands[index]!;
      this.#values[index] = apply(operation, this.#values[left!]!, this.#values[right!]!, leaves);
    });
    return this.#values;
  }

  /** The value of root `index` after `evaluate`. */
  root(index: number): number {
    return this.#values[this.#roots[index]!]!;
  }
}

function apply(operation: Operation, left: number, right: number, leaves: Leaves): number {
  switch (operation.kind) {
    case 'accumulator':
      return leaves.accumulators[operation.index]!;
    case 'state':
      return leaves.states[operation.index]!;
    case 'scalar':
      return leaves.scalars[operation.index]!;
    case 'incoming':
      return leaves.incoming?.[operation.index] ?? Number.NaN;
    case 'constant':
      return operation.value;
    case 'add':
      return left + right;
    case 'multiply':
      return left * right;
    case 'complement':
      return 1 - left;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-left));
    case 'tanh':
      return Math.tanh(left);
    case 'relu':
      return left > 0 ? left : 0;
    case 'step':
      return left > 0 ? 1 : 0;
  }
}
