import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { Cell } from '../../src/network/cell.ts';
import { cells } from '../../src/network/cells/registry.ts';
import { layerEquations } from '../../src/network/equations.ts';
import { Interpreter } from '../../src/network/interpreter.ts';
import { CELL_NAMES, type RecurrentLayer } from '../../src/protocol/architecture.ts';

const linesOf = (layer: RecurrentLayer): string[] => layerEquations({ cell: cells[layer.cell], layer });

/** The next states that the text gives, with every matrix and vector a single number. */
function evaluate(lines: readonly string[], known: Record<string, number>, states: readonly string[]): number[] {
  const values: Record<string, number> = { ...known };
  for (const line of lines) {
    const [name, definition] = line.split(' = ') as [string, string];
    const code = definition
      .replaceAll('σ', 'sigmoid')
      .replaceAll(/[·∘]/g, '*')
      .replaceAll('−', '-')
      .replaceAll(/[\p{L}_]+′?/gu, (word) => (['sigmoid', 'tanh'].includes(word) ? word : `values['${word}']`));
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    values[name] = new Function('values', 'sigmoid', 'tanh', `return ${code}`)(
      values,
      (x: number) => 1 / (1 + Math.exp(-x)),
      Math.tanh,
    ) as number;
  }
  return states.map((state) => values[`${state}′`]!);
}

const GREEK: Record<string, string> = { zeta: 'ζ', nu: 'ν' };

/** Random numbers for everything that the text may name, and what the sums are with them. */
function draw(cell: Cell, x: string, h: string): { known: Record<string, number>; accumulators: number[] } {
  const random = new Random(cell.name);
  const known: Record<string, number> = { x: random.normal(), P: random.normal(), Q: random.normal() };
  for (const { name } of cell.states) known[name] = random.normal();
  for (const { name } of cell.scalars) known[GREEK[name]!] = random.normal();
  const inputs: Record<string, number> = { x: known['x']!, p: known['P']! * known['x']! };
  const outputs: Record<string, number> = { h: known['h']!, q: known['Q']! * known['h']! };
  const accumulators = cell.accumulators.map(({ name, input, recurrent, bias }) => {
    const gate = input === recurrent ? name : name.slice(0, -1);
    const number = (key: string): number => (known[key] ??= random.normal());
    const named = (letter: string, subscript: string): number => {
      const value = number(`${letter}_${subscript}`);
      if (cell.accumulators.length === 1) known[letter] = value;
      return value;
    };
    return (
      (input ? named('W', gate) * inputs[x]! : 0) +
      (recurrent ? named('U', gate) * outputs[h]! : 0) +
      (bias === undefined ? 0 : named('b', name))
    );
  });
  return { known, accumulators };
}

describe('equations of a layer', () => {
  it('reads like a textbook', () => {
    expect(linesOf({ cell: 'gru', hidden: 4 })).toEqual([
      'z = σ(W_z·x + U_z·h + b_z)',
      'r = σ(W_r·x + U_r·h + b_r)',
      'n = tanh(W_n·x + b_nx + r∘(U_n·h + b_nh))',
      'h′ = z∘h + (1 − z)∘n',
    ]);
    expect(linesOf({ cell: 'rnn', hidden: 4 })).toEqual(['h′ = tanh(W·x + U·h + b)']);
    expect(linesOf({ cell: 'lstm', hidden: 4 }).slice(-2)).toEqual(['c′ = f∘c + i∘g', 'h′ = o∘tanh(c′)']);
    expect(linesOf({ cell: 'fastgrnn', hidden: 4, inputRank: 2, recurrentRank: 3 })).toEqual([
      'p = P·x',
      'q = Q·h',
      'a = W_a·p + U_a·q',
      'z = σ(a + b_z)',
      'n = tanh(a + b_n)',
      'h′ = (σ(ζ)·(1 − z) + σ(ν))∘n + z∘h',
    ]);
  });

  const ranks = [{}, { inputRank: 2 }, { recurrentRank: 2 }, { inputRank: 2, recurrentRank: 2 }];
  const cases = CELL_NAMES.flatMap((cell) => ranks.map((rank): RecurrentLayer => ({ cell, hidden: 4, ...rank })));

  it.each(cases)('says what the cell computes: $cell, ranks $inputRank, $recurrentRank', (layer) => {
    const cell = cells[layer.cell];
    const { known, accumulators } = draw(
      cell,
      layer.inputRank === undefined ? 'x' : 'p',
      layer.recurrentRank === undefined ? 'h' : 'q',
    );
    const interpreter = new Interpreter(cell.next);
    interpreter.evaluate({
      accumulators,
      states: cell.states.map(({ name }) => known[name]!),
      scalars: cell.scalars.map(({ name }) => known[GREEK[name]!]!),
    });
    const names = cell.states.map(({ name }) => name);
    const told = evaluate(linesOf(layer), known, names);
    told.forEach((value, state) => expect(value).toBeCloseTo(interpreter.root(state), 12));
  });
});
