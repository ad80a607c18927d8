import type { Accumulator, Cell } from '../../network/cell.ts';
import type { Expression } from '../../network/expression.ts';

/** The equations of a cell as a reader of C would write them, one per line. */
export function equationsOf(cell: Cell): string[] {
  const sums = cell.accumulators.map((accumulator) => `${accumulator.name} = ${sumText(accumulator)}`);
  const states = cell.next.map((next, state) => `${cell.states[state]!.name}' = ${text(cell, next).text}`);
  return [...sums, ...states];
}

function sumText({ name, input, recurrent, bias }: Accumulator): string {
  const terms = [];
  if (input) terms.push(`W_${name} x`);
  if (recurrent) terms.push(`U_${name} h`);
  if (bias !== undefined) terms.push(`b_${name}`);
  return terms.join(' + ');
}

/** Binding strength: 0 for a sum, 1 for a product, 2 for what needs no parentheses. */
function text(cell: Cell, { operation }: Expression): { text: string; strength: number } {
  const within = (of: Expression, strength: number): string => {
    const inner = text(cell, of);
    return inner.strength < strength ? `(${inner.text})` : inner.text;
  };
  switch (operation.kind) {
    case 'accumulator':
      return { text: cell.accumulators[operation.index]!.name, strength: 2 };
    case 'state':
      return { text: cell.states[operation.index]!.name, strength: 2 };
    case 'scalar':
      return { text: cell.scalars[operation.index]!.name, strength: 2 };
    case 'constant':
      return { text: String(operation.value), strength: operation.value < 0 ? 0 : 2 };
    case 'incoming':
      return { text: `d${operation.index}`, strength: 2 };
    case 'add':
      return { text: `${within(operation.left, 0)} + ${within(operation.right, 0)}`, strength: 0 };
    case 'multiply':
      return { text: `${within(operation.left, 1)} * ${within(operation.right, 1)}`, strength: 1 };
    case 'complement':
      return { text: `1 - ${within(operation.of, 1)}`, strength: 0 };
    default:
      return { text: `${operation.kind}(${within(operation.of, 0)})`, strength: 2 };
  }
}
