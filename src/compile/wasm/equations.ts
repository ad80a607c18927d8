import { type Expression, operands } from '../../network/expression.ts';
import { add, multiply, negate, splat, subtract } from './simd.ts';

/** Numbers that a kernel reads from memory: V8 rebuilds vector constants inside loops, but keeps loads cheap. */
export class ConstantTable {
  readonly #values: number[] = [];

  /** The number in all lanes. */
  read(value: number): string {
    let index = this.#values.indexOf(value);
    if (index < 0) index = this.#values.push(value) - 1;
    return splat('constants', index * 4);
  }

  declaration(): string {
    const values = this.#values.length === 0 ? [0] : this.#values;
    return `const constants: usize = memory.data<f32>([${values.join(', ')}], 16);`;
  }
}

/**
 * Turns expressions into statements on v128 values. Each node becomes one local variable, when it is first asked for.
 */
export class EquationWriter {
  readonly statements: string[] = [];
  readonly #names = new Map<Expression, string>();
  readonly #prefix: string;
  readonly #constants: ConstantTable;
  readonly #given: (node: Expression) => string | undefined;

  /** @param given the text that yields a node's value where it is not to be computed: leaves, values that were kept */
  constructor(prefix: string, constants: ConstantTable, given: (node: Expression) => string | undefined) {
    this.#prefix = prefix;
    this.#constants = constants;
    this.#given = given;
  }

  /** The variable that holds the node's value. */
  valueOf(node: Expression): string {
    const known = this.#names.get(node);
    if (known !== undefined) return known;
    const text = this.#given(node) ?? this.#compute(node);
    const name = `${this.#prefix}${this.#names.size}`;
    this.#names.set(node, name);
    this.statements.push(`const ${name}: v128 = ${text};`);
    return name;
  }

  #compute(node: Expression): string {
    const { operation } = node;
    switch (operation.kind) {
      case 'constant':
        return this.#constants.read(operation.value);
      case 'add': {
        const { left, right } = operation;
        const minuend = [left, right].find((side) => negated(side) === undefined);
        const subtrahend = negated(minuend === left ? right : left);
        if (minuend !== undefined && subtrahend !== undefined) {
          return subtract(this.valueOf(minuend), this.valueOf(subtrahend));
        }
        return add(this.valueOf(left), this.valueOf(right));
      }
      case 'multiply': {
        const positive = negated(node);
        if (positive !== undefined) return negate(this.valueOf(positive));
        return multiply(this.valueOf(operation.left), this.valueOf(operation.right));
      }
      case 'complement':
        return subtract(this.#constants.read(1), this.valueOf(operation.of));
      case 'sigmoid':
      case 'tanh':
      case 'relu':
        return `${operation.kind}(${this.valueOf(operation.of)})`;
      case 'step':
        return `step(${this.valueOf(operation.of)})`;
      case 'accumulator':
      case 'state':
      case 'scalar':
      case 'incoming':
        throw new Error(`${operation.kind} ${operation.index} has no value in this kernel`);
    }
  }
}

/** x, when the node is −1 · x. */
function negated({ operation }: Expression): Expression | undefined {
  if (operation.kind !== 'multiply' || operation.left.operation.kind !== 'constant') return undefined;
  return operation.left.operation.value === -1 ? operation.right : undefined;
}

/** Whether a node has the same value for all units and steps: learned scalars and constants alone. */
export function isUniform(node: Expression): boolean {
  const { kind } = node.operation;
  if (kind === 'scalar' || kind === 'constant') return true;
  const parts = operands(node);
  return parts.length > 0 && parts.every(isUniform);
}
