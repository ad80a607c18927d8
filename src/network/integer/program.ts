import type { Cell } from '../cell.ts';
import { topologicalOrder, type Expression } from '../expression.ts';
import { ACTIVATION_FRACTION, INT16_MAX, PRE_ACTIVATION_FRACTION } from './arithmetic.ts';

/**
 * Magnitude that no pre-activation may exceed, 65,536 in Q12; `quantise` checks it against the weights, for any input. Behind
 * a convolution, networks that learned well come to more than a sixteenth of it.
 */
export const ACCUMULATOR_BOUND = 2 ** 28;

/** One int32 operation per hidden unit; operands are indices of earlier instructions. */
export type Instruction =
  /** Pre-activation: requantised products plus bias, Q12. */
  | { readonly kind: 'accumulator'; readonly index: number }
  | { readonly kind: 'state'; readonly index: number }
  /** A number of the layer that does not change with time, in `fraction` bits; its magnitude is at most `bound`. */
  | { readonly kind: 'constant'; readonly expression: Expression; readonly fraction: number; readonly bound: number }
  | { readonly kind: 'add'; readonly left: number; readonly right: number }
  /** left · right / 2^shift, rounded. */
  | { readonly kind: 'multiply'; readonly left: number; readonly right: number; readonly shift: number }
  /** one − of */
  | { readonly kind: 'complement'; readonly of: number; readonly one: number }
  /** of · 2^left */
  | { readonly kind: 'shiftLeft'; readonly of: number; readonly shift: number }
  /** of / 2^shift, rounded. */
  | { readonly kind: 'shiftRight'; readonly of: number; readonly shift: number }
  | { readonly kind: 'saturate' | 'sigmoid' | 'tanh' | 'relu'; readonly of: number };

/** A cell in integer arithmetic, for one hidden unit. */
export interface CellProgram {
  readonly cell: Cell;
  /** Fraction bits of each state. */
  readonly stateFractions: readonly number[];
  readonly instructions: readonly Instruction[];
  /** Instruction that gives the next value of each state; fits in int16. */
  readonly next: readonly number[];
}

/**
 * Lowers a cell's equations to integer instructions. Each node is asked for in the format that its consumer wants; factors
 * of a product keep the most bits that fit in int16, so that every product fits in int32.
 */
