import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { type Architecture, CELL_NAMES } from '../../src/protocol/architecture.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { freshKernels, withoutPause } from '../support/kernels.ts';
import { normalisationOf, randomSeries } from '../support/series.ts';

const STEPS = 600;
const CHANNELS = 3;
const SMALLEST_NORMAL = 2 ** -126;

/** dL/d(accumulator) of 600 steps, after which a small network has forgotten what it saw at first. */
async function gradientsOf(cell: Architecture['recurrent'][number]['cell']): Promise<Float32Array> {
  const recurrent = [{ cell, hidden: 4 }];
  const architecture: Architecture = {
    ...{ task: 'classification', inputs: CHANNELS, outputs: 2, pooling: 'last' },
    ...{ frontend: { kind: 'none' }, recurrent },
  };
  const set = randomSeries(new Array<number>(16).fill(STEPS), CHANNELS, 2, cell);
  const kernels = freshKernels();
  const engine = new WasmEngine(kernels, architecture, STEPS, normalisationOf(CHANNELS), 'cross-entropy');
  engine.parameters = initialParameters(architecture, new Random(cell)).map((value) => value / 2);
  await engine.batchGradient(set, [...set.lengths.keys()], withoutPause);
  const { tape, tapeStride } = engine.plan.layers[0]!.recurrent.fields;
  return new Float32Array(kernels.memory.buffer, tape, (STEPS * tapeStride) / 4);
}

describe.each(CELL_NAMES)('%s', (cell) => {
  it('takes gradients that vanish as zero before they become subnormal, which some processors are slow with', async () => {
    const gradients = await gradientsOf(cell);
    expect(gradients.filter((value) => value !== 0 && Math.abs(value) < SMALLEST_NORMAL)).toHaveLength(0);
    // They do vanish, and not at once.
    const size = (step: number): number =>
      Math.max(
        ...gradients.subarray((step * gradients.length) / STEPS, ((step + 1) * gradients.length) / STEPS).map(Math.abs),
      );
    expect(size(STEPS - 1)).toBeGreaterThan(1e-4);
    expect(size(STEPS - 20)).toBeGreaterThan(0);
    expect(gradients.filter((value) => value === 0).length).toBeGreaterThan(gradients.length / 20);
  });
});
