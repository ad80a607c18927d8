import { inTurns } from '../base/in-turns.ts';
import { Random } from '../base/random.ts';
import { AUGMENTATION_LEVELS, type AugmentationLevel } from '../protocol/augmentation.ts';
import { type EpochReport, TrainingFailure } from '../train/trainer.ts';
import type { Candidate } from './constraints.ts';
import type { FeasibleSpace } from './feasible-space.ts';
import type { RunContext } from './run-context.ts';
import { logError } from './surrogate/error-model.ts';
import { trainingOptions } from './trial-training.ts';

/** Architectures that every level is tried with. */
const ARCHITECTURES = 3;

/** Trainings per level, at most: on one split of the data after the other. */
const MOST = 4;

/** Draws of which the pilots are those behind the smaller third: neither toys nor what takes long. */
const DRAWS = 24;

/** Settles how the trainings of a run are augmented, before its first trial; a resumed run keeps what was settled. */
export async function chooseAugmentation(context: RunContext, space: FeasibleSpace): Promise<void> {
  const { augmentation } = context.options.spec.training;
  if (context.state.augmentation !== undefined || augmentation === 'none') return;
  if (augmentation !== 'auto') {
    context.record.record('augmentation-chosen', { level: augmentation, tried: [] });
    return;
  }
  const tried = await tryLevels(context, space);
  if (context.isStopped()) return;
  const [best] = tried.toSorted((a, b) => a.error - b.error);
  context.record.record('augmentation-chosen', { level: best?.level ?? 'none', tried });
}

/**
 * Trains some architectures of middling size with every level, on one split of the data after the other: on a single one the
 * level that does best is that which suits who is held out. All epochs are trained, since what varies the data takes longer.
 */
async function tryLevels(
  context: RunContext,
  space: FeasibleSpace,
): Promise<{ readonly level: AugmentationLevel; readonly error: number }[]> {
  const { runner, spec, folds = 1 } = context.options;
  const pilots = pilotsOf(space, spec.seed);
  const count = Math.max(pilots.length, Math.min(folds, MOST));
  const jobs = AUGMENTATION_LEVELS.flatMap((level) => Array.from({ length: count }, (_, index) => ({ level, index })));
  const curves = new Map<AugmentationLevel, Curve[]>(AUGMENTATION_LEVELS.map((level) => [level, []]));
  await inTurns(jobs, runner.capacity, async ({ level, index }) => {
    if (context.isStopped()) return;
    const { architecture } = pilots[index % pilots.length]!;
    const repetition = { augmentation: level, seed: 'pilot', split: index % folds, toTheEnd: true };
    const curve: number[] = [];
    const onEpoch = ({ tuning, validationError }: EpochReport): void => {
      if (tuning === undefined) curve.push(validationError);
    };
    try {
      const training = trainingOptions(spec, index, repetition);
      await runner.run({ index, architecture, training }, { signal: context.signal, onEpoch });
      curves.get(level)![index] = curve;
    } catch (error) {
      if (context.isStopped()) return;
      if (!(error instanceof TrainingFailure)) throw error;
    }
  });
  // A level with which a training failed is out.
  return AUGMENTATION_LEVELS.flatMap((level) => {
    const all = Object.values(curves.get(level)!);
    return all.length < count ? [] : [{ level, error: leastOf(all) }];
  });
}

/** Validation error of a float network by epoch. */
type Curve = readonly number[];

/**
 * The least point of the mean curve: one split is harder than another for every network, so means are geometric, and of
 * single epochs luck would decide, so three in a row count.
 */
function leastOf(curves: readonly Curve[]): number {
  const epochs = Math.min(...curves.map(({ length }) => length));
  const logs = Array.from({ length: epochs }, (_, epoch) => mean(curves.map((curve) => logError(curve[epoch]!))));
  return Math.exp(Math.min(...logs.map((_, epoch) => mean(logs.slice(Math.max(0, epoch - 1), epoch + 2)))));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function pilotsOf(space: FeasibleSpace, seed: number): Candidate[] {
  const random = new Random(`${seed}/pilot`);
  const drawn = new Map<string, Candidate>();
  for (let draw = 0; draw < DRAWS; draw++) {
    const { candidate } = space.sample(random, new Set());
    if (candidate !== undefined) drawn.set(JSON.stringify(candidate.architecture), candidate);
  }
  const bySize = [...drawn.values()].toSorted((a, b) => a.cost.macs - b.cost.macs);
  const first = Math.max(0, Math.floor((bySize.length - ARCHITECTURES) / 3));
  return bySize.slice(first, first + ARCHITECTURES);
}
