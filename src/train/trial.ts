import { sum } from '../base/means.ts';
import type { Dataset } from '../data/dataset.ts';
import { joinSets } from '../data/join.ts';
import { viewOf } from '../data/view.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { pooledMetrics } from './metrics.ts';
import { quantiseTrained, tuneTrained } from './quantised.ts';
import {
  type EpochReport,
  type Trainer,
  TrainingFailure,
  type TrainingHooks,
  type TrainingOptions,
  TrainingStopped,
} from './trainer.ts';
import type { Trial, TrialResult } from './trial-runner.ts';
import { unusableValue } from './unusable-data.ts';

/**
 * Trains a candidate, quantises it, and measures the integer network on the validation data; on several splits, where the
 * training says so, of which the first leaves its network, its epochs and their reports.
 * @param all what the search may see
 * @throws TrainingFailure when the data cannot be learned or the loss explodes; TrainingStopped at a rung; the signal's reason when aborted
 */
export async function runTrial(
  trial: Trial,
  all: Dataset,
  trainer: Trainer,
  hooks: TrainingHooks,
): Promise<TrialResult> {
  const { splits = 1, ...training } = trial.training;
  let least = Infinity;
  const onEpoch = (report: EpochReport): void => {
    if (report.tuning === undefined) least = Math.min(least, report.validationError);
    hooks.onEpoch?.(report);
  };
  const first = await runOnSplit({ ...trial, training }, all, trainer, { ...hooks, onEpoch });
  if (splits === 1) return first;
  // Patience may have ended the training before its last rung.
  const last = training.rungs?.find(({ epoch }) => epoch === training.epochs);
  if (last !== undefined && least > last.worst) throw new TrainingStopped(first.epochs);
  const results = [first];
  const { onEpoch: _, ...quiet } = hooks;
  for (let split = 1; split < splits; split++) {
    const again = { ...training, split, rungs: [], seed: `${training.seed}/split/${split}` };
    results.push(await runOnSplit({ ...trial, training: again }, all, trainer, quiet));
  }
  return {
    ...first,
    splitEpochs: sum(results.map(({ epochs }) => epochs)),
    float: pooledMetrics(results.map((result) => result.float)),
    integer: pooledMetrics(results.map(({ integer }) => integer)),
  };
}

/** Where rounding its weights costs accuracy, the network is tuned for it. */
async function runOnSplit(
  { architecture, training }: Trial,
  all: Dataset,
  trainer: Trainer,
  hooks: TrainingHooks,
): Promise<TrialResult> {
  const unusable = unusableValue(all);
  if (unusable !== undefined) throw new TrainingFailure(unusable);
  const seen = viewOf({ ...splitOf(all, training), otherSplits: [], test: undefined }, architecture);
  const { train, validation: held, channels } = seen;
  const data = training.refit === undefined ? seen : { ...seen, train: joinSets(train, held, channels.length) };
  const trained = await trainer.train(architecture, data, training, hooks);
  const { parameters, epochs, bestEpoch, validation, ...notes } = trained;
  const rounded = quantiseTrained(trainer, architecture, parameters, data);
  const result: TrialResult = { epochs, bestEpoch, parameters, float: validation, ...rounded, ...notes };
  if (!isTuned(architecture, training)) return result;
  const onEpoch = (report: EpochReport): void => hooks.onEpoch?.({ ...report, epoch: epochs + report.epoch });
  const later = { ...hooks, onEpoch };
  const { tuning, ...better } = await tuneTrained(trainer, parameters, rounded, data, training, later);
  const warning = notes.warning ?? tuning.warning;
  return { ...result, epochs: epochs + tuning.epochs, ...better, ...(warning === undefined ? {} : { warning }) };
}

function splitOf(all: Dataset, { split = 0 }: TrainingOptions): Dataset {
  if (split === 0) return all;
  const other = all.otherSplits[split - 1];
  if (other === undefined) throw new RangeError(`the data have ${all.otherSplits.length} other splits, not ${split}`);
  return { ...all, ...other };
}

function isTuned({ weightBits }: Architecture, { quantisationAware }: TrainingOptions): boolean {
  return quantisationAware === 'always' || (quantisationAware === 'auto' && weightBits === 4);
}
