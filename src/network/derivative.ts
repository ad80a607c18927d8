import type { Cell } from './cell.ts';
import { constant, Expression, operands, topologicalOrder } from './expression.ts';

/** dL/d(leaf) of a cell at one unit and one step, as expressions of the leaves, the forward nodes and dL/d(next state). */
export interface CellDerivative {
  /** One per accumulator of the cell. */
  readonly accumulators: readonly Expression[];
  /** One per state: what reaches the previous state elementwise. What flows through U comes on top. */
  readonly states: readonly Expression[];
  /** One per scalar: the share of this unit and step. */
  readonly scalars: readonly Expression[];
}

/**
 * Reverse-mode derivative of a cell's equations. The result refers to the cell's own nodes wherever it needs a forward
 * value: slopes of σ, tanh and relu are written in terms of their outputs, so that a kernel keeps those and nothing else.
 * Equal sub-expressions are one node.
 */
export function differentiate(cell: Cell): CellDerivative {
  const forward = topologicalOrder(cell.next);
  const unique = new UniqueNodes(forward);
  const zero = constant(0);
  const gradients = new Map<Expression, Expression>();
  const contribute = (node: Expression, gradient: Expression): void => {
    gradients.set(node, unique.of((gradients.get(node) ?? zero).plus(gradient)));
  };
  const times = (left: Expression, right: Expression): Expression => unique.of(left.times(right));
  const slopeTimes = (gradient: Expression, output: Expression, other: Expression): Expression =>
    times(gradient, times(output, other));

  cell.next.forEach((node, index) => contribute(node, new Expression({ kind: 'incoming', index })));
  for (const node of forward.toReversed()) {
    const gradient = gradients.get(node);
    if (gradient === undefined) continue;
    const { operation } = node;
    switch (operation.kind) {
      case 'add':
        contribute(operation.left, gradient);
        contribute(operation.right, gradient);
        break;
      case 'multiply':
        contribute(operation.left, times(gradient, operation.right));
        contribute(operation.right, times(gradient, operation.left));
        break;
      case 'complement':
        contribute(operation.of, times(constant(-1), gradient));
        break;
      case 'sigmoid':
        contribute(operation.of, slopeTimes(gradient, node, unique.of(node.complement())));
        break;
      case 'tanh':
        contribute(operation.of, times(gradient, unique.of(times(node, node).complement())));
        break;
      case 'relu':
        contribute(operation.of, times(gradient, unique.of(new Expression({ kind: 'step', of: node }))));
        break;
      case 'step':
      case 'accumulator':
      case 'state':
      case 'scalar':
      case 'constant':
      case 'incoming':
        break;
    }
  }

  const leafGradients = (kind: 'accumulator' | 'state' | 'scalar', count: number): Expression[] =>
    Array.from({ length: count }, (_, index) =>
      forward
        .filter(({ operation }) => operation.kind === kind && operation.index === index)
        .reduce((sum, leaf) => unique.of(sum.plus(gradients.get(leaf) ?? zero)), zero),
    );
  return {
    accumulators: leafGradients('accumulator', cell.accumulators.length),
    states: leafGradients('state', cell.states.length),
    scalars: leafGradients('scalar', cell.scalars.length),
  };
}

/** One node for every distinct operation: a node equal to an earlier one is replaced by it. */
class UniqueNodes {
  readonly #known = new Map<string, Expression>();
  readonly #ids = new Map<Expression, number>();

  constructor(nodes: readonly Expression[]) {
    nodes.forEach((node) => this.of(node));
  }

  /** The operands of `node` must have gone through here before. */
  of(node: Expression): Expression {
    if (this.#ids.has(node)) return node;
    const key = this.#key(node);
    const known = this.#known.get(key) ?? node;
    this.#known.set(key, known);
    this.#ids.set(known, this.#ids.get(known) ?? this.#ids.size);
    return known;
  }

  #key(node: Expression): string {
    const { operation } = node;
    const parts = operands(node).map((operand) => this.#ids.get(this.of(operand)));
    if ('index' in operation) return `${operation.kind} ${operation.index}`;
    if ('value' in operation) return `constant ${operation.value}`;
    return `${operation.kind} ${parts.join(' ')}`;
  }
}
