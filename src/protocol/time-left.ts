import type { RunState, TrialState } from './run-state.ts';

/**
 * Which trials of a search that halves are trained to the end: all of the first, which have nothing to be compared with, and
 * ever fewer later. Of seven searches of three data sets: 70 % of trials 10 to 30, 40 % of 20 to 60, 15 % from 100 on.
 */
const PASSING = { from: 12, decay: 20, share: 0.18 };

/** The same where trials are trained on several splits: a third of those that come to the end of the first. */
const PASSING_TO_SPLITS = 0.06;

/** Trials that the belief in the share that passes is worth. */
const PRIOR = 40;

/** Size of later networks, relative to the geometric mean of the first, and how many trials that belief is worth. */
const SIZES = { share: 0.6, trials: 100 };

/** The epochs after which a trial is stopped, before any was: a share of all. */
const STOPS = 0.18;

/** With those that are stopped at the end of the first split. */
const STOPS_ON_SPLITS = 0.25;

/** Members that a front is believed to come to, while there are fewer. */
const USUAL_FRONT = 6;

/** Seconds that a training took; 0 while it is not over. */
const secondsOf = ({ result, stopped }: TrialState): number => result?.seconds ?? stopped?.seconds ?? 0;

/** Epochs that a training took, on all splits that the search trains on. */
const epochsOf = ({ result, stopped }: TrialState, { header }: Pick<RunState, 'header'>): number =>
  result === undefined ? (stopped?.epochs ?? 0) : result.epochs * (header?.confirmation?.splits ?? 1);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Seconds that so many more trials take. The first trials say little of the last by themselves: they are spread over the
 * space, and nobody stops them. So it is reckoned with what a step of work takes, how large trials become once the front
 * guides them, and how many will be stopped.
 * @param more trials to come
 * @param elapsed seconds of search
 */
export function searchSeconds(state: RunState, more: number, elapsed: number): number {
  const { trials } = state;
  const ended = trials.filter((trial) => epochsOf(trial, state) > 0);
  if (ended.length === 0 || more <= 0) return 0;
  const macs = sizeToCome(state, ended);
  return (epochsToCome(state, ended, more) * secondsPerEpoch(state, ended, macs)) / paceOf(state, elapsed);
}

/** Seconds of an epoch of a network with so many MACs: a + b · MACs, least squares of relative errors. */
function secondsPerEpoch(state: RunState, ended: readonly TrialState[], macs: number): number {
  // Per trial the equation (epochs · a + epochs · MACs · b) / seconds = 1.
  const rows = ended
    .filter((trial) => secondsOf(trial) > 0)
    .map((trial) => {
      const share = epochsOf(trial, state) / secondsOf(trial);
      return [share, share * trial.cost.macs] as const;
    });
  const [u, v] = [sum(rows.map(([x]) => x)), sum(rows.map(([, y]) => y))];
  const [uu, uv, vv] = [
    sum(rows.map(([x]) => x * x)),
    sum(rows.map(([x, y]) => x * y)),
    sum(rows.map(([, y]) => y * y)),
  ];
  const determinant = uu * vv - uv * uv;
  const [a, b] = [(u * vv - v * uv) / determinant, (v * uu - u * uv) / determinant];
  const severalSizes = determinant > 1e-6 * uu * vv;
  if (severalSizes && a >= 0 && b >= 0) return a + b * macs;
  const seconds = sum(ended.map(secondsOf));
  // Nothing but MACs explains the seconds, or MACs do not.
  const epochs = ended.map((trial) => epochsOf(trial, state));
  if (severalSizes && a < 0) return (macs * seconds) / sum(ended.map(({ cost }, i) => epochs[i]! * cost.macs));
  return seconds / sum(epochs);
}

/**
 * MACs of the networks to come. The first are spread over the space, evenly in logarithms; later ones are of about 0.6 of their
 * geometric mean, as long as nobody knows better.
 */
