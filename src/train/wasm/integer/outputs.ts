import { longest, pickSeries, type SeriesSet } from '../../../data/dataset.ts';
import type { IntegerNetwork } from '../../../network/integer/network.ts';
import { MEAN_LIMIT } from '../../../network/integer/run.ts';
import { stepsOf } from '../../../network/shapes.ts';
import { integerOutputs } from '../../evaluate.ts';
import type { Kernels } from '../kernels.ts';
import { ensureMemory } from '../memory.ts';
import { giveUpUpperHalves } from '../upper-halves.ts';
import { PanelNetwork } from './network.ts';

/** Most memory of a panel: of longer series one at a time has to do. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * What `integerOutputs` gives, ten times sooner; undefined where the panels cannot say: of series that are too long, and when
 * the reference says something else of the longest or the last series, whatever made the kernels err.
 */
export function panelOutputs(kernels: Kernels, network: IntegerNetwork, set: SeriesSet): Int32Array | undefined {
  const { architecture } = network;
  const samples = longest(set);
  if (samples === 0) return undefined;
  if (architecture.pooling === 'mean' && stepsOf(architecture, samples) > MEAN_LIMIT) return undefined;
  const panels = new PanelNetwork(kernels, network, samples);
  if (panels.end > MOST_BYTES) return undefined;
  ensureMemory(kernels.memory, panels.end, samples);
  const outputs = panels.run(set);
  giveUpUpperHalves();
  const checked = [set.lengths.indexOf(samples), set.lengths.length - 1];
  const expected = integerOutputs(network, pickSeries(set, checked));
  const count = architecture.outputs;
  const agree = expected.every((value, i) => outputs[checked[Math.floor(i / count)]! * count + (i % count)] === value);
  return agree ? outputs : undefined;
}
