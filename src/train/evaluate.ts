import type { Dataset, SeriesSet } from '../data/dataset.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import { classOf, IntegerRunner, quantiseSample } from '../network/integer/run.ts';
import { PRE_ACTIVATION_FRACTION } from '../network/integer/arithmetic.ts';
import type { Metrics, RegressionMetrics } from '../protocol/results.ts';
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
      quantiseSample(network.input, set.values, sample, row);
      runner.step(sample);
    }
    runner.outputs(result.subarray(series * outputs, (series + 1) * outputs));
  });
  return result;
}

/**
 * How good the integer network is: what the chip would answer, against the truth.
 * @param all `integerOutputs`, if they are known
 */
export function evaluateInteger(
  network: IntegerNetwork,
  set: SeriesSet,
  data: Pick<Dataset, 'task' | 'classes'>,
  all = integerOutputs(network, set),
): Metrics {
  const { outputs } = network.architecture;
  const classes = Int32Array.from(set.targets, (_, series) =>
    classOf(all.subarray(series * outputs, (series + 1) * outputs)),
  );
  return integerMetrics(network, set.targets, classes, all, data);
}

/**
 * How good answers of the integer network are, wherever it ran.
 * @param targets [series] the truth
 * @param classes [series] what it predicts; of a classification alone
 * @param outputs [series][output], Q12
 */
export function integerMetrics(
  { head }: IntegerNetwork,
  targets: Float32Array,
  classes: Int32Array,
  outputs: Int32Array,
  data: Pick<Dataset, 'task' | 'classes'>,
): Metrics {
  if (data.task === 'classification') return classificationMetrics(targets, classes, data.classes.length);
  const { targetScale, targetOffset } = head;
  const predicted = Float64Array.from(outputs, (output) => regressionValue(output, targetScale, targetOffset));
  return { ...regressionMetrics(targets, predicted), scatter: scatterOf(targets, predicted) };
}

/** Most points of a scatter plot: enough to see a shape, few enough for a line of the journal. */
const SCATTER_POINTS = 200;

/** Some of the series, spread evenly, with six digits. */
function scatterOf(truth: Float32Array, predicted: Float64Array): NonNullable<RegressionMetrics['scatter']> {
  const count = Math.min(SCATTER_POINTS, truth.length);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * truth.length) / count));
  const rounded = (value: number): number => Number(value.toPrecision(6));
  return {
    truth: chosen.map((series) => rounded(truth[series]!)),
    predicted: chosen.map((series) => rounded(predicted[series]!)),
  };
}

/** The value, in the unit of the target, that a regression's output stands for. */
function regressionValue(output: number, targetScale: number, targetOffset: number): number {
  return (output / 2 ** PRE_ACTIVATION_FRACTION) * targetScale + targetOffset;
}
