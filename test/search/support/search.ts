import type { Architecture } from '../../../src/protocol/architecture.ts';
import type { Random } from '../../../src/base/random.ts';
import { formatEvent, parseJournal } from '../../../src/protocol/journal-lines.ts';
import type { DataSummary, JournalEvent, JournalWriter } from '../../../src/protocol/journal.ts';
import type { Clock, Confirm, TrainedTrial, TrialStore } from '../../../src/search/ports.ts';
import type { SearchOptions } from '../../../src/search/run-context.ts';
import { Space } from '../../../src/search/space.ts';
import type { SpaceSpec, Spec } from '../../../src/spec/schema.ts';
import { FakeRunner } from './fake-runner.ts';
import { cost, metrics } from './landscape.ts';

export const problem = { inputs: 6, outputs: 5, task: 'classification' } as const;

const wholeInput: SpaceSpec['input'] = { window: ['all'], channels: ['all'] };

export const wideSpace: SpaceSpec = {
  cell: ['lstm', 'gru', 'mgu', 'rnn', 'fastgrnn'],
  hidden: [4, 8, 12, 16, 24, 32],
  layers: [1, 2],
  rank: ['full', 0.5, 0.25],
  weights: ['int8', 'int4'],
  pooling: ['last', 'mean'],
  mixed_cells: false,
  dense: ['none'],
  input: wholeInput,
  frontend: {
    none: true,
    convolution: { filters: [8, 16], kernel: [3, 5], stride: [1, 2] },
    decimation: { factor: [2, 4] },
  },
};

export const tinySpace: SpaceSpec = {
  cell: ['gru', 'rnn'],
  hidden: [4, 8, 16],
  layers: [1],
  rank: ['full'],
  weights: ['int8'],
  pooling: ['last', 'mean'],
  mixed_cells: false,
  dense: ['none'],
  input: wholeInput,
  frontend: { none: true },
};

export function spec(changes: Partial<Spec> = {}): Spec {
  return {
    name: 'fake',
    seed: 1,
    data: {
      source: 'synthetic',
      generator: 'gestures',
      series: 100,
      noise: 1,
      test_fraction: 0.25,
      normalise: 'standard',
    },
    task: { type: 'classification' },
    space: wideSpace,
    target: { board: 'fake_board', mode: 'windowed' },
    constraints: { flash: 4000 },
    strategy: {
      type: 'evolution',
      fidelity: 'epochs',
      population: 8,
      tournament: 3,
      objectives: ['error', 'flash', 'latency'],
    },
    budget: { trials: 40 },
    training: {
      epochs: 3,
      patience: 3,
      batch: 32,
      learning_rate: 0.005,
      clip: 1,
      augmentation: 'none',
      quantisation_aware: 'auto',
      reproducible: true,
      backend: 'wasm',
    },
    confirmation: { seeds: 1, finalists: 100, refit: false, cross_validation: true },
    output: { framework: 'zephyr' },
    ...changes,
  };
}

const data: DataSummary = {
  task: 'classification',
  channels: ['ax', 'ay', 'az', 'gx', 'gy', 'gz'],
  classes: ['a', 'b', 'c', 'd', 'e'],
  samplingRate: 50,
  train: 80,
  validation: 20,
  test: 25,
  fingerprint: '0123456789abcdef',
};

/** A journal in memory, as bytes, so that it can be cut anywhere. */
export class MemoryJournal implements JournalWriter {
  text = '';
  readonly previous: readonly JournalEvent[];
  /** Called before every line. */
  before: (event: JournalEvent) => void = () => undefined;

  constructor(bytes: Uint8Array = new Uint8Array()) {
    const parsed = parseJournal(bytes, 'memory');
    this.previous = parsed.events;
    this.text = Buffer.from(bytes.subarray(0, parsed.bytes)).toString();
  }

  append(event: JournalEvent): void {
    this.before(event);
    this.text += formatEvent(event);
  }

  get bytes(): Uint8Array {
    return Buffer.from(this.text);
  }

  get events(): readonly JournalEvent[] {
    return parseJournal(this.bytes, 'memory').events;
  }

  /** The journal as a kill would leave it. */
  cut(random: Random): MemoryJournal {
    return new MemoryJournal(this.bytes.subarray(0, random.index(this.bytes.length + 1)));
  }
}

export class MemoryStore implements TrialStore {
  /** What ships, by trial; at first what the search trained. */
  readonly trials = new Map<number, TrainedTrial>();
  readonly #others = new Map<string, TrainedTrial>();

  async save(trial: number, trained: TrainedTrial, training = 'seed 0'): Promise<void> {
    if (training === 'seed 0') this.trials.set(trial, trained);
    else this.#others.set(`${trial} ${training}`, trained);
  }

  async ship(trial: number, training: string): Promise<void> {
    if (training === 'seed 0') return;
    const trained = this.#others.get(`${trial} ${training}`);
    if (trained === undefined) throw new Error(`${training} of trial ${trial} was never saved`);
    this.trials.set(trial, trained);
  }

  async retain(trials: readonly number[]): Promise<void> {
    for (const trial of this.trials.keys()) if (!trials.includes(trial)) this.trials.delete(trial);
    this.#others.clear();
  }
}

export const systemClock: Clock = { milliseconds: () => performance.now(), timestamp: () => new Date().toISOString() };

/** The test set of the made-up problem, for whatever networks ship. */
export function confirmWith(architectureOf: (trial: number) => Architecture): Confirm {
  return async (members) => new Map(members.map((trial) => [trial, metrics(architectureOf(trial), 0.01)]));
}

export type TestOptions = Omit<SearchOptions, 'journal' | 'store' | 'runner'> & {
  journal: MemoryJournal;
  store: MemoryStore;
  runner: FakeRunner;
};

export function search(changes: Partial<TestOptions> = {}): TestOptions {
  const theSpec = changes.spec ?? spec();
  const journal = changes.journal ?? new MemoryJournal();
  const store = changes.store ?? new MemoryStore();
  return {
    spec: theSpec,
    specHash: 'a1b2c3',
    tool: '0.1.0',
    data,
    space: Space.of(theSpec.space, problem),
    estimator: cost,
    board: { flash: 65536, ram: 20480 },
    runner: new FakeRunner(),
    engine: { backend: 'wasm', kernels: 'exact', widened: false, runtime: 'V8 of a test' },
    store,
    previous: journal.previous,
    clock: systemClock,
    confirm: confirmWith((trial) => store.trials.get(trial)!.network.architecture),
    ...changes,
    journal,
  };
}
