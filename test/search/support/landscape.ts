import { Random } from '../../../src/base/random.ts';
import { parameterCount } from '../../../src/network/parameters.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';
import type { ClassificationMetrics, Cost } from '../../../src/protocol/results.ts';
import { architectureKey } from '../../../src/search/space.ts';

/** A made-up cost that grows with every size, as real ones do. */
export function cost(architecture: Architecture): Cost {
  const flash = 600 + parameterCount(architecture);
  const ram = architecture.recurrent.reduce((sum, { hidden }) => sum + 8 * hidden, 64);
  const stride =
    architecture.frontend.kind === 'none'
      ? 1
      : architecture.frontend.kind === 'convolution'
        ? architecture.frontend.stride
        : architecture.frontend.factor;
  const macs = Math.ceil((parameterCount(architecture) * 32) / stride);
  return { flash, ram, macs, latency: macs * 2e-7, energy: null };
}

const CELL_WORTH = { gru: 0.1, lstm: 0.08, mgu: 0.06, fastgrnn: 0.03, rnn: 0 } as const;

/** A made-up error: falls with capacity and saturates, some fields matter more than others, a little noise by architecture. */
export function accuracy(architecture: Architecture): number {
  const { recurrent, pooling, frontend } = architecture;
  const capacity = recurrent.reduce(
    (sum, { hidden, recurrentRank }) => sum + Math.sqrt(hidden) * (recurrentRank === undefined ? 1 : 0.9),
    0,
  );
  const front =
    frontend.kind === 'convolution'
      ? 0.03 + 0.004 * frontend.kernel - 0.01 * frontend.stride
      : frontend.kind === 'decimation'
        ? -0.02 * frontend.factor
        : 0;
  const noise = new Random(architectureKey(architecture)).between(-0.01, 0.01);
  const worth =
    0.62 +
    CELL_WORTH[recurrent[0]!.cell] +
    0.2 * (1 - Math.exp(-capacity / 6)) +
    front +
    (pooling === 'mean' ? 0.02 : 0) +
    noise;
  return Math.min(0.999, Math.max(0, worth));
}

export function metrics(architecture: Architecture, loss = 0): ClassificationMetrics {
  const correct = Math.round(1000 * Math.max(0, accuracy(architecture) - loss));
  return {
    task: 'classification',
    count: 1000,
    accuracy: correct / 1000,
    macroF1: correct / 1000,
    confusion: [
      [correct, 1000 - correct],
      [0, 0],
    ],
  };
}
