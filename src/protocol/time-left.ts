import type { RunState, TrialState } from './run-state.ts';

/** Trials that the belief in how many pass a rung is worth, before any was seen. */
const PRIOR = { trials: 8, passes: 0.3 };

/** The first rung of the usual halving, as a share of the epochs; the first trials of a search have none to compare with. */
const FIRST_RUNG = 1 / 9;

/** Trials after which a search that halves has stopped some, or at least compared them. */
const UNHALVED = 20;

/** Members that a front is believed to come to, while there are fewer. */
const USUAL_FRONT = 6;

/** Seconds that a training took; 0 while it is not over. */
const secondsOf = ({ result, stopped }: TrialState): number => result?.seconds ?? stopped?.seconds ?? 0;

const epochsOf = ({ result, stopped }: TrialState): number => result?.epochs ?? stopped?.epochs ?? 0;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);

/**
 * Seconds that so many more trials take. The first trials say little of the last by themselves: they are spread over the
 * space, and nobody stops them. So work is counted, in epochs times multiply-accumulates: later trials are about as large as
 * the mean of all and of the front, and as many are stopped at rungs as were stopped so far.
 * @param more trials to come
 * @param elapsed seconds of search
 */
export function searchSeconds(state: RunState, more: number, elapsed: number): number {
  const { trials, front, header } = state;
  const ended = trials.filter((trial) => epochsOf(trial) > 0);
  if (ended.length === 0 || more <= 0) return 0;
  const rate = sum(ended.map(secondsOf)) / sum(ended.map((trial) => epochsOf(trial) * trial.cost.macs));
  const all = mean(ended.map(({ cost }) => cost.macs));
  const guided = header?.strategy !== 'random' && front.length > 0;
  const size = guided ? (all + mean(front.map((index) => trials[index]!.cost.macs))) / 2 : all;
  return (more * expectedEpochs(state, ended) * size * rate) / paceOf(state, elapsed);
}

/** Epochs of a trial to come: those of trials that were trained to the end, fewer where some are stopped. */
function expectedEpochs({ header }: RunState, ended: readonly TrialState[]): number {
  const full = mean(ended.flatMap(({ result }) => (result === undefined ? [] : [result.epochs])));
  const halved = ended.filter(({ rungs }) => rungs.length > 0);
  const halves = halved.length > 0 || (header?.strategy === 'auto' && ended.length < UNHALVED);
  if (!halves) return full;
  const stops = mean(halved.flatMap(({ stopped }) => (stopped === undefined ? [] : [stopped.epochs])));
  const usual = Math.ceil((header?.epochs ?? full) * FIRST_RUNG);
  const firstRung = Math.min(...halved.map(({ rungs }) => rungs[0]!.epoch), ...(halved.length === 0 ? [usual] : []));
  const passed = halved.filter(({ stopped }) => stopped === undefined).length;
  const share = (passed + PRIOR.passes * PRIOR.trials) / (halved.length + PRIOR.trials);
  return share * full + (1 - share) * (stops || firstRung);
}

/** Trainings that a confirmation takes in the end, relative to what it would if every first choice stood. */
const CHANGES = 2;

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
  const left = members.map((trial) => {
    const repeats = Math.max(0, confirmation.seeds - 1 - trial.seeds.size) * (rounds.length === 0 ? CHANGES : 1);
    return (repeats + (confirmation.refit && !trial.refit ? 1 : 0)) * secondsOf(trial);
  });
  return (count * mean(left)) / paceOf(state, elapsed);
}

/** How busy workers are at least: some wait for the outcomes that a proposal depends on. */
const BUSY = 0.9;

/**
 * Seconds of training per second: trials that train side by side take more seconds than pass. At first those in flight are
 * much of what was done, and not counted yet.
 */
function paceOf({ trials, started, workers }: RunState, elapsed: number): number {
  const trained = sum(trials.map(secondsOf)) / Math.max(1e-3, elapsed - (started ?? 0));
  return Math.max(1, BUSY * workers, Math.min(trained, workers));
}