export function lowerCell(cell: Cell, stateFractions: readonly number[]): CellProgram {
  const instructions: Instruction[] = [];
  const known = new Map<string, number>();
  const ids = new Map(topologicalOrder(cell.next).map((node, id) => [node, id]));

  const emit = (instruction: Instruction, key?: string): number => {
    const index = instructions.push(instruction) - 1;
    if (key !== undefined) known.set(key, index);
    return index;
  };

  const convert = (index: number, from: number, to: number): number => {
    if (from === to) return index;
    return from < to
      ? emit({ kind: 'shiftLeft', of: index, shift: to - from })
      : emit({ kind: 'shiftRight', of: index, shift: from - to });
  };

  /** The largest magnitude a node can have. */
  const magnitude = (node: Expression): number => {
    const { operation } = node;
    switch (operation.kind) {
      case 'accumulator':
        return 2 ** (15 - PRE_ACTIVATION_FRACTION);
      case 'state':
        return 2 ** (15 - stateFractions[operation.index]!);
      case 'constant':
        return Math.abs(operation.value);
      case 'sigmoid':
      case 'tanh':
      case 'step':
        return 1;
      case 'relu':
        return magnitude(operation.of);
      case 'complement':
        return isUnitInterval(operation.of) ? 1 : 1 + magnitude(operation.of);
      case 'add':
        return magnitude(operation.left) + magnitude(operation.right);
      case 'multiply':
        return magnitude(operation.left) * magnitude(operation.right);
      case 'scalar':
      case 'incoming':
        throw new Error(`cell ${cell.name}: a bare ${operation.kind} has no integer format`);
    }
  };

  /** Most fraction bits with which a node fits in int16 (a magnitude of exactly 1 counts as fitting, as σ and tanh do). */
  const naturalFraction = (node: Expression): number =>
    Math.min(ACTIVATION_FRACTION, 15 - Math.ceil(Math.log2(magnitude(node)) - 1e-9));

  const lower = (node: Expression, fraction: number): number => {
    const key = `${ids.get(node)!}@${fraction}`;
    const done = known.get(key);
    if (done !== undefined) return done;
    const index = isConstant(node) ? emit(constantOf(node, fraction)) : lowerVarying(node, fraction);
    known.set(key, index);
    return index;
  };

  const constantOf = (expression: Expression, fraction: number): Instruction => {
    const bound = Math.min(INT16_MAX, Math.ceil(magnitude(expression) * 2 ** fraction));
    return { kind: 'constant', expression, fraction, bound };
  };

  /** A node that is computed in one format, converted to the wanted one. */
  const native = (node: Expression, instruction: Instruction, from: number, to: number): number => {
    const key = `${ids.get(node)!}@${from}`;
    return convert(known.get(key) ?? emit(instruction, key), from, to);
  };

  const lowerVarying = (node: Expression, fraction: number): number => {
    const { operation } = node;
    switch (operation.kind) {
      case 'accumulator':
        return native(node, { kind: 'accumulator', index: operation.index }, PRE_ACTIVATION_FRACTION, fraction);
      case 'state':
        return native(node, { kind: 'state', index: operation.index }, stateFractions[operation.index]!, fraction);
      case 'sigmoid':
      case 'tanh': {
        const of = lower(operation.of, PRE_ACTIVATION_FRACTION);
        return native(node, { kind: operation.kind, of }, ACTIVATION_FRACTION, fraction);
      }
      case 'relu':
        return emit({ kind: 'relu', of: lower(operation.of, fraction) });
      case 'complement':
        return emit({ kind: 'complement', of: lower(operation.of, fraction), one: 2 ** fraction });
      case 'add':
        return emit({ kind: 'add', left: lower(operation.left, fraction), right: lower(operation.right, fraction) });
      case 'multiply': {
        const [left, right] = [factor(operation.left), factor(operation.right)];
        const shift = left.fraction + right.fraction - fraction;
        const product = { kind: 'multiply', left: left.index, right: right.index, shift: Math.max(0, shift) } as const;
        return convert(emit(product), Math.min(fraction, left.fraction + right.fraction), fraction);
      }
      default:
        throw new Error(`cell ${cell.name}: ${operation.kind} has no integer form`);
    }
  };

  /** A factor of a product: |integer| ≤ 2^15. */
  const factor = (node: Expression): { index: number; fraction: number } => {
    const fraction = naturalFraction(node);
    const index = lower(node, fraction);
    return { index: mayExceed(instructions, index) ? emit({ kind: 'saturate', of: index }) : index, fraction };
  };

  const next = cell.next.map((node, state) => {
    const index = lower(node, stateFractions[state]!);
    return boundOf(instructions, index) <= INT16_MAX ? index : emit({ kind: 'saturate', of: index });
  });
  return { cell, stateFractions, instructions, next };
}

/** Whether a node depends on learned scalars and numbers alone. */
function isConstant(node: Expression): boolean {
  return topologicalOrder([node]).every(({ operation }) => !['accumulator', 'state'].includes(operation.kind));
}

function isUnitInterval({ operation }: Expression): boolean {
  return operation.kind === 'sigmoid' || (operation.kind === 'complement' && isUnitInterval(operation.of));
}

/** Whether an instruction's magnitude may be above 2^15 (2^15 itself is a good factor). */
function mayExceed(instructions: readonly Instruction[], index: number): boolean {
  return boundOf(instructions, index) > INT16_MAX + 1;
}

/** Largest magnitude of an instruction's integer. */
function boundOf(instructions: readonly Instruction[], index: number): number {
  const instruction = instructions[index]!;
  const bound = (operand: number): number => boundOf(instructions, operand);
  switch (instruction.kind) {
    case 'accumulator':
      return ACCUMULATOR_BOUND;
    case 'state':
    case 'saturate':
      return 2 ** 15;
    case 'tanh':
      return 2 ** 15;
    case 'constant':
      return instruction.bound;
    case 'sigmoid':
      return INT16_MAX;
    case 'relu':
      return bound(instruction.of);
    case 'complement':
      return isNonNegative(instructions, instruction.of)
        ? Math.max(instruction.one, bound(instruction.of))
        : instruction.one + bound(instruction.of);
    case 'add':
      return bound(instruction.left) + bound(instruction.right);
    case 'multiply':
      return Math.ceil((bound(instruction.left) * bound(instruction.right)) / 2 ** instruction.shift);
    case 'shiftLeft':
      return bound(instruction.of) * 2 ** instruction.shift;
    case 'shiftRight':
      return Math.ceil(bound(instruction.of) / 2 ** instruction.shift);
  }
}

function isNonNegative(instructions: readonly Instruction[], index: number): boolean {
  const instruction = instructions[index]!;
  switch (instruction.kind) {
    case 'sigmoid':
    case 'relu':
      return true;
    case 'shiftRight':
    case 'shiftLeft':
      return isNonNegative(instructions, instruction.of);
    default:
      return false;
  }
}
