import type { Dataset, SeriesSet } from '../data/dataset.ts';
import type { ClassificationMetrics, Metrics, RegressionMetrics } from '../protocol/results.ts';

/**
 * @param truth true class of each series
 * @param predicted predicted class of each series
 */
export function classificationMetrics(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ClassificationMetrics {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < truth.length; i++) confusion[truth[i]!]![predicted[i]!]!++;
  return metricsOfConfusion(confusion);
}

/** @param confusion [true class][predicted class] */
function metricsOfConfusion(confusion: number[][]): ClassificationMetrics {
  const count = confusion.flat().reduce((sum, cell) => sum + cell, 0);
  const correct = confusion.reduce((sum, row, index) => sum + row[index]!, 0);
  return {
    task: 'classification',
    count,
    accuracy: correct / Math.max(1, count),
    macroF1: macroF1(confusion),
    confusion,
  };
}

/** Mean of 2·TP / (2·TP + FP + FN) over the classes that occur, in the truth or among the predictions. */
function macroF1(confusion: readonly (readonly number[])[]): number {
  const scores = confusion.flatMap((row, index) => {
    const occurrences = row.reduce((sum, count) => sum + count, 0);
    const predictions = confusion.reduce((sum, other) => sum + other[index]!, 0);
    return occurrences + predictions === 0 ? [] : [(2 * row[index]!) / (occurrences + predictions)];
  });
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** @param predicted in the unit of `truth`, which the errors have too */
export function regressionMetrics(truth: ArrayLike<number>, predicted: ArrayLike<number>): RegressionMetrics {
  const count = truth.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += truth[i]!;
  const mean = sum / Math.max(1, count);
  let squares = 0;
  let absolutes = 0;
  let spread = 0;
  for (let i = 0; i < count; i++) {
    const error = predicted[i]! - truth[i]!;
    squares += error * error;
    absolutes += Math.abs(error);
    spread += (truth[i]! - mean) ** 2;
  }
  return {
    task: 'regression',
    count,
    rmse: Math.sqrt(squares / Math.max(1, count)),
    mae: absolutes / Math.max(1, count),
    r2: spread > 0 ? 1 - squares / spread : squares === 0 ? 1 : 0,
  };
}

/**
 * Metrics of what several splits held out, as if it were one set. A coefficient of determination is about the mean of each
 * split.
 */
export function pooledMetrics(parts: readonly Metrics[]): Metrics {
  const classifications = parts.filter((part) => part.task === 'classification');
  const [first, ...others] = classifications;
  if (first === undefined) return pooledRegressions(parts.filter((part) => part.task === 'regression'));
  const cell = (row: number, column: number): number =>
    others.reduce((sum, { confusion }) => sum + confusion[row]![column]!, first.confusion[row]![column]!);
  return metricsOfConfusion(first.confusion.map((row, index) => row.map((_, column) => cell(index, column))));
}

function pooledRegressions(parts: readonly RegressionMetrics[]): RegressionMetrics {
  const sum = (of: (part: RegressionMetrics) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const count = sum((part) => part.count);
  const squares = sum((part) => part.count * part.rmse ** 2);
  const spread = sum(({ count: series, rmse, r2 }) => (r2 < 1 ? (series * rmse ** 2) / (1 - r2) : 0));
  const scatters = parts.flatMap(({ scatter }) => scatter ?? []);
  // Every so many-th point of each, so that together they are as many as those of one.
  const thinned = (values: readonly number[]): number[] => values.filter((_, point) => point % parts.length === 0);
  return {
    task: 'regression',
    count,
    rmse: Math.sqrt(squares / count),
    mae: sum((part) => part.count * part.mae) / count,
    r2: spread > 0 ? 1 - squares / spread : squares === 0 ? 1 : 0,
    ...(scatters.length === 0
      ? {}
      : {
          scatter: {
            truth: scatters.flatMap(({ truth }) => thinned(truth)),
            predicted: scatters.flatMap(({ predicted }) => thinned(predicted)),
          },
        }),
  };
}

/** Metrics of a float network from its outputs, [series][output] logits or normalised values. */
export function metricsOf(data: Dataset, set: SeriesSet, outputs: Float32Array): Metrics {
  if (data.task === 'regression') {
    const { targetOffset, targetScale } = data.normalisation;
    const values = Float64Array.from(outputs, (output) => output / targetScale + targetOffset);
    return regressionMetrics(set.targets, values);
  }
  const classes = data.classes.length;
  const predicted = Int32Array.from(set.targets, (_, series) => largestOf(outputs, series * classes, classes));
  return classificationMetrics(set.targets, predicted, classes);
}

/** Which of so many values is the largest; the first among equals. */
function largestOf(values: Float32Array, first: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) if (values[first + index]! > values[first + best]!) best = index;
  return best;
}
