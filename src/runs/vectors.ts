import { pickSeries, type SeriesSet } from '../data/dataset.ts';
import type { TestVectors } from '../firmware/vectors.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import { classOf, quantiseSample } from '../network/integer/run.ts';
import { integerOutputs } from '../train/evaluate.ts';

/** Windows spread evenly over a set, quantised, with the answers of the integer network; and their labels. */
export function testVectors(
  network: IntegerNetwork,
  set: SeriesSet,
  windows: number,
): { readonly vectors: TestVectors; readonly targets: Float32Array } {
  const { inputs, outputs, task } = network.architecture;
  const total = set.lengths.length;
  const count = Math.min(windows, total);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * total) / count));
  const picked = pickSeries(set, chosen);
  const expected = integerOutputs(network, picked);
  const outputsOf = (window: number): Int32Array => expected.subarray(window * outputs, (window + 1) * outputs);
  const answers = Int32Array.from(chosen, (_, window) =>
    task === 'classification' ? classOf(outputsOf(window)) : outputsOf(window)[0]!,
  );
  const samples = quantisedSamples(network, picked);
  return {
    vectors: { inputs, outputs, steps: Array.from(picked.lengths), samples, expected, answers },
    targets: picked.targets,
  };
}

/** [sample][channel], one series after the other */
function quantisedSamples({ input }: IntegerNetwork, { values, starts, lengths }: SeriesSet): Int16Array {
  const inputs = input.offset.length;
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const result = new Int16Array(rows * inputs);
  let row = 0;
  starts.forEach((start, series) => {
    for (let sample = 0; sample < lengths[series]!; sample++, row++) {
      const first = (start + sample) * inputs;
      quantiseSample(input, values.subarray(first, first + inputs), result.subarray(row * inputs, (row + 1) * inputs));
    }
  });
  return result;
}
