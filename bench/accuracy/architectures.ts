import type { Dataset } from '../../src/data/dataset.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';

type Layer = Architecture['recurrent'][number];

/** Every cell once, FastGRNN of low rank. Audio goes through a convolution first, and there two cells are enough. */
export function architecturesFor(data: Dataset): Architecture[] {
  const inputs = data.channels.length;
  const outputs = data.task === 'classification' ? data.classes.length : 1;
  const common = { inputs, task: data.task, outputs };
  if (inputs === 1) {
    const frontend = { kind: 'convolution', filters: 24, kernel: 64, stride: 32 } as const;
    return (['gru', 'mgu'] as const).map((cell) => {
      return { ...common, frontend, recurrent: [{ cell, hidden: 16 }], pooling: 'mean' };
    });
  }
  const layers: Layer[] = [
    { cell: 'lstm', hidden: 12 },
    { cell: 'gru', hidden: 16 },
    { cell: 'mgu', hidden: 16 },
    { cell: 'rnn', hidden: 24 },
    { cell: 'fastgrnn', hidden: 24, inputRank: 2, recurrentRank: 8 },
  ];
  return layers.map((layer) => ({ ...common, frontend: { kind: 'none' }, recurrent: [layer], pooling: 'last' }));
}
