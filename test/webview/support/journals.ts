import { Random } from '../../../src/base/random.ts';
import type { RunInfo } from '../../../src/protocol/dashboard.ts';
import { describeLatencyBasis } from '../../../src/hardware/latency.ts';
import { boardNamed } from '../../../src/hardware/boards.ts';
import { costOf } from '../../../src/hardware/cost.ts';
import { type Architecture, CELL_NAMES } from '../../../src/protocol/architecture.ts';
import type { DataSummary, JournalEvent } from '../../../src/protocol/journal.ts';
import type { Metrics } from '../../../src/protocol/results.ts';
import { classificationMetrics, regressionMetrics } from '../../../src/train/metrics.ts';

/** What a made-up run is like. */
export interface Scenario {
  readonly trials: number;
  readonly epochs: number;
  /** Names of the classes; none: a regression. */
  readonly classes: readonly string[];
  /** How the journal ends; `running`: three trials are in flight. */
  readonly end: 'finished' | 'running' | 'stopped' | 'failed';
}

const BOARD = 'nucleo_l432kc';
const SAMPLES = 64;

export const info: RunInfo = {
  run: '/workspace/.nas/gestures/2026-11-24T08-12-03',
  name: 'gestures',
  board: { ...boardNamed(BOARD)!, latencyBasis: describeLatencyBasis(boardNamed(BOARD)!) },
  framework: 'zephyr',
  mode: 'windowed',
  references: [{ name: 'TinyTNAS', error: 0.066, flash: 19.3 * 1024, ram: 10.8 * 1024 }],
};

/** The journal of a search that never was, with numbers as real ones have them. The same scenario, the same journal. */
export function journal({ trials, epochs, classes, end }: Scenario): JournalEvent[] {
  const random = new Random(`${trials} ${epochs} ${classes.length} ${end}`);
  const task = classes.length === 0 ? 'regression' : 'classification';
  const events: JournalEvent[] = [];
  let at = 0;
  const add = (event: JournalEvent): void => void events.push({ ...event, at: Number((at += 0.21).toFixed(3)) });
  add({
    type: 'run-started',
    at,
    format: 1,
    tool: '0.2.0',
    time: '2026-11-24T08:12:03.000Z',
    spec: { name: 'gestures', hash: 'abc' },
    seed: 1,
    board: BOARD,
    strategy: 'evolution',
    objectives: ['error', 'flash', 'latency'],
    limits: { flash: 64 * 1024, ram: 16 * 1024, latency: 0.1 },
    budget: { trials: trials + (end === 'finished' ? 0 : Math.ceil(trials / 2)), time: null },
    space: 12_400,
  });
  const data: DataSummary = {
    task,
    channels: ['x', 'y', 'z'],
    classes: [...classes],
    samplingRate: 50,
    train: 2400,
    validation: 480,
    test: 720,
    samples: SAMPLES,
    fingerprint: 'f00d',
  };
  add({ type: 'data-loaded', at, data });
  const inFlight = end === 'running' ? 3 : 0;
  for (let trial = 0; trial < trials + inFlight; trial++) {
    const architecture = randomArchitecture(random, task, classes.length);
    const cost = costOf(architecture, { board: boardNamed(BOARD)!, mode: 'windowed', samples: SAMPLES });
    const origin =
      trial > 16 ? ({ kind: 'mutation', parent: random.index(trial) } as const) : ({ kind: 'random' } as const);
    add({ type: 'trial-proposed', at, trial, architecture, cost, origin, rejected: random.index(3) });
    const running = trial >= trials;
    const error = qualityOf(architecture, random);
    const last = running ? 4 * (trial - trials + 1) : epochs;
    for (let epoch = 1; epoch <= last; epoch++) add(epochEvent(trial, epoch, error, epochs, random, at));
    if (running) continue;
    if (random.uniform() < 0.03) {
      add({ type: 'trial-failed', at, trial, seconds: 1.5, reason: `the loss is not a number in epoch ${last}` });
      continue;
    }
    add({
      type: 'trial-finished',
      at,
      trial,
      epochs,
      seconds: epochs * 0.21,
      float: metricsOf(classes, error, 480, random),
      integer: metricsOf(classes, error * 1.02, 480, random),
    });
  }
  if (end === 'stopped') add({ type: 'run-stopped', at, cause: 'request', message: 'stopped' });
  if (end === 'failed') {
    add({ type: 'run-stopped', at, cause: 'error', message: 'no space left on the device: journal.jsonl' });
  }
  return events;
}

/** The end of a finished run: its front on test data. @param members of the front */
export function confirmed(members: readonly number[], classes: readonly string[], at: number): JournalEvent[] {
  const random = new Random('test');
  const test = (): Metrics => metricsOf(classes, 0.08, 720, random);
  return [
    { type: 'front-confirmed', at, members: members.map((trial) => ({ trial, test: test() })) },
    { type: 'run-finished', at, reason: 'trials' },
  ];
}

export function epochEvent(
  trial: number,
  epoch: number,
  error: number,
  epochs: number,
  random: Random,
  at: number,
): JournalEvent {
  const fall = Math.exp((-4 * epoch) / epochs);
  return {
    type: 'epoch',
    at,
    trial,
    epoch,
    trainLoss: 0.05 + 1.8 * fall + 0.02 * random.uniform(),
    validationLoss: 0.1 + error + 1.8 * fall + 0.05 * random.uniform(),
    validationError: Math.min(0.9, error + 0.7 * fall + 0.01 * random.uniform()),
  };
}

function randomArchitecture(random: Random, task: Architecture['task'], classes: number): Architecture {
  const front = random.uniform();
  return {
    inputs: 3,
    frontend:
      front < 0.5
        ? { kind: 'none' }
        : front < 0.8
          ? { kind: 'convolution', filters: random.pick([4, 8]), kernel: random.pick([3, 5]), stride: 2 }
          : { kind: 'decimation', factor: 2 },
    recurrent: [
      {
        cell: random.pick(CELL_NAMES),
        hidden: random.pick([4, 6, 8, 12, 16, 24, 32, 48]),
        ...(random.uniform() < 0.3 ? { inputRank: 2, recurrentRank: 4 } : {}),
      },
    ],
    pooling: random.pick(['last', 'mean']),
    task,
    outputs: Math.max(1, classes),
  };
}

/** Larger networks are better, with luck. */
function qualityOf({ recurrent }: Architecture, random: Random): number {
  return 0.03 + 0.9 / (recurrent[0]!.hidden + 2) + 0.05 * random.uniform();
}

function metricsOf(classes: readonly string[], error: number, count: number, random: Random): Metrics {
  if (classes.length > 0) {
    const truth = Array.from({ length: count }, () => random.index(classes.length));
    const predicted = truth.map((label) => (random.uniform() < error ? random.index(classes.length) : label));
    return classificationMetrics(truth, predicted, classes.length);
  }
  const truth = Array.from({ length: count }, () => 40 * random.uniform());
  const predicted = truth.map((value) => value + 30 * error * random.normal());
  const chosen = (values: readonly number[]): number[] =>
    values.slice(0, 100).map((value) => Number(value.toPrecision(6)));
  return { ...regressionMetrics(truth, predicted), scatter: { truth: chosen(truth), predicted: chosen(predicted) } };
}
