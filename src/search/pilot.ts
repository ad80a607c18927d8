import { inTurns } from '../base/in-turns.ts';
import { Random } from '../base/random.ts';
import { AUGMENTATION_LEVELS, type AugmentationLevel } from '../protocol/augmentation.ts';
import { errorOf } from '../protocol/error-of.ts';
import { TrainingFailure } from '../train/trainer.ts';
import type { Candidate } from './constraints.ts';
import type { FeasibleSpace } from './feasible-space.ts';
import type { RunContext } from './run-context.ts';
import { trainingOptions } from './trial-training.ts';

/** Architectures that every level is tried with. */
const ARCHITECTURES = 3;

/** Draws of which the pilots are the middle by size: neither toys nor what nobody would take. */
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
  const best = tried.reduce((least, candidate) => (candidate.error < least.error ? candidate : least));
  context.record.record('augmentation-chosen', { level: best.level, tried });
}

/** Trains some architectures of middling size with every level. */
async function tryLevels(
  context: RunContext,
  space: FeasibleSpace,
): Promise<{ readonly level: AugmentationLevel; readonly error: number }[]> {
  const { runner, spec } = context.options;
  const pilots = pilotsOf(space, spec.seed);
  const jobs = AUGMENTATION_LEVELS.flatMap((level) => pilots.map((pilot, index) => ({ level, pilot, index })));
  const errors = new Map<AugmentationLevel, number[]>(AUGMENTATION_LEVELS.map((level) => [level, []]));
  await inTurns(jobs, runner.capacity, async ({ level, pilot, index }) => {
    if (context.isStopped()) return;
    const training = trainingOptions(spec, index, { augmentation: level, seed: 'pilot' });
    try {
      const { float } = await runner.run(
        { index, architecture: pilot.architecture, training },
        { signal: context.signal },
      );
      errors.get(level)![index] = errorOf(float);
    } catch (error) {
      if (context.isStopped()) return;
      if (!(error instanceof TrainingFailure)) throw error;
    }
  });
  // A level with which a training failed is out.
  return AUGMENTATION_LEVELS.flatMap((level) => {
    const all = Object.values(errors.get(level)!);
    if (all.length < pilots.length) return [];
    return [{ level, error: all.reduce((sum, error) => sum + error, 0) / all.length }];
  });
}

function pilotsOf(space: FeasibleSpace, seed: number): Candidate[] {
  const random = new Random(`${seed}/pilot`);
  const drawn = new Map<string, Candidate>();
  for (let draw = 0; draw < DRAWS; draw++) {
    const { candidate } = space.sample(random, new Set());
    if (candidate !== undefined) drawn.set(JSON.stringify(candidate.architecture), candidate);
  }
  const bySize = [...drawn.values()].toSorted((a, b) => a.cost.macs - b.cost.macs);
  const first = Math.max(0, Math.floor((bySize.length - ARCHITECTURES) / 2));
  return bySize.slice(first, first + ARCHITECTURES);
}
