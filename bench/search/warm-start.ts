/**
 * Does a child that starts from its parent's weights train sooner, or better? A parent is trained, its hidden units are
 * widened without changing its function (new units are random, and nobody listens to them yet), and the child is trained
 * from there and from scratch, with the same seeds: `npx tsx bench/search/warm-start.ts [uci-har] [--seeds 5]`.
 */
import { parseArgs } from 'node:util';
import { Random } from '../../src/base/random.ts';
import { initialParameters, parameterLayout, view } from '../../src/network/parameters.ts';
import type { Architecture, CellName } from '../../src/protocol/architecture.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { prepare } from '../../src/runs/prepare.ts';
import { trainingOptions } from '../../src/search/trial-training.ts';
import { type TrainableNetwork, trainNetwork } from '../../src/train/loop.ts';
import { longestOf, WasmEngine } from '../../src/train/wasm/engine.ts';
import { instantiate } from '../../src/train/wasm/kernels.ts';
import { loadKernels } from '../../src/train/wasm/load-kernels.ts';
import { median, table } from '../text.ts';
import { TABLE_AUGMENTATION, tableSpec } from './tables.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '5' } },
});
const [name = 'uci-har'] = positionals;
const STEPS: readonly (readonly [CellName, number, number])[] = [
  ['gru', 8, 12],
  ['gru', 16, 24],
  ['lstm', 8, 12],
  ['fastgrnn', 12, 16],
];

const file = tableSpec(name);
const silent = { say: () => undefined, status: () => undefined };
const { data } = await prepare(file, silent, new AbortController().signal);
const { kernels } = await loadKernels({ reproducible: true });

const architectureOf = (cell: CellName, hidden: number): Architecture => ({
  inputs: data.channels.length,
  frontend: { kind: 'convolution', filters: 8, kernel: 5, stride: 2 },
  recurrent: [{ cell, hidden }],
  pooling: 'last',
  task: data.task,
  outputs: data.task === 'classification' ? data.classes.length : 1,
});

/** A network that starts from given parameters, whatever a training would start from. */
class WarmNetwork extends WasmEngine implements TrainableNetwork {
  #start: Float32Array | undefined;

  static of(architecture: Architecture, start?: Float32Array): WarmNetwork {
    const samples = longestOf([data.train, data.validation], architecture);
    const loss = data.task === 'classification' ? 'cross-entropy' : 'mse';
    const network = new WarmNetwork(instantiate(kernels), architecture, samples, data.normalisation, loss);
    network.#start = start;
    return network;
  }

  override get parameters(): Float32Array {
    return super.parameters;
  }

  override set parameters(values: Float32Array) {
    super.parameters = this.#start ?? values;
    this.#start = undefined;
  }
}

interface Outcome {
  readonly error: number;
  readonly parameters: Float32Array;
  /** Validation error after each epoch. */
  readonly errors: readonly number[];
}

async function train(architecture: Architecture, seed: number, start?: Float32Array): Promise<Outcome> {
  const options = trainingOptions(file.spec, seed, { augmentation: TABLE_AUGMENTATION[name] });
  const errors: number[] = [];
  const onEpoch = ({ validationError }: { readonly validationError: number }): number => errors.push(validationError);
  const { validation, parameters } = await trainNetwork(WarmNetwork.of(architecture, start), data, options, {
    onEpoch,
  });
  return { error: errorOf(validation), parameters, errors };
}

/** The parent's function in a wider network: what is new feeds nothing that was there. */
function widened(parent: Architecture, parameters: Float32Array, child: Architecture, random: Random): Float32Array {
  const result = initialParameters(child, random);
  const wide = new Map(parameterLayout(child).map((tensor) => [tensor.name, tensor]));
  for (const tensor of parameterLayout(parent)) {
    const other = wide.get(tensor.name)!;
    const [from, to] = [view(parameters, tensor), view(result, other)];
    const [rows = 1, columns = 1, gates = 1] = other.shape;
    const [oldRows = 1, oldColumns = 1] = tensor.shape;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let gate = 0; gate < gates; gate++) {
          const place = (row * columns + column) * gates + gate;
          if (row < oldRows && column < oldColumns) to[place] = from[(row * oldColumns + column) * gates + gate]!;
          else if (row < oldRows) to[place] = 0;
        }
      }
    }
  }
  return result;
}

const epochsTo = (errors: readonly number[], goal: number): number => {
  const place = errors.findIndex((error) => error <= goal);
  return place < 0 ? Infinity : place + 1;
};
const rows: string[][] = [];
for (const [cell, narrow, wide] of STEPS) {
  const [parent, child] = [architectureOf(cell, narrow), architectureOf(cell, wide)];
  const cold: Outcome[] = [];
  const warm: Outcome[] = [];
  for (let seed = 0; seed < Number(values.seeds); seed++) {
    const { parameters } = await train(parent, seed);
    cold.push(await train(child, seed));
    warm.push(await train(child, seed, widened(parent, parameters, child, new Random(`widening ${seed}`))));
  }
  const of = (number: (outcome: Outcome, index: number) => number, outcomes: readonly Outcome[]): number =>
    median(outcomes.map(number));
  const toCold = (outcome: Outcome, index: number): number =>
    epochsTo(outcome.errors, Math.min(...cold[index]!.errors));
  rows.push([
    `${cell} ${narrow} → ${wide}`,
    ...[cold, warm].map((outcomes) => of(({ error }) => error, outcomes).toFixed(4)),
    ...[cold, warm].map((outcomes) => of(({ errors }) => errors.length, outcomes).toFixed(0)),
    ...[cold, warm].map((outcomes) => of(toCold, outcomes).toFixed(0)),
  ]);
}
const head = ['error, cold', 'warm', 'epochs, cold', 'warm', 'epochs to the cold one’s best, cold', 'warm'];
console.log(table([[name, ...head], ...rows]));
