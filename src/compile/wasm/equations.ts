import { type Expression, operands } from '../../network/expression.ts';
import { activation } from './activation.ts';
import type { Constants } from './constants.ts';
import { add, lockstep, multiply, negate, type Simd, subtract } from './simd.ts';

/**
 * Turns expressions into statements on v128 values, the same for several vectors of a row in lockstep: neighbours stand
 * side by side, so that their operations overlap and a compiler can join them. Each node becomes one variable per vector,
 * when it is first asked for.
 */
export class EquationWriter {
  readonly statements: string[] = [];
  readonly #names = new Map<Expression, string[]>();
  readonly #vectors: readonly number[];
  readonly #constants: Constants;
  readonly #simd: Simd;
  readonly #given: (node: Expression, vector: number) => string | undefined;

  /**
   * @param vectors of the row
   * @param given the text that yields a node's value where it is not to be computed: leaves, values that were kept
   */
  constructor(
    vectors: readonly number[],
    constants: Constants,
    simd: Simd,
    given: (node: Expression, vector: number) => string | undefined,
  ) {
    this.#vectors = vectors;
    this.#constants = constants;
    this.#simd = simd;
    this.#given = given;
  }

  /** The variables that hold the node's value, one per vector. */
  valueOf(node: Expression): readonly string[] {
    const known = this.#names.get(node);
    if (known !== undefined) return known;
    const names = this.#given(node, this.#vectors[0]!) === undefined ? this.#compute(node) : this.#read(node);
    this.#names.set(node, names);
    return names;
  }

  #read(node: Expression): string[] {
    return this.#declare(this.#vectors.map((vector) => this.#given(node, vector)!));
  }

  #declare(texts: readonly string[]): string[] {
    return texts.map((text, i) => {
      const name = `n${this.#vectors[i]!}_${this.statements.length}`;
      this.statements.push(`const ${name}: v128 = ${text};`);
      return name;
    });
  }

  #compute(node: Expression): string[] {
    const { operation } = node;
    switch (operation.kind) {
      case 'constant':
        return this.#declare(this.#vectors.map(() => this.#constants.read(operation.value)));
      case 'add': {
        const { left, right } = operation;
        const minuend = [left, right].find((side) => negated(side) === undefined);
        const subtrahend = negated(minuend === left ? right : left);
        if (minuend !== undefined && subtrahend !== undefined) return this.#apply(subtract, minuend, subtrahend);
        return this.#apply(add, left, right);
      }
      case 'multiply': {
        const positive = negated(node);
        if (positive !== undefined) return this.#apply(negate, positive);
        return this.#apply(multiply, operation.left, operation.right);
      }
      case 'complement': {
        const values = this.valueOf(operation.of);
        return this.#declare(values.map((value) => subtract(this.#constants.read(1), value)));
      }
      case 'sigmoid':
      case 'tanh': {
        const values = this.valueOf(operation.of);
        const prefix = `a${this.#vectors[0]!}_${this.statements.length}`;
        const { statements, results } = activation(operation.kind, values, prefix, this.#constants, this.#simd);
        this.statements.push(...statements);
        return this.#declare(results);
      }
      case 'relu':
      case 'step':
        return this.#apply((value) => `${operation.kind}(${value})`, operation.of);
      case 'accumulator':
      case 'state':
      case 'scalar':
      case 'incoming':
        throw new Error(`${operation.kind} ${operation.index} has no value in this kernel`);
    }
  }

  #apply(operation: (...values: string[]) => string, ...nodes: readonly Expression[]): string[] {
    return this.#declare(lockstep(operation, ...nodes.map((node) => this.valueOf(node))));
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
