import { Random } from '../../../src/base/random.ts';
import { longest, type SeriesSet } from '../../../src/data/dataset.ts';
import type { IntegerNetwork } from '../../../src/network/integer/network.ts';
import { integerOutputs } from '../../../src/train/evaluate.ts';
import { PanelNetwork } from '../../../src/train/wasm/integer/network.ts';
import { instantiate } from '../../../src/train/wasm/kernels.ts';
import { ensureMemory } from '../../../src/train/wasm/memory.ts';
import { randomArchitecture, randomNetwork } from '../../support/random-network.ts';

export interface Subject {
  readonly network: IntegerNetwork;
  readonly set: SeriesSet;
}

/** Any network, and series of unequal length, some too short for a step, with values at and beyond the ends of their range. */
export function subject(seed: string): Subject {
  const random = new Random(seed);
  const network = randomNetwork(random, randomArchitecture(random));
  const { offset, scale, fraction } = network.input;
  const lengths = Uint32Array.from({ length: 1 + random.index(40) }, () => 1 + random.index(random.pick([4, 30])));
  const starts = new Uint32Array(lengths.length);
  for (let series = 1; series < starts.length; series++) starts[series] = starts[series - 1]! + lengths[series - 1]!;
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const channels = offset.length;
  const values = Float32Array.from({ length: rows * channels }, (_, index) => {
    if (random.uniform() < 0.01) return random.pick([Infinity, -Infinity, NaN, 0, -0]);
    const quantised = random.pick([1, 1000, 40_000]) * random.normal();
    return offset[index % channels]! + quantised / 2 ** fraction / scale[index % channels]!;
  });
  return { network, set: { values, starts, lengths, targets: new Float32Array(lengths.length) } };
}

/** Of so many random networks those whose outputs are not those of the reference. */
export function differing(module: WebAssembly.Module, networks: number): string[] {
  const kernels = instantiate(module);
  return Array.from({ length: networks }, (_, index) => `integer panels ${index}`).filter((seed) => {
    const { network, set } = subject(seed);
    const panels = new PanelNetwork(kernels, network, longest(set));
    ensureMemory(kernels.memory, panels.end, longest(set));
    const expected = integerOutputs(network, set);
    return !panels.run(set).every((value, index) => value === expected[index]);
  });
}
