import type { Cell } from '../../network/cell.ts';
import { type CellDerivative, differentiate } from '../../network/derivative.ts';
import { type Expression, operands, topologicalOrder } from '../../network/expression.ts';
import { gatesOf } from '../../network/shapes.ts';
import { isUniform } from './equations.ts';
import { accumulatorsIn, stagesOf } from './stages.ts';

/** Most weights of one column that a register block holds: 4 with a row each fill eight 256-bit registers. */
const BLOCK_WEIGHTS = 4;

/** How a cell's equations become kernels: what is kept for the gradient, and how its matrices are blocked. */
export interface CellProgram {
  readonly cell: Cell;
  readonly derivative: CellDerivative;
  /** Forward nodes kept on the tape, and their slots. */
  readonly tape: ReadonlyMap<Expression, number>;
  /** Next states and what is kept on the tape, in the order in which they are computed: a pass over the units for each. */
  readonly stages: readonly (readonly Expression[])[];
  /** Rows per unit on the tape: the kept values, overwritten by the gradients of the accumulators. */
  readonly slots: number;
  /** Units whose accumulators share registers. */
  readonly block: number;
  /** Accumulators with W, U and b, in order. */
  readonly inputGates: readonly number[];
  readonly recurrentGates: readonly number[];
  readonly biasGates: readonly number[];
}

export function cellProgram(cell: Cell): CellProgram {
  const derivative = differentiate(cell);
  const inputGates = gatesOf(cell, 'input');
  const recurrentGates = gatesOf(cell, 'recurrent');
  const kept = keptValues(cell, derivative);
  const stages = stagesOf([...cell.next, ...kept]);
  const tape = assignSlots(kept, stages);
  return {
    cell,
    derivative,
    tape,
    stages,
    slots: Math.max(cell.accumulators.length, ...[...tape.values()].map((slot) => slot + 1)),
    block: Math.max(1, Math.floor(BLOCK_WEIGHTS / Math.max(inputGates.length, recurrentGates.length))),
    inputGates,
    recurrentGates,
    biasGates: gatesOf(cell, 'bias'),
  };
}

/**
 * The fewest forward values from which the gradient follows by additions and multiplications: outputs of nonlinearities,
 * and accumulators that the gradient reads itself. A value that is a next state stands in the state panel already.
 */
function keptValues(cell: Cell, derivative: CellDerivative): Set<Expression> {
  const forward = new Set(topologicalOrder(cell.next));
  const kept = new Set<Expression>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node) || isUniform(node)) return;
    seen.add(node);
    if (cell.next.includes(node)) return;
    if (forward.has(node) && isKept(node)) kept.add(node);
    else operands(node).forEach(visit);
  };
  [...derivative.accumulators, ...derivative.states, ...derivative.scalars].forEach(visit);
  return kept;
}

function isKept({ operation }: Expression): boolean {
  return ['sigmoid', 'tanh', 'relu', 'accumulator'].includes(operation.kind);
}

/**
 * Accumulators stand in the slots of the tape until they have been read for the last time; an accumulator that is kept
 * stays where it is.
 */
function assignSlots(
  kept: ReadonlySet<Expression>,
  stages: readonly (readonly Expression[])[],
): Map<Expression, number> {
  const slots = new Map<Expression, number>();
  for (const node of kept) if (node.operation.kind === 'accumulator') slots.set(node, node.operation.index);
  const known = new Set<Expression>(slots.keys());
  stages.forEach((stage, index) => {
    stage.forEach((node) => known.add(node));
    const needed = accumulatorsIn(stages.slice(index + 1).flat(), known);
    for (const node of stage) {
      if (!kept.has(node) || slots.has(node)) continue;
      const taken = new Set([...needed, ...slots.values()]);
      let slot = 0;
      while (taken.has(slot)) slot++;
      slots.set(node, slot);
    }
  });
  return slots;
}