function sizeToCome({ front, header }: RunState, ended: readonly TrialState[]): number {
  const sizes = ended.map(({ cost }) => cost.macs);
  if (header?.strategy === 'random' || front.length === 0) return mean(sizes);
  const start = Math.exp(mean(sizes.slice(0, PASSING.from).map(Math.log)));
  const guided = sizes.slice(PASSING.from);
  return (SIZES.trials * SIZES.share * start + sum(guided)) / (SIZES.trials + guided.length);
}

/** Epochs of so many trials to come: few of those that are stopped at a rung. */
function epochsToCome(state: RunState, ended: readonly TrialState[], more: number): number {
  const { header } = state;
  const full = mean(ended.flatMap((trial) => (trial.result === undefined ? [] : [epochsOf(trial, state)])));
  const halved = ended.filter(({ rungs }) => rungs.length > 0);
  const halves = halved.length > 0 || (header?.strategy === 'auto' && ended.length < 2 * PASSING.from);
  if (!halves) return more * full;
  const stopped = halved.flatMap((trial) => (trial.stopped === undefined ? [] : [trial.stopped.epochs]));
  const onSplits = (header?.confirmation?.splits ?? 1) > 1;
  const share = onSplits ? PASSING_TO_SPLITS : PASSING.share;
  const usual = (onSplits ? STOPS_ON_SPLITS : STOPS) * (header?.epochs ?? full);
  const stops = (PRIOR * usual + sum(stopped)) / (PRIOR + stopped.length);
  const passing = (trial: number): number =>
    share + (1 - share) * Math.exp(-Math.max(0, trial - PASSING.from) / PASSING.decay);
  const expected = sum(halved.map(({ index }) => passing(index)));
  const luck = (PRIOR + halved.length - stopped.length) / (PRIOR + expected);
  const passes = sum(Array.from({ length: more }, (_, i) => Math.min(1, luck * passing(ended.length + i))));
  return passes * full + (more - passes) * stops;
}

/**
 * Trainings that a confirmation takes in the end, relative to what it would if every first choice stood: more where a single
 * split has chosen.
 */
const CHANGES = { onSplits: 1.3, onOne: 2 };

/** Seconds that the trainings of the confirmation still take: those of each finalist once per seed, and once more. */
export function confirmationSeconds(state: RunState, elapsed = state.elapsed): number {
  const { header, trials, searched, rounds } = state;
  const front = rounds.at(-1) ?? state.front;
  const { confirmation } = header ?? {};
  if (confirmation === undefined || front.length === 0 || state.confirmed) return 0;
  const members = front.map((index) => trials[index]!);
  const count = Math.min(
    confirmation.finalists,
    searched === undefined ? Math.max(front.length, USUAL_FRONT) : front.length,
  );
  const changes = (confirmation.splits ?? 1) > 1 ? CHANGES.onSplits : CHANGES.onOne;
  const left = members.map((trial) => {
    const repeats = Math.max(0, confirmation.seeds - 1 - trial.seeds.size) * (rounds.length === 0 ? changes : 1);
    // Where another training has to know how long is best, repeats are trained to the end; it takes as long at most.
    const whole = confirmation.refit ? (header?.epochs ?? 0) / Math.max(1, epochsOf(trial, state)) : 1;
    return (repeats + (confirmation.refit && !trial.refit ? 1 : 0)) * whole * secondsOf(trial);
  });
  return (count * median(left)) / paceOf(state, elapsed);
}

/** How busy workers are at least, and over a whole search at most: some wait for the outcomes that a proposal depends on. */
const BUSY = 0.9;
const BUSIEST = 0.92;

/**
 * Seconds of training per second: trials that train side by side take more seconds than pass. At first those in flight are
 * much of what was done, and not counted yet.
 */
function paceOf({ trials, started, workers }: RunState, elapsed: number): number {
  const trained = sum(trials.map(secondsOf)) / Math.max(1e-3, elapsed - (started ?? 0));
  return Math.max(1, BUSY * workers, Math.min(trained, BUSIEST * workers));
}
