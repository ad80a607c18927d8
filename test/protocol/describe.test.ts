import { expect, it } from 'vitest';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { describeArchitecture } from '../../src/protocol/describe.ts';

const cnn: Architecture = {
  inputs: 9,
  frontend: { kind: 'decimation', factor: 2 },
  blocks: [
    { filters: 16, kernel: 5, stride: 2 },
    { filters: 24, kernel: 3, stride: 1 },
  ],
  recurrent: [],
  pooling: 'mean',
  dense: 12,
  task: 'classification',
  outputs: 6,
};

const mixed: Architecture = {
  ...cnn,
  blocks: cnn.blocks!.slice(0, 1),
  recurrent: [{ cell: 'gru', hidden: 8 }],
  pooling: 'last',
};

it.each([
  [cnn, 'decimate 2 → separable 16×5/2 → separable 24×3/1 → mean → dense 12 → 6 classes'],
  [mixed, 'decimate 2 → separable 16×5/2 → gru 8 → dense 12 → 6 classes'],
])('an architecture in one line: %#', (architecture, line) => {
  expect(describeArchitecture(architecture)).toBe(line);
});
