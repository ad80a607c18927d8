import { accurateFinalists } from './accurate-finalists.ts';
import { secondsPerEpoch } from './epoch-seconds.ts';
import { ACCURATE_EVERY, type PlannedTrial, TrainingPlan } from './training-plan.ts';
import type { RunState, TrialState } from './run-state.ts';

/** Trials that a search begins with, where the journal does not say what they are. */
const START = 12;

/** How busy workers are: some wait for outcomes that a proposal depends on, and in the end all but one for the last trial. */
const BUSY = 0.95;

/** As much training as a usual trial's, in trials that are stopped or small: relative to what the start lets expect. */
const LATER = 1.05;

/** Usual trainings that the belief in their seconds is worth. */
const BELIEF = 6;

/** What a search trains, and how long that takes one worker. */
interface Pace {
  readonly plan: TrainingPlan;
  /** Seconds of the trials that the search begins with, by index. */
  readonly start: readonly number[];
  /** Seconds of training as much as a usual trial, after the start. */
  readonly usual: number;
}

/**
 * Seconds until a search has ended its trials; undefined before one was trained to the end.
 * @param total trials, those included that ended
 * @param elapsed seconds of search
 */
export function searchSeconds(state: RunState, total: number, elapsed: number): number | undefined {
  const pace = paceOf(state);
  if (pace === undefined) return undefined;
  const inFlight = state.trials
    .filter(({ index, status }) => index < total && (status === 'running' || status === 'interrupted'))
    .map((trial) => {
      const spent = Math.max(0, elapsed - Math.max(trial.since, state.resumed));
      const whole = pace.start[trial.index] ?? pace.plan.of(planned(trial)) * pace.usual;
      return Math.max(0, whole - spent);
    });
  const ofStart = sum(pace.start.slice(state.trials.length, total));
  return (sum(inFlight) + ofStart + trainingToCome(state, pace, total) * pace.usual) / busy(state);
}

/** Of the trials after the start that were not proposed yet, in usual trainings. */
function trainingToCome({ header, trials }: RunState, { plan, start }: Pace, total: number): number {
  const next = Math.max(trials.length, start.length);
  if (total <= next) return 0;
  const least = plan.front(next, total);
  if (header?.strategy !== 'auto') return least;
  // Who has trained more than planned trains no less than it must, and who has trained less no more than it can.
  const most = least + Math.max(0, (total - next) * plan.accurate - least) / ACCURATE_EVERY;
  return Math.min(Math.max(plan.planned(total) - plan.spent(trials.map(planned)), least), most);
}

function paceOf({ header, trials }: RunState): Pace | undefined {
  const known = trials.slice(0, START).map(({ cost }) => cost.macs);
  const start = header?.start ?? Array.from({ length: START }, (_, index) => known[index] ?? geometricMean(known));
  const splits = header?.confirmation?.splits ?? 1;
  const stops =
    trials.some(({ rungs }) => rungs.length > 0) || (header?.strategy === 'auto' && trials.length < 2 * START);
  const stopping = stops ? (splits > 1 ? 'splits' : 'rungs') : 'nothing';
  const plan = TrainingPlan.of(trials.map(planned), { stopping, splits, start });
  if (plan === undefined) return undefined;
  const perEpoch = secondsPerEpoch(trials);
  const whole = trials.filter(({ result }) => result !== undefined).slice(0, start.length);
  // In epochs of its own network: on all splits, and with what comes after the last epoch.
  const epochs = sum(whole.map(secondsOf)) / sum(whole.map(({ cost }) => perEpoch(cost.macs)));
  const ofStart = start.map((macs) => epochs * perEpoch(macs));
  const ended = trials.slice(start.length).filter(({ result, stopped }) => (result ?? stopped) !== undefined);
  // Half of them are smaller than that: what an epoch takes besides MACs weighs more than in the plan, or less.
  const middle = geometricMean(start);
  const expected = stops ? (LATER * epochs * perEpoch(middle)) / plan.ofStart(middle) : mean(ofStart);
  const usual =
    (BELIEF * expected + sum(ended.map(secondsOf))) / (BELIEF + sum(ended.map((trial) => plan.of(planned(trial)))));
  return { plan, start: ofStart, usual };
}

function planned({ index, origin, cost, status, curve, result, stopped }: TrialState): PlannedTrial {
  const epochs = (result ?? stopped)?.epochs ?? (status === 'failed' ? curve.length : undefined);
  return { index, origin, cost, epochs, complete: status === 'finished' };
}

const secondsOf = ({ result, stopped }: TrialState): number => (result ?? stopped)!.seconds;

/** Seconds of training per second. */
function busy({ workers }: RunState): number {
  return Math.max(1, BUSY * workers);
}

/** To how many times its members a front grows, while trials follow. */
const GROWTH = 3;

/** Repeats, relative to what they were if the first choice of finalists stood: more where a single split has chosen. */
const CHANGES = { onSplits: 1.2, onOne: 1.7 };

/** Seconds that the trainings of the confirmation still take: those of each finalist with other seeds, and one more. */
export function confirmationSeconds(state: RunState): number {
  const { header, trials, searched, rounds, confirmed } = state;
  const front = rounds.at(-1) ?? state.front;
  const pace = paceOf(state);
  if (header?.confirmation === undefined || pace === undefined || confirmed) return 0;
  const { finalists, seeds, refit, splits = 1 } = header.confirmation;
  const count = Math.min(finalists, (searched === undefined ? GROWTH : 1) * front.length);
  const refits = trials.filter((trial) => trial.refit).length;
  const last = refit ? Math.max(0, count - refits) : 0;
  const missing = rounds.length === 0 ? 0 : sum(front.map((index) => seeds - 1 - trials[index]!.seeds.size));
  const expected = count * (seeds - 1) * (splits > 1 ? CHANGES.onSplits : CHANGES.onOne);
  // What is trained for the last time begins when no repeat follows any more.
  const repeats = refits > 0 ? 0 : Math.max(missing, expected - sum(trials.map((trial) => trial.seeds.size)), 0);
  return ((repeats + last) * finalistSeconds(state, front, pace)) / splits / busy(state);
}

/** Of the finalists that are the most accurate, how many stay for as many repeats as others. */
const ACCURATE_STAY = 1 / 2;

/** Seconds of a finalist's training to the end, on all splits. */
function finalistSeconds({ header, trials, rounds }: RunState, front: readonly number[], pace: Pace): number {
  const finished = trials.filter(({ result }) => result !== undefined);
  const members = finished.filter(({ index }) => front.includes(index));
  if (members.length === 0) return pace.usual;
  const toTheEnd = ({ result }: TrialState): number =>
    (result!.seconds * (header!.epochs ?? result!.epochs)) / result!.epochs;
  const usual = mean(members.map(toTheEnd));
  if (rounds.length > 0) return usual;
  const { finalists } = header!.confirmation!;
  const place = header!.objectives.indexOf('error');
  const error = ({ result }: TrialState): number => result!.objectives[place]!;
  const accurate = finished.sort((a, b) => error(a) - error(b)).slice(0, accurateFinalists(finalists));
  const share = (ACCURATE_STAY * accurate.length) / finalists;
  return share * mean(accurate.map(toTheEnd)) + (1 - share) * usual;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)));
}

function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
