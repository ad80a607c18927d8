import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { SeriesSet } from '../../src/data/dataset.ts';
import type { IntegerNetwork } from '../../src/network/integer/network.ts';
import { MEAN_LIMIT } from '../../src/network/integer/run.ts';
import { integerOutputs } from '../../src/train/evaluate.ts';
import { panelOutputs } from '../../src/train/wasm/integer/outputs.ts';
import type { Kernels } from '../../src/train/wasm/kernels.ts';
import { kernelBytes } from '../../src/train/wasm/load-kernels.ts';
import { freshKernels } from '../support/kernels.ts';
import { randomNetwork } from '../support/random-network.ts';
import { differing, subject } from './support/integer-panels.ts';
import { BundledScript, newerNode, withoutNewerNode } from './support/newer-node.ts';

const NETWORKS = 250;

describe('the integer network on panels gives what the reference gives', () => {
  it.each(['exact', 'narrow'] as const)('with %s kernels', async (form) => {
    expect(differing(await WebAssembly.compile(await kernelBytes(form)), NETWORKS)).toEqual([]);
  });

  describe.skipIf(withoutNewerNode)('in a newer Node, with operations joined,', () => {
    let script: BundledScript;
    beforeAll(async () => {
      script = await BundledScript.of(
        `import { loadKernels } from '../../../src/train/wasm/load-kernels.ts';
         import { differing } from './integer-panels.ts';
         const { kernels, engine } = await loadKernels({ reproducible: true });
         console.log(JSON.stringify([engine.widened, differing(kernels, ${NETWORKS})]));`,
        join(import.meta.dirname, 'support'),
      );
    });
    afterAll(() => script.remove());

    it.each([
      { compiler: 'as functions get hot', flags: [] },
      { compiler: 'from the first call', flags: ['--no-liftoff'] },
    ])('$compiler', async ({ flags }) => {
      expect(JSON.parse(await script.run(newerNode, flags))).toEqual([true, []]);
    });
  });

  it('on subjects whose outputs depend on the series', () => {
    const outputs = Array.from({ length: 20 }, (_, index) => {
      const { network, set } = subject(`varied ${index}`);
      return integerOutputs(network, set);
    });
    expect(outputs.filter((values) => new Set(values).size > 5).length).toBeGreaterThan(12);
  });
});

describe('outputs by panels', () => {
  const { network, set } = subject('checked');

  it('are those of the reference', () => {
    expect(panelOutputs(freshKernels(), network, set)).toEqual(integerOutputs(network, set));
  });

  it('are not given when the kernels err', () => {
    const kernels = freshKernels();
    const wrong: Kernels = {
      ...kernels,
      integerAddRows: (_rows, _stride, output, count) => kernels.clear(output, count),
    };
    expect(panelOutputs(wrong, network, set)).toBeUndefined();
  });

  it('are given up to the step at which a running mean halves its sum, and not beyond', () => {
    const mean = networkOf(1);
    const upTo = seriesOf(MEAN_LIMIT, 1);
    expect(panelOutputs(freshKernels(), mean, upTo)).toEqual(integerOutputs(mean, upTo));
    expect(panelOutputs(freshKernels(), mean, seriesOf(MEAN_LIMIT + 1, 1))).toBeUndefined();
  });

  it('are not given of series for which a panel is too large, or of none', () => {
    const last: IntegerNetwork = { ...networkOf(9), architecture: { ...networkOf(9).architecture, pooling: 'last' } };
    expect(panelOutputs(freshKernels(), last, seriesOf(2 ** 18, 9))).toBeUndefined();
    const nothing = { ...set, starts: new Uint32Array(), lengths: new Uint32Array(), targets: new Float32Array() };
    expect(panelOutputs(freshKernels(), network, nothing)).toBeUndefined();
  });
});

/** A step for every sample, and a mean over all of them. */
function networkOf(inputs: number): IntegerNetwork {
  return randomNetwork(new Random('long'), {
    ...{ inputs, frontend: { kind: 'none' }, recurrent: [{ cell: 'rnn', hidden: 2 }] },
    ...{ pooling: 'mean', task: 'classification', outputs: 2 },
  });
}

function seriesOf(samples: number, channels: number): SeriesSet {
  const values = Float32Array.from({ length: samples * channels }, (_, index) => Math.sin(index));
  return { values, starts: Uint32Array.of(0), lengths: Uint32Array.of(samples), targets: new Float32Array(1) };
}
