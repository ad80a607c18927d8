import type { Dataset } from '../data/dataset.ts';

/** What a target counts, beside what the network said before it was rounded. */
const SHARE = 0.25;

/**
 * A regression's data with targets three quarters of the way to what the network says of each training series. Tuning is a
 * second training: with the targets alone it learns what only the training series have, where there was little left to
 * learn; with the outputs alone (distillation; Hinton 2015) it learns nothing more, where the first training ended early
 * (docs/accuracy.md).
 * @param outputs [training series], normalised
 */
export function towardsOutputs(outputs: Float32Array, data: Dataset): Dataset {
  const { targetOffset, targetScale } = data.normalisation;
  const targets = data.train.targets.map((target, series) => {
    const said = outputs[series]! / targetScale + targetOffset;
    return SHARE * target + (1 - SHARE) * said;
  });
  return { ...data, train: { ...data.train, targets } };
}
