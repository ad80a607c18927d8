import type { Accumulator, Cell } from './cell.ts';
import { type Expression, operands, topologicalOrder } from './expression.ts';
import type { LayerShape } from './shapes.ts';

/** What multiplies W and U: `x` and `h`, or their projections in a factorised layer. */
interface Columns {
  readonly input: string;
  readonly recurrent: string;
}

/**
 * The equations of a layer as a textbook writes them, one per line, in the order in which they can be computed:
 *
 *     z = σ(W_z·x + U_z·h + b_z)
 *     h′ = z∘h + (1 − z)∘n
 *
 * They are read off the cell's own expressions. `∘` multiplies unit by unit, `·` anything with a matrix or a number.
 * A factorised layer begins with its projections, `p = P·x` and `q = Q·h`.
 */
export function layerEquations({ cell, layer }: Pick<LayerShape, 'cell' | 'layer'>): string[] {
  const { inputRank, recurrentRank } = layer;
  const columns = {
    input: inputRank === undefined ? 'x' : 'p',
    recurrent: recurrentRank === undefined ? 'h' : 'q',
  };
  return [
    ...(inputRank === undefined ? [] : ['p = P·x']),
    ...(recurrentRank === undefined ? [] : ['q = Q·h']),
    ...new Writer(cell, columns).lines(),
  ];
}

/** How strongly the outermost operation of a text binds. */
type Strength = 'sum' | 'product' | 'atom';
const ORDER: readonly Strength[] = ['sum', 'product', 'atom'];

interface Text {
  readonly text: string;
  readonly strength: Strength;
  /** A single number rather than a value per unit. */
  readonly number: boolean;
}

const atom = (text: string, number = false): Text => ({ text, strength: 'atom', number });

class Writer {
  readonly #cell: Cell;
  readonly #columns: Columns;
  readonly #nodes: readonly Expression[];
  /** Nodes that have a line of their own. */
  readonly #names = new Map<Expression, string>();

  constructor(cell: Cell, columns: Columns) {
    this.#cell = cell;
    this.#columns = columns;
    this.#nodes = topologicalOrder(cell.next);
    cell.next.forEach((node, state) => this.#names.set(node, `${cell.states[state]!.name}′`));
    for (const node of this.#nodes) this.#nameGate(node);
  }

  lines(): string[] {
    return this.#nodes.flatMap((node) => {
      const name = this.#names.get(node);
      return name === undefined ? [] : [`${name} = ${this.#definition(node).text}`];
    });
  }

  /** A sum that is used twice, and a nonlinearity over sums, are gates and take the name of their last sum. */
  #nameGate(node: Expression): void {
    if (this.#names.has(node)) return;
    const { operation } = node;
    const shared = operation.kind === 'accumulator' && this.#uses(node) > 1;
    if (!shared && !('of' in operation && operation.kind !== 'complement')) return;
    const [last] = shared ? [node] : this.#sumsBelow(node).toReversed();
    if (last?.operation.kind !== 'accumulator') return;
    const name = gateName(this.#cell.accumulators[last.operation.index]!);
    if (![...this.#names.values()].includes(name)) this.#names.set(node, name);
  }

  #uses(node: Expression): number {
    return this.#nodes.reduce((count, other) => count + operands(other).filter((of) => of === node).length, 0);
  }

  /** The accumulators of a node that no named node stands for, left to right. */
  #sumsBelow(node: Expression): Expression[] {
    return operands(node).flatMap((operand) => {
      if (this.#names.has(operand)) return [];
      return operand.operation.kind === 'accumulator' ? [operand] : this.#sumsBelow(operand);
    });
  }

  #text(node: Expression): Text {
    const name = this.#names.get(node);
    return name === undefined ? this.#definition(node) : atom(name);
  }

  #definition({ operation }: Expression): Text {
    switch (operation.kind) {
      case 'accumulator':
        return this.#sum(this.#cell.accumulators[operation.index]!);
      case 'state':
        return atom(this.#cell.states[operation.index]!.name);
      case 'scalar':
        return atom(greek(this.#cell.scalars[operation.index]!.name), true);
      case 'constant':
        return { text: String(operation.value), strength: operation.value < 0 ? 'sum' : 'atom', number: true };
      case 'add': {
        const [left, right] = [this.#text(operation.left), this.#text(operation.right)];
        return { text: `${left.text} + ${right.text}`, strength: 'sum', number: left.number && right.number };
      }
      case 'multiply': {
        const [left, right] = [this.#text(operation.left), this.#text(operation.right)];
        const sign = left.number || right.number ? '·' : '∘';
        const text = `${within(left, 'product')}${sign}${within(right, 'product')}`;
        return { text, strength: 'product', number: left.number && right.number };
      }
      case 'complement': {
        const of = this.#text(operation.of);
        return { text: `1 − ${within(of, 'product')}`, strength: 'sum', number: of.number };
      }
      case 'sigmoid':
      case 'tanh':
      case 'relu':
      case 'step': {
        const of = this.#text(operation.of);
        return atom(`${operation.kind === 'sigmoid' ? 'σ' : operation.kind}(${of.text})`, of.number);
      }
      case 'incoming':
        throw new RangeError('gradients have no equations to show');
    }
  }

  /** `W_z·x + U_z·h + b_z`; without subscripts when the cell has one sum alone. */
  #sum(accumulator: Accumulator): Text {
    const { name, input, recurrent, bias } = accumulator;
    const only = this.#cell.accumulators.length === 1;
    const matrix = (letter: string): string => (only ? letter : `${letter}_${gateName(accumulator)}`);
    const terms = [
      ...(input ? [`${matrix('W')}·${this.#columns.input}`] : []),
      ...(recurrent ? [`${matrix('U')}·${this.#columns.recurrent}`] : []),
      ...(bias === undefined ? [] : [only ? 'b' : `b_${name}`]),
    ];
    return { text: terms.join(' + '), strength: terms.length > 1 ? 'sum' : 'product', number: false };
  }
}

function within({ text, strength }: Text, least: Strength): string {
  return ORDER.indexOf(strength) < ORDER.indexOf(least) ? `(${text})` : text;
}

/** `n` for the accumulators `nx` and `nh` of W·x and U·h alone, see `defineCell`. */
function gateName({ name, input, recurrent }: Accumulator): string {
  return input === recurrent ? name : name.slice(0, -1);
}

const GREEK: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  zeta: 'ζ',
  lambda: 'λ',
  nu: 'ν',
};

const greek = (name: string): string => GREEK[name] ?? name;
