import { type Expression, operands, topologicalOrder } from '../../network/expression.ts';

/**
 * Splits values into stages: σ before tanh, and what is a function of a nonlinearity after it. A processor looks a few
 * hundred instructions ahead, which is one unit of an LSTM: in one pass over the units it would wait for each tanh(c). And
 * the constants of σ and tanh together do not fit the registers.
 * @param values of a cell, at one unit and step
 * @returns the values of each stage, none of them empty
 */
export function stagesOf(values: Iterable<Expression>): Expression[][] {
  const ranks = new Map<Expression, number>();
  for (const node of topologicalOrder(values)) {
    const rank = Math.max(0, ...operands(node).map((operand) => ranks.get(operand)!));
    ranks.set(node, rankAfter(rank, node));
  }
  const stages = new Map<number, Expression[]>();
  for (const value of values) stages.set(ranks.get(value)!, [...(stages.get(ranks.get(value)!) ?? []), value]);
  return [...stages].sort(([left], [right]) => left - right).map(([, stage]) => stage);
}

/** Odd ranks are of σ, even ones of tanh, 0 of what needs neither. */
function rankAfter(rank: number, { operation: { kind } }: Expression): number {
  if (kind === 'sigmoid') return rank + 1 + (rank % 2);
  if (kind === 'tanh') return rank + 2 - (rank % 2);
  return rank;
}

/** The accumulators that `values` are computed from, where the values in `known` need not be computed. */
export function accumulatorsIn(values: Iterable<Expression>, known: ReadonlySet<Expression>): Set<number> {
  const found = new Set<number>();
  const seen = new Set(known);
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.operation.kind === 'accumulator') found.add(node.operation.index);
    operands(node).forEach(visit);
  };
  for (const value of values) visit(value);
  return found;
}
