import { inTurns } from '../base/in-turns.ts';
import { nonDominated } from '../protocol/dominance.ts';
import type { DataSummary, EventOf } from '../protocol/journal.ts';
import { errorOf } from '../protocol/error-of.ts';
import { meanObjectives, type RunState, type TrialState } from '../protocol/run-state.ts';
import { REFIT, seedName } from '../protocol/training-name.ts';
import type { Spec } from '../spec/schema.ts';
import { type EpochReport, TrainingFailure, type TrainingOptions } from '../train/trainer.ts';
import type { TrialResult } from '../train/trial-runner.ts';
import { finalistsOf } from './finalists.ts';
import type { RunContext } from './run-context.ts';
import { trainingOptions } from './trial-training.ts';

/**
 * Makes sure of the front that a search has found. Its members were chosen because they did well, and so were lucky: each
 * is trained again with other seeds, on other splits of the data, and who is dominated by mean error leaves. What ships is
 * the best of these trainings or, where there is a test set to say how good it is, one more on training and validation data
 * together. Then, once, what ships meets the test set. Everything is in the journal before it counts, so a killed
 * confirmation goes on where it was.
 */
export async function confirmFront(context: RunContext): Promise<void> {
  const { state } = context;
  if (state.confirmed || state.front.length === 0) return;
  const { seeds, finalists, refit } = state.header!.confirmation ?? { seeds: 1, finalists: Infinity, refit: false };
  const members = await chooseFinalists(context, seeds - 1, finalists);
  if (context.isStopped()) return;
  const kept = confirmedFront(context.state, members);
  if (refit) await refitAll(context, kept);
  if (context.isStopped()) return;
  await meetTestSet(context, kept);
}

/** Splits that a trial of the search is trained on: each one more costs as much as the one before and says less. */
const MOST_SPLITS = 4;

/** How the front of a run will be confirmed, for its journal. */
export function confirmationOf(
  { confirmation }: Spec,
  data: DataSummary,
  folds: number,
): NonNullable<EventOf<'run-started'>['confirmation']> {
  const { seeds, finalists } = confirmation;
  const refit = confirmation.refit && data.test !== null;
  // A network that ships as it was trained must be the best of its seeds, and errors of two splits cannot be compared.
  const crossed = refit && confirmation.cross_validation && seeds > 1 && folds > 1;
  return { seeds, finalists, refit, ...(crossed ? { folds, splits: Math.min(folds, MOST_SPLITS) } : {}) };
}

/**
 * Trainings after which the choice of finalists stands, relative to what it would take if the first one did: more where a
 * single split has chosen.
 */
const PATIENCE = { onSplits: 1, onOne: 2 };

/**
 * Rounds: those that are believed to make the best front, or to be the most accurate, are trained with one more seed each,
 * which changes what is believed. Whoever was lucky makes room for others, until every finalist has all its repeats. After
 * a while the choice stands.
 * @param repeats of a finalist, besides its training in the search
 * @returns all that have their repeats
 */
async function chooseFinalists(context: RunContext, repeats: number, finalists: number): Promise<readonly number[]> {
  for (let first = 0; ; first = context.state.rounds.length - 1) {
    await trainRounds(context, first, repeats);
    if (context.isStopped()) return [];
    const { header, rounds } = context.state;
    const tried = [...new Set(rounds.flat())].map((trial) => ({ trial, count: repeatsOf(rounds, trial, repeats) }));
    const spent = tried.reduce((sum, { count }) => sum + count, 0);
    const patience = (header!.confirmation?.splits ?? 1) > 1 ? PATIENCE.onSplits : PATIENCE.onOne;
    const stands = rounds.length > 0 && spent >= patience * finalists * repeats;
    const chosen = stands ? rounds.at(-1)! : finalistsOf(context, finalists, repeats > 0);
    if (chosen.every((trial) => repeatsOf(rounds, trial, repeats) === repeats)) {
      if (repeats === 0) return chosen;
      return tried.flatMap(({ trial, count }) => (count === repeats ? [trial] : [])).sort((a, b) => a - b);
    }
    context.record.record('finalists-chosen', { trials: [...chosen] });
  }
}

/** Repeats of a trial that the rounds ask for. */
function repeatsOf(rounds: RunState['rounds'], trial: number, most: number): number {
  return Math.min(most, rounds.filter((round) => round.includes(trial)).length);
}

