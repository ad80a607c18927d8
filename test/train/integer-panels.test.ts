import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longest } from '../../src/data/dataset.ts';
import { integerOutputs } from '../../src/train/evaluate.ts';
import { panelOutputs } from '../../src/train/wasm/integer/outputs.ts';
import type { Kernels } from '../../src/train/wasm/kernels.ts';
import { kernelBytes } from '../../src/train/wasm/load-kernels.ts';
import { freshKernels } from '../support/kernels.ts';
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
  const long = { ...network, architecture: { ...network.architecture, pooling: 'mean' as const } };

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

  it('are not given of series whose running mean would halve its sum, or of none', () => {
    const samples = 2 ** 18;
    const endless = {
      values: new Float32Array(samples * network.architecture.inputs),
      starts: Uint32Array.of(0),
      lengths: Uint32Array.of(samples),
      targets: new Float32Array(1),
    };
    expect(longest(endless)).toBe(samples);
    expect(panelOutputs(freshKernels(), long, endless)).toBeUndefined();
    const nothing = { ...set, starts: new Uint32Array(), lengths: new Uint32Array(), targets: new Float32Array() };
    expect(panelOutputs(freshKernels(), network, nothing)).toBeUndefined();
  });
});
