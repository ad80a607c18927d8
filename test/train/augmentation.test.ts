import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { SeriesSet } from '../../src/data/dataset.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { Augmenter, type BatchNormalisation } from '../../src/train/augmentation.ts';
import { TfjsEngine } from '../../src/train/tfjs/engine.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { freshKernels, withoutPause } from '../support/kernels.ts';
import { normalisationOf, randomSeries } from '../support/series.ts';

tf.enableProdMode();

/** Five: a group of four channels, which the kernels load at once, and one more. */
const CHANNELS = 5;
const LENGTHS = Array.from({ length: 19 }, (_, series) => 4 + ((7 * series) % 9));
const normalisation = normalisationOf(CHANNELS);
const set = randomSeries(LENGTHS, CHANNELS, 3, 'augmented');

const architecture: Architecture = {
  inputs: CHANNELS,
  frontend: { kind: 'convolution', filters: 4, kernel: 3, stride: 2 },
  recurrent: [{ cell: 'gru', hidden: 5 }],
  pooling: 'last',
  task: 'classification',
  outputs: 3,
};
const engines = {
  WebAssembly: () => new WasmEngine(freshKernels(), architecture, 12, normalisation, 'cross-entropy'),
  TensorFlow: () => new TfjsEngine(tf, architecture, normalisation, 'cross-entropy'),
};

const augmenter = (gain: number, shift: number, seed = 'a'): Augmenter =>
  new Augmenter(normalisation, { gain, shift }, new Random(seed));

/** The series of a batch as another device would have recorded them, which the data's normalisation brings to the same. */
function recorded(batch: readonly number[], own: BatchNormalisation): SeriesSet {
  const values = set.values.slice();
  batch.forEach((series, place) => {
    const first = set.starts[series]! * CHANNELS;
    for (let i = first; i < first + set.lengths[series]! * CHANNELS; i++) {
      const [channel, at] = [i % CHANNELS, place * CHANNELS + (i % CHANNELS)];
      const seen = (set.values[i]! - own.offset[at]!) * own.scale[at]!;
      values[i] = seen / normalisation.scale[channel]! + normalisation.offset[channel]!;
    }
  });
  return { ...set, values };
}

describe.each(Object.entries(engines))('an augmented batch of %s', (_, make) => {
  const batch = [...LENGTHS.keys()].reverse();

  async function gradientOf(
    of: SeriesSet,
    own?: BatchNormalisation,
  ): Promise<{ loss: number; gradient: Float32Array }> {
    const engine = make();
    engine.parameters = initialParameters(architecture, new Random('augmented'));
    const loss = await engine.batchGradient(of, batch, withoutPause, own);
    return { loss, gradient: engine.gradient.slice() };
  }

  it('has the gradient of the series as another device would have recorded them', async () => {
    const own = augmenter(0.5, 0.7).normalisation(batch.length);
    const actual = await gradientOf(set, own);
    const expected = await gradientOf(recorded(batch, own));
    expect(Math.abs(actual.loss - expected.loss)).toBeLessThan(1e-5);
    const largest = Math.max(...expected.gradient.map(Math.abs));
    actual.gradient.forEach((value, i) => {
      expect(Math.abs(value - expected.gradient[i]!)).toBeLessThan(1e-4 * largest);
    });
    expect(Math.abs(actual.loss - (await gradientOf(set)).loss)).toBeGreaterThan(1e-3);
  });

  it('is the batch itself where nothing is varied', async () => {
    const actual = await gradientOf(set, augmenter(0, 0).normalisation(batch.length));
    expect(actual).toEqual(await gradientOf(set));
  });
});

describe('augmentation', () => {
  it('has gains up to e^±gain about the offset, and shifts up to ±shift in normalised units', () => {
    const { offset, scale } = augmenter(0.5, 0.7).normalisation(2000);
    const gains = [...scale].map((value, at) => Math.log(value / normalisation.scale[at % CHANNELS]!));
    const shifts = [...offset].map((value, at) => (normalisation.offset[at % CHANNELS]! - value) * scale[at]!);
    for (const [values, most] of [
      [gains, 0.5],
      [shifts, 0.7],
    ] as const) {
      expect(Math.max(...values)).toBeGreaterThan(0.99 * most);
      expect(Math.max(...values)).toBeLessThan(1.001 * most);
      expect(Math.min(...values)).toBeLessThan(-0.99 * most);
      expect(Math.min(...values)).toBeGreaterThan(-1.001 * most);
    }
  });

  it('gives other normalisations to every batch, and the same again with the same seed', () => {
    const [one, other] = [augmenter(0.3, 0.3), augmenter(0.3, 0.3)];
    const first = one.normalisation(3);
    expect(other.normalisation(3)).toEqual(first);
    expect(one.normalisation(3)).not.toEqual(first);
    expect(augmenter(0.3, 0.3, 'b').normalisation(3)).not.toEqual(first);
  });
});
