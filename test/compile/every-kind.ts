import type { Architecture } from '../../src/protocol/architecture.ts';

/** Between them every cell, front end, pooling, task and factor, with a hidden layer and without; no σ, no tanh besides one; a pure CNN. */
export const EVERY_KIND: readonly Architecture[] = [
  {
    inputs: 3,
    frontend: { kind: 'convolution', filters: 4, kernel: 3, stride: 5 },
    recurrent: [
      { cell: 'lstm', hidden: 5, recurrentRank: 2 },
      { cell: 'gru', hidden: 4 },
      { cell: 'lstm', hidden: 3, inputRank: 1 },
    ],
    pooling: 'mean',
    task: 'classification',
    outputs: 3,
  },
  {
    inputs: 2,
    frontend: { kind: 'decimation', factor: 3 },
    recurrent: [
      { cell: 'mgu', hidden: 5 },
      { cell: 'fastgrnn', hidden: 4, inputRank: 2, recurrentRank: 2 },
    ],
    weightBits: 4,
    pooling: 'mean',
    dense: 6,
    task: 'regression',
    outputs: 1,
  },
  {
    inputs: 3,
    frontend: { kind: 'convolution', filters: 5, kernel: 2, stride: 1 },
    recurrent: [
      { cell: 'gru', hidden: 6 },
      { cell: 'lstm', hidden: 5, inputRank: 2, recurrentRank: 3 },
    ],
    activationBits: 8,
    pooling: 'last',
    task: 'classification',
    outputs: 3,
  },
  {
    inputs: 1,
    frontend: { kind: 'none' },
    recurrent: [{ cell: 'rnn', hidden: 1 }],
    pooling: 'last',
    dense: 3,
    task: 'classification',
    outputs: 2,
  },
  {
    inputs: 3,
    frontend: { kind: 'none' },
    blocks: [
      { filters: 6, kernel: 3, stride: 2 },
      { filters: 5, kernel: 2, stride: 3 },
    ],
    recurrent: [],
    pooling: 'last',
    task: 'classification',
    outputs: 3,
  },
];
