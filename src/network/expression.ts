/**
 * The arithmetic of a recurrent cell, for one hidden unit at one time step, as a small directed acyclic graph.
 * Leaves are the gates' accumulators, the previous states and learned scalars; everything else is derived from this:
 * the reference step, the gradient, the training kernels, the integer program and the C code.
 */
export type Operation =
  | { readonly kind: 'accumulator'; readonly index: number }
  | { readonly kind: 'state'; readonly index: number }
  | { readonly kind: 'scalar'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** dL/d(next state), known only while differentiating. */
  | { readonly kind: 'incoming'; readonly index: number }
  | { readonly kind: 'add'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'multiply'; readonly left: Expression; readonly right: Expression }
  /** 1 − x */
  | { readonly kind: 'complement'; readonly of: Expression }
  | { readonly kind: Nonlinearity; readonly of: Expression };

/** `step` is the derivative of relu (0 at 0) and appears in gradients alone. */
type Nonlinearity = 'sigmoid' | 'tanh' | 'relu' | 'step';

export class Expression {
  readonly operation: Operation;

  constructor(operation: Operation) {
    this.operation = operation;
  }

  plus(other: Expression): Expression {
    if (isConstant(this, 0)) return other;
    if (isConstant(other, 0)) return this;
    return new Expression({ kind: 'add', left: this, right: other });
  }

  minus(other: Expression): Expression {
    return this.plus(constant(-1).times(other));
  }

  times(other: Expression): Expression {
    if (isConstant(this, 1)) return other;
    if (isConstant(other, 1)) return this;
    if (isConstant(this, 0) || isConstant(other, 0)) return constant(0);
    return new Expression({ kind: 'multiply', left: this, right: other });
  }

  /** 1 − this */
  complement(): Expression {
    return new Expression({ kind: 'complement', of: this });
  }
}

export const constant = (value: number): Expression => new Expression({ kind: 'constant', value });
export const sigmoid = (of: Expression): Expression => new Expression({ kind: 'sigmoid', of });
export const tanh = (of: Expression): Expression => new Expression({ kind: 'tanh', of });
export const relu = (of: Expression): Expression => new Expression({ kind: 'relu', of });

function isConstant(expression: Expression, value: number): boolean {
  return expression.operation.kind === 'constant' && expression.operation.value === value;
}

/** The operands of an expression, left to right. */
export function operands({ operation }: Expression): readonly Expression[] {
  if ('left' in operation) return [operation.left, operation.right];
  if ('of' in operation) return [operation.of];
  return [];
}

/** Every node reachable from `roots`, each once, operands before the nodes that use them. */
export function topologicalOrder(roots: Iterable<Expression>): Expression[] {
  const order: Expression[] = [];
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    operands(node).forEach(visit);
    order.push(node);
  };
  for (const root of roots) visit(root);
  return order;
}
