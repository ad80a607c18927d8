import type { Cell } from '../../network/cell.ts';
import type { Expression } from '../../network/expression.ts';
import { ACTIVATION_FRACTION } from '../../network/integer/arithmetic.ts';
import { type CellProgram, type Instruction, lowerCell } from '../../network/integer/program.ts';

/** A literal of an instruction, or the index of a number that the layer's descriptor holds. */
export type Amount =
  { readonly kind: 'literal'; readonly value: number } | { readonly kind: 'shift'; readonly index: number };

/**
 * A cell's program for any state fractions: what depends on them, which calibration finds after training, is read from
 * the layer's descriptor. So one function serves all layers of a cell, and its size is known before training.
 */
export interface KernelForm {
  readonly cell: Cell;
  readonly program: CellProgram;
  /** The shift of a `multiply`, `shiftLeft` or `shiftRight`, or log2 of a `complement`'s one, by instruction. */
  readonly amounts: ReadonlyMap<Instruction, Amount>;
  /** Instructions that are constants of a layer, in the order of the descriptor. */
  readonly constants: readonly Instruction[];
  /** Numbers in the descriptor. */
  readonly shifts: number;
  /** The state fractions that `program` was lowered for. */
  readonly base: readonly number[];
  /** [state][instruction] change of an instruction's amount per fraction bit of a state. */
  readonly slopes: readonly (readonly number[])[];
}

/** What the descriptor of a layer holds for its kernel. */
export interface KernelParameters {
  readonly shifts: readonly number[];
  /** For each of the form's constants, its index among the constants of the layer. */
  readonly constants: readonly number[];
}

/** Fractions at which no two formats of a cell coincide by chance: neither those of σ, tanh and sums, nor neighbours. */
const PROBES = [9, 6, 4, 2];

/** The form that all layers of a cell share. */
export function kernelForm(cell: Cell): KernelForm {
  const base = probeFractions(cell);
  const program = lowerCell(cell, base);
  const slopes = slopesOf(cell, base, program);
  const amounts = new Map<Instruction, Amount>();
  let shifts = 0;
  program.instructions.forEach((instruction, index) => {
    const value = amountOf(instruction);
    if (value === undefined || instruction.kind === 'constant') return;
    const varies = slopes.some((slope) => slope[index] !== 0);
    amounts.set(instruction, varies ? { kind: 'shift', index: shifts++ } : { kind: 'literal', value });
  });
  const constants = program.instructions.filter(({ kind }) => kind === 'constant');
  return { cell, program, amounts, constants, shifts, base, slopes };
}

/**
 * The numbers with which the form computes exactly what `lowerCell` prescribes for these state fractions.
 * @throws RangeError when there are none
 */
export function kernelParameters(form: KernelForm, stateFractions: readonly number[]): KernelParameters {
  const { cell, program, base, slopes } = form;
  const wanted = lowerCell(cell, stateFractions);
  const moved = program.instructions.map((instruction, index) => {
    const amount = amountOf(instruction);
    if (amount === undefined) return instruction;
    const change = slopes.reduce(
      (sum, slope, state) => sum + slope[index]! * (stateFractions[state]! - base[state]!),
      0,
    );
    return withAmount(instruction, amount + change);
  });
  const shifts: number[] = [];
  form.amounts.forEach((amount, instruction) => {
    if (amount.kind === 'shift') shifts[amount.index] = amountOf(moved[program.instructions.indexOf(instruction)]!)!;
  });

  const numbers = new ValueNumbers();
  const ours = numbers.of(moved);
  const theirs = numbers.of(wanted.instructions);
  const same = program.next.every((index, state) => ours[index] === theirs[wanted.next[state]!]);
  if (!same || shifts.some((shift) => shift < 1)) {
    throw new RangeError(`cell ${cell.name}: no C function for states with ${stateFractions.join(', ')} fraction bits`);
  }
  const theirConstants = theirs.filter((_, index) => wanted.instructions[index]!.kind === 'constant');
  const constants = form.constants.map((instruction) =>
    theirConstants.indexOf(ours[program.instructions.indexOf(instruction)]!),
  );
  return { shifts, constants };
}

function probeFractions(cell: Cell): number[] {
  let free = 0;
  return cell.states.map(({ within }) =>
    within === undefined ? PROBES[free++]! : ACTIVATION_FRACTION - Math.max(0, Math.ceil(Math.log2(within))),
  );
}

function slopesOf(cell: Cell, base: readonly number[], program: CellProgram): number[][] {
  return cell.states.map(({ within }, state) => {
    if (within !== undefined) return program.instructions.map(() => 0);
    const moved = lowerCell(cell, base.with(state, base[state]! + 1));
    return program.instructions.map((instruction, index) => {
      const other = moved.instructions[index];
      if (other?.kind !== instruction.kind) throw new Error(`cell ${cell.name}: its program changes with its formats`);
      return (amountOf(other) ?? 0) - (amountOf(instruction) ?? 0);
    });
  });
}

/** The number of an instruction that follows from formats. */
function amountOf(instruction: Instruction): number | undefined {
  if ('shift' in instruction) return instruction.shift;
  if ('fraction' in instruction) return instruction.fraction;
  return instruction.kind === 'complement' ? Math.log2(instruction.one) : undefined;
}

function withAmount(instruction: Instruction, amount: number): Instruction {
  if ('shift' in instruction) return { ...instruction, shift: amount };
  if ('fraction' in instruction) return { ...instruction, fraction: amount };
  return instruction.kind === 'complement' ? { ...instruction, one: 2 ** amount } : instruction;
}

/** Numbers for values: equal numbers are equal values, in all programs that one instance has seen. */
class ValueNumbers {
  readonly #values = new Map<string, number>();
  readonly #expressions = new Map<Expression, number>();

  /** A number per instruction. */
  of(instructions: readonly Instruction[]): number[] {
    const result: number[] = [];
    for (const instruction of instructions) {
      const key = this.#key(instruction, result);
      result.push(idOf(this.#values, key));
    }
    return result;
  }

  #key(instruction: Instruction, known: readonly number[]): string {
    const { kind } = instruction;
    const amount = amountOf(instruction) ?? '';
    if ('left' in instruction) return `${kind} ${known[instruction.left]!} ${known[instruction.right]!} ${amount}`;
    if ('of' in instruction) return `${kind} ${known[instruction.of]!} ${amount}`;
    if ('index' in instruction) return `${kind} ${instruction.index}`;
    return `${kind} ${idOf(this.#expressions, instruction.expression)} ${amount}`;
  }
}

function idOf<T>(ids: Map<T, number>, key: T): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}
