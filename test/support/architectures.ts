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

const losses: readonly Loss[] = ['cross-entropy', 'mse', 'huber'];

/**
 * Every cell with every rank and every front end. Losses, pooling and the number of layers take turns, so that each meets
 * each cell and each of the others; every other network has a hidden layer behind the pooling. Sizes are no multiples of a
 * register block.
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
  return cases;
}