/** The repeats that the rounds from `first` on ask for and that are not there. */
async function trainRounds(context: RunContext, first: number, repeats: number): Promise<void> {
  const { spec, runner, store } = context.options;
  const { augmentation, header, rounds, trials } = context.state;
  const { folds, refit = false } = header!.confirmation ?? {};
  const jobs = rounds.flatMap((round, index) =>
    round.flatMap((trial) => {
      const seed = rounds.slice(0, index + 1).filter((other) => other.includes(trial)).length;
      return index < first || seed > repeats || trials[trial]!.seeds.has(seed) ? [] : [{ trial, seed }];
    }),
  );
  await inTurns(longestFirst(jobs, context.state), runner.capacity, async ({ trial, seed }) => {
    // Until when the last training goes on is read from whole curves.
    const training = trainingOptions(spec, trial, { augmentation, seed, folds, toTheEnd: refit });
    await trainAgain(context, trial, seedName(seed), training, async (result, { seconds, leastErrorEpoch }) => {
      const { parameters, network, epochs, bestEpoch, float, integer } = result;
      await store.save(trial, { parameters, network }, seedName(seed));
      context.record.record('seed-finished', {
        ...{ trial, seed, epochs, bestEpoch, leastErrorEpoch, seconds, float, integer },
      });
    });
  });
}

/** So that no worker waits for long when nothing is left to begin. */
function longestFirst<Job extends { readonly trial: number }>(jobs: readonly Job[], { trials }: RunState): Job[] {
  return jobs.toSorted((a, b) => trials[b.trial]!.cost.macs - trials[a.trial]!.cost.macs);
}

/** Who is left when the errors are means over the seeds. */
function confirmedFront(state: RunState, members: readonly number[]): number[] {
  const vectors = members.map((index) => meanObjectives(state, state.trials[index]!));
  return nonDominated(vectors).map((place) => members[place]!);
}

async function refitAll(context: RunContext, members: readonly number[]): Promise<void> {
  const { spec, runner, store } = context.options;
  const jobs = members.filter((trial) => !context.state.trials[trial]!.refit).map((trial) => ({ trial }));
  await inTurns(longestFirst(jobs, context.state), runner.capacity, async ({ trial }) => {
    const { augmentation, trials } = context.state;
    const training = { ...trainingOptions(spec, trial, { augmentation }), refit: usualBestEpoch(trials[trial]!) };
    await trainAgain(context, trial, REFIT, training, async ({ parameters, network, epochs }, { seconds }) => {
      await store.save(trial, { parameters, network }, REFIT);
      context.record.record('refit-finished', { trial, epochs, seconds });
    });
  });
}

/**
 * The median, over the repeats, of the epoch with the least error. By loss it would be earlier: of people that a network has
 * not seen it soon is too sure, while it still gets more of them right. The training of the search counts where there is no
 * other: patience may have ended it early.
 */
function usualBestEpoch({ result, seeds }: TrialState): number {
  const repeats = [...seeds.values()].flatMap(({ leastErrorEpoch, bestEpoch }) => leastErrorEpoch ?? bestEpoch ?? []);
  const epochs = repeats.length > 0 ? repeats.sort((a, b) => a - b) : [result!.bestEpoch ?? result!.epochs];
  return epochs[epochs.length >> 1]!;
}

async function meetTestSet(context: RunContext, members: readonly number[]): Promise<void> {
  const { options, state, signal } = context;
  const shipping = members.map((trial) => ({ trial, ships: shippedOf(state.trials[trial]!) }));
  for (const { trial, ships } of shipping) await options.store.ship(trial, ships);
  const tests = await options.confirm?.(members, signal).catch((error: unknown) => {
    if (!context.isStopped()) throw error;
    return undefined;
  });
  if (context.isStopped()) return;
  context.record.record('front-confirmed', {
    members: shipping.map(({ trial, ships }) => {
      const test = tests?.get(trial);
      return { trial, ships, ...(test === undefined ? {} : { test }) };
    }),
  });
}

/** Which training of a finalist ships: the one on all data, or the seed with the least validation error. */
function shippedOf({ result, seeds, refit }: TrialState): string {
  if (refit) return REFIT;
  const trainings = [{ seed: 0, integer: result!.integer }];
  for (const [seed, { integer }] of [...seeds].toSorted(([a], [b]) => a - b)) trainings.push({ seed, integer });
  const best = trainings.reduce((least, other) => (errorOf(other.integer) < errorOf(least.integer) ? other : least));
  return seedName(best.seed);
}

/** One more training of a trial. One that diverges is noted, and missed by nobody; what a stopped run interrupts is not. */
async function trainAgain(
  context: RunContext,
  trial: number,
  name: string,
  training: TrainingOptions,
  keep: (result: TrialResult, facts: { readonly seconds: number; readonly leastErrorEpoch: number }) => Promise<void>,
): Promise<void> {
  if (context.isStopped()) return;
  let least = { epoch: 1, error: Infinity };
  const onEpoch = ({ epoch, tuning, validationError: error }: EpochReport): void => {
    if (tuning === undefined && error < least.error) least = { epoch, error };
  };
  try {
    const { result, seconds } = await context.train(trial, training, onEpoch);
    await keep(result, { seconds, leastErrorEpoch: least.epoch });
  } catch (error) {
    if (error instanceof TrainingFailure) {
      context.record.record('seed-failed', { trial, training: name, reason: error.message });
    } else if (!context.isStopped()) {
      throw error;
    }
  }
}
