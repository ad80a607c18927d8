import type { Dataset, SeriesSet } from '../data/dataset.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import { classOf, IntegerRunner, quantiseSample } from '../network/integer/run.ts';
import { PRE_ACTIVATION_FRACTION } from '../network/integer/arithmetic.ts';
import type { Metrics } from '../protocol/results.ts';
import { classificationMetrics, regressionMetrics } from './metrics.ts';

/** Outputs of the integer network for every series, [series][output], Q12. */
export function integerOutputs(network: IntegerNetwork, set: SeriesSet): Int32Array {
  const { inputs, outputs } = network.architecture;
  const runner = new IntegerRunner(network);
  const sample = new Int16Array(inputs);
  const result = new Int32Array(set.lengths.length * outputs);
  set.lengths.forEach((length, series) => {
    const first = set.starts[series]! * inputs;
    runner.reset();
    for (let row = first; row < first + length * inputs; row += inputs) {
      quantiseSample(network.input, set.values.subarray(row, row + inputs), sample);
      runner.step(sample);
    }
    runner.outputs(result.subarray(series * outputs, (series + 1) * outputs));
  });
  return result;
}

/** How good the integer network is: what the chip would answer, against the truth. */
export function evaluateInteger(
  network: IntegerNetwork,
  set: SeriesSet,
  data: Pick<Dataset, 'task' | 'classes'>,
): Metrics {
  const { outputs } = network.architecture;
  const all = integerOutputs(network, set);
  if (data.task === 'classification') {
    const predicted = Int32Array.from(set.targets, (_, series) =>
      classOf(all.subarray(series * outputs, (series + 1) * outputs)),
    );
    return classificationMetrics(set.targets, predicted, data.classes.length);
  }
  const { targetScale, targetOffset } = network.head;
  const predicted = Float64Array.from(all, (output) => regressionValue(output, targetScale, targetOffset));
  return regressionMetrics(set.targets, predicted);
}

/** The value, in the unit of the target, that a regression's output stands for. */
function regressionValue(output: number, targetScale: number, targetOffset: number): number {
  return (output / 2 ** PRE_ACTIVATION_FRACTION) * targetScale + targetOffset;
}
