import type { JournalEvent } from '../../../src/protocol/journal.ts';
import type { Measurement } from '../../../src/protocol/measurement.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';
import type { ClassificationMetrics } from '../../../src/protocol/results.ts';

function gru(hidden: number): Architecture {
  return {
    inputs: 3,
    frontend: { kind: 'none' },
    recurrent: [{ cell: 'gru', hidden }],
    pooling: 'last',
    task: 'classification',
    outputs: 2,
  };
}

export function accuracy(percent: number): ClassificationMetrics {
  const share = percent / 100;
  return {
    task: 'classification',
    count: 100,
    accuracy: share,
    macroF1: share,
    confusion: [
      [percent, 100 - percent],
      [0, 0],
    ],
  };
}

export const started: JournalEvent = {
  type: 'run-started',
  at: 0,
  format: 1,
  tool: '0.1.0',
  time: '2026-11-24T08:12:03.000Z',
  spec: { name: 'Gesten für „zwei“', hash: 'abc' },
  seed: 1,
  board: 'nucleo_l432kc',
  strategy: 'evolution',
  objectives: ['error', 'flash'],
  limits: { flash: 65536, ram: 20480 },
  budget: { trials: 4, time: null },
  space: 1240,
};

export function proposed(trial: number, hidden = 4 * (trial + 1), rejected = 0): JournalEvent {
  const cost = { flash: 1000 * hidden, ram: 100, macs: 500, latency: 0.001, energy: null };
  return {
    type: 'trial-proposed',
    at: trial,
    trial,
    architecture: gru(hidden),
    cost,
    origin: { kind: 'random' },
    rejected,
  };
}

export function epoch(trial: number, number: number): JournalEvent {
  return {
    type: 'epoch',
    at: trial + 0.5,
    trial,
    epoch: number,
    trainLoss: 1 / number,
    validationLoss: 1.5 / number,
    validationError: 0.4,
  };
}

export function finished(trial: number, percent: number): JournalEvent {
  return {
    type: 'trial-finished',
    at: trial + 1,
    trial,
    epochs: 2,
    seconds: 1,
    float: accuracy(percent + 1),
    integer: accuracy(percent),
  };
}

export function measurement(trial: number, board: string): Measurement {
  return {
    ...{ trial, time: '2026-11-24T10:00:00.000Z', source: 'serial', board, model: '0123456789abcdef' },
    ...{ compiler: 'gcc 12.2.1', windows: 8, passed: 8, context: 100, stack: 120 },
    timing: {
      ...{ counts: 'cycles', hz: 80e6, step: { least: 2400, mean: 2500, most: 2700 }, predict: 500 },
      ...{ latency: 0.00203, estimated: 0.0019, ratio: 1.07 },
    },
  };
}

/** A short run with every kind of event. */
export const exampleRun: readonly JournalEvent[] = [
  started,
  {
    type: 'data-loaded',
    at: 0.1,
    data: {
      task: 'classification',
      channels: ['x', 'y', 'z'],
      classes: ['up', 'down'],
      samplingRate: null,
      train: 80,
      validation: 20,
      test: 10,
      fingerprint: 'f00d',
    },
  },
  { type: 'augmentation-chosen', at: 0.2, level: 'light', tried: [{ level: 'light', error: 0.2 }] },
  proposed(0, 8, 3),
  epoch(0, 1),
  proposed(1, 4),
  epoch(0, 2),
  finished(0, 90),
  proposed(2, 16),
  { type: 'trial-failed', at: 2.5, trial: 1, seconds: 1.5, reason: 'loss is NaN in epoch 1' },
  epoch(2, 1),
  { type: 'run-stopped', at: 3, cause: 'request', message: 'stopped' },
  { type: 'run-resumed', at: 3, tool: '0.1.0', time: '2026-11-24T09:00:00.000Z' },
  epoch(2, 1),
  finished(2, 95),
  { ...proposed(3, 32, 1), origin: { kind: 'mutation', parent: 0 } } as JournalEvent,
  finished(3, 85),
  proposed(4, 12),
  { type: 'trial-stopped', at: 4.5, trial: 4, epochs: 1, seconds: 0.2, error: 0.4 },
  { type: 'search-finished', at: 4.6, reason: 'trials' },
  { type: 'finalists-chosen', at: 4.6, trials: [0] },
  { type: 'seed-failed', at: 4.7, trial: 0, training: 'seed 1', reason: 'loss is NaN in epoch 1' },
  { type: 'refit-finished', at: 4.8, trial: 2, epochs: 2, seconds: 0.1 },
  {
    type: 'front-confirmed',
    at: 5,
    members: [
      { trial: 0, test: accuracy(88) },
      { trial: 2, test: accuracy(93) },
    ],
  },
  { type: 'run-finished', at: 5.1, reason: 'trials' },
  {
    ...{ type: 'seed-finished', at: 5.1, trial: 2, seed: 1, epochs: 2, seconds: 1 },
    ...{ float: accuracy(92), integer: accuracy(91) },
  },
  { type: 'trial-measured', at: 5.1, ...measurement(2, 'nucleo_l432kc') },
  { type: 'trial-measured', at: 5.1, ...measurement(2, 'native'), timing: null, stack: null },
];
