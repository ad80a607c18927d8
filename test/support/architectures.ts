import { type Architecture, CELL_NAMES, type Frontend, type RecurrentLayer } from '../../src/protocol/architecture.ts';
import type { Loss } from '../../src/train/trainer.ts';

export interface Case {
  readonly title: string;
  readonly architecture: Architecture;
  readonly loss: Loss;
}

const frontends: readonly Frontend[] = [
  { kind: 'none' },
  { kind: 'convolution', filters: 3, kernel: 3, stride: 2 },
  { kind: 'decimation', factor: 2 },
];

const ranks: readonly Pick<RecurrentLayer, 'inputRank' | 'recurrentRank'>[] = [
  {},
  { inputRank: 2 },
  { recurrentRank: 2 },
  { inputRank: 2, recurrentRank: 3 },
];

/** Their steps see three samples at most. */
const stacks: readonly Required<Pick<Architecture, 'frontend' | 'blocks'>>[] = [
  {
    frontend: { kind: 'none' },
    blocks: [
      { filters: 5, kernel: 2, stride: 1 },
      { filters: 6, kernel: 2, stride: 2 },
    ],
  },
  {
    frontend: { kind: 'convolution', filters: 3, kernel: 2, stride: 1 },
    blocks: [{ filters: 5, kernel: 2, stride: 3 }],
  },
  { frontend: { kind: 'decimation', factor: 2 }, blocks: [{ filters: 7, kernel: 1, stride: 2 }] },
];

const losses: readonly Loss[] = ['cross-entropy', 'mse', 'huber'];

/**
 * Every cell with every rank and every front end. Losses, pooling and the number of layers take turns, so that each meets
 * each cell and each of the others; every other network has a hidden layer behind the pooling. Then convolution blocks with
 * and without a recurrent layer. Sizes are no multiples of a register block.
 */
export function architectureCases(channels = 2, classes = 3): Case[] {
  const cases: Case[] = [];
  CELL_NAMES.forEach((cell, c) => {
    ranks.forEach((rank, r) => {
      frontends.forEach((frontend, f) => {
        const loss = losses[(c + r + f) % losses.length]!;
        const pooling = (c + r + Math.floor(f / 2)) % 2 === 0 ? 'last' : 'mean';
        const count = 1 + ((c + 2 * r + f + Math.floor(r / 2)) % 3);
        const recurrent = Array.from({ length: count }, (_, layer): RecurrentLayer => {
          return { cell, hidden: layer === 0 ? 5 : 3, ...rank };
        });
        const task = loss === 'cross-entropy' ? 'classification' : 'regression';
        const outputs = task === 'classification' ? classes : 1;
        const dense = (c + f) % 2 === 0 ? {} : { dense: 7 };
        const rankTitle = Object.entries(rank)
          .map(([name, value]) => `, ${name} ${value}`)
          .join('');
        cases.push({
          title: `${cell}${rankTitle}, ${count} × ${frontend.kind}, ${pooling}${dense.dense ? ', dense' : ''}, ${loss}`,
          architecture: { inputs: channels, frontend, recurrent, pooling, ...dense, task, outputs },
          loss,
        });
      });
    });
  });
  stacks.forEach(({ frontend, blocks }, s) => {
    for (const [p, pooling] of (['last', 'mean'] as const).entries()) {
      for (const recurrent of [[], [{ cell: 'gru', hidden: 5 } as const]]) {
        const loss = losses[(s + p + recurrent.length) % losses.length]!;
        const task = loss === 'cross-entropy' ? 'classification' : 'regression';
        const outputs = task === 'classification' ? classes : 1;
        cases.push({
          title: `${frontend.kind}, ${blocks.length} × separable, ${recurrent.length} × gru, ${pooling}, ${loss}`,
          architecture: { inputs: channels, frontend, blocks, recurrent, pooling, task, outputs },
          loss,
        });
      }
    }
  });
  return cases;
}
