import { Expression } from './expression.ts';

/**
 * One sum per hidden unit that a cell computes before its nonlinearities:
 * `W·x` if `input`, `U·h` if `recurrent`, `+ b` if `bias` is a number (its initial value).
 */
export interface Accumulator {
  readonly name: string;
  readonly input: boolean;
  readonly recurrent: boolean;
  readonly bias: number | undefined;
}

/** A vector that a cell carries from step to step, one value per hidden unit. */
interface State {
  readonly name: string;
  /** |value| never exceeds this, as a property of the equations; undefined: found by calibration. */
  readonly within: number | undefined;
}

/** A learned number shared by all hidden units of a layer. */
interface Scalar {
  readonly name: string;
  readonly initial: number;
}

/** A recurrent cell is its equations. `states[0]` is the output that the layer's recurrence and the next layer see. */
export interface Cell<Name extends string = string> {
  readonly name: Name;
  /** One line: full name and source. */
  readonly title: string;
  readonly accumulators: readonly Accumulator[];
  readonly states: readonly State[];
  readonly scalars: readonly Scalar[];
  /** Next value of each state, in the order of `states`. */
  readonly next: readonly Expression[];
}

/** What an equation is written with. */
export interface CellBuilder {
  /** A carried vector; the first one declared is the output h. */
  readonly state: (name: string, options?: { within?: number }) => Expression;
  /** W·x + U·h + b, one accumulator. `bias` is the initial value of b; `null` leaves b out. */
  readonly affine: (name: string, recurrentState: Expression, options?: { bias?: number | null }) => Expression;
  /** W·x + b */
  readonly input: (name: string, options?: { bias?: number | null }) => Expression;
  /** U·h + b */
  readonly recurrent: (name: string, recurrentState: Expression, options?: { bias?: number | null }) => Expression;
  /** A learned vector, one value per hidden unit. */
  readonly bias: (name: string, initial?: number) => Expression;
  /** A learned number, shared by all hidden units. */
  readonly scalar: (name: string, initial: number) => Expression;
}

/**
 * Defines a cell from its equations. `equations` returns the next value of every state it declared.
 * @throws Error when the equations use a name twice or leave a state without a next value
 */
export function defineCell<Name extends string>(
  name: Name,
  title: string,
  equations: (builder: CellBuilder) => Readonly<Record<string, Expression>>,
): Cell<Name> {
  const accumulators: Accumulator[] = [];
  const states: State[] = [];
  const scalars: Scalar[] = [];

  const fail = (problem: string): never => {
    throw new Error(`cell ${name}: ${problem}`);
  };
  const accumulate = (accumulator: Accumulator): Expression => {
    if (accumulators.some((other) => other.name === accumulator.name)) fail(`'${accumulator.name}' is used twice`);
    accumulators.push(accumulator);
    return new Expression({ kind: 'accumulator', index: accumulators.length - 1 });
  };
  const checkOutput = ({ operation }: Expression): void => {
    if (operation.kind !== 'state' || operation.index !== 0) fail('recurrent products take the first state only');
  };
  const biasOf = (options: { bias?: number | null } = {}): number | undefined =>
    options.bias === null ? undefined : (options.bias ?? 0);

  const next = equations({
    state(stateName, options = {}) {
      if (states.some((other) => other.name === stateName)) fail(`state '${stateName}' is declared twice`);
      states.push({ name: stateName, within: options.within });
      return new Expression({ kind: 'state', index: states.length - 1 });
    },
    affine(gate, recurrentState, options) {
      checkOutput(recurrentState);
      return accumulate({ name: gate, input: true, recurrent: true, bias: biasOf(options) });
    },
    input(gate, options) {
      return accumulate({ name: `${gate}x`, input: true, recurrent: false, bias: biasOf(options) });
    },
    recurrent(gate, recurrentState, options) {
      checkOutput(recurrentState);
      return accumulate({ name: `${gate}h`, input: false, recurrent: true, bias: biasOf(options) });
    },
    bias(vector, initial = 0) {
      return accumulate({ name: vector, input: false, recurrent: false, bias: initial });
    },
    scalar(scalarName, initial) {
      scalars.push({ name: scalarName, initial });
      return new Expression({ kind: 'scalar', index: scalars.length - 1 });
    },
  });

  return {
    name,
    title,
    accumulators,
    states,
    scalars,
    next: states.map((state) => next[state.name] ?? fail(`state '${state.name}' has no next value`)),
  };
}
