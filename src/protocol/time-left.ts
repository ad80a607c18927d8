import { mean, sum } from '../base/means.ts';
import { accurateFinalists } from './accurate-finalists.ts';
import { type Pace, paceOf, plannedTrial } from './pace.ts';
import type { RunState, TrialState } from './run-state.ts';

/** How busy workers are: some wait for outcomes that a proposal depends on, and in the end all but one for the last trial. */
const BUSY = 0.95;

/** Of what is planned for the trials to come, the least and the most that is trained to make up for those before. */
const MAKES_UP = { least: 0.5, most: 2.5 };

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
      const whole = pace.start[trial.index] ?? (pace.plan?.of(plannedTrial(trial)) ?? 1) * pace.usual;
      return Math.max(0, whole - spent);
    });
  const ofStart = sum(pace.start.slice(state.trials.length, total));
  return (sum(inFlight) + ofStart + trainingToCome(state, pace, total) * pace.usual) / busy(state);
}

/** Of the trials after the start that were not proposed yet, in usual trainings. */
function trainingToCome({ header, trials }: RunState, { plan, start }: Pace, total: number): number {
  const next = Math.max(trials.length, start.length);
  if (total <= next) return 0;
  if (plan === undefined) return total - next;
  if (header?.strategy !== 'auto') return plan.front(next, total);
  const rest = plan.planned(total) - plan.planned(next);
  const left = plan.planned(total) - plan.spent(trials.map(plannedTrial));
  return Math.min(Math.max(left, MAKES_UP.least * rest), MAKES_UP.most * rest);
}

/** Seconds of training per second. */
function busy({ workers }: RunState): number {
  return Math.max(1, BUSY * workers);
}

/** Repeats, relative to what they were if the first choice of finalists stood: more where a single split has chosen. */
const CHANGES = { onSplits: 1.2, onOne: 1.7 };

/** Seconds that the trainings of the confirmation still take: those of each finalist with other seeds, and one more. */
export function confirmationSeconds(state: RunState): number {
  const { header, trials, searched, rounds, confirmed } = state;
  const front = rounds.at(-1) ?? state.front;
  const pace = paceOf(state);
  if (header?.confirmation === undefined || pace === undefined || confirmed) return 0;
  const { finalists, seeds, refit, splits = 1 } = header.confirmation;
  const count = Math.min(finalists, searched === undefined ? header.space : front.length);
  const refits = trials.filter((trial) => trial.refit).length;
  const last = refit ? Math.max(0, count - refits) : 0;
  const missing = rounds.length === 0 ? 0 : sum(front.map((index) => seeds - 1 - trials[index]!.seeds.size));
  const expected = count * (seeds - 1) * (splits > 1 ? CHANGES.onSplits : CHANGES.onOne);
  // What is trained for the last time begins when no repeat follows any more.
  const repeats = refits > 0 ? 0 : Math.max(missing, expected - sum(trials.map((trial) => trial.seeds.size)), 0);
  return ((repeats + last) * finalistSeconds(state, front, pace)) / busy(state);
}

/** What an epoch of a finalist takes, relative to those of the search: it has a part in a longer training. */
const LONGER = 0.88;

/** Believed of the finalists, while the search is young: an epoch of theirs, relative to that of a usual network. */
const FINALIST = 0.56;

/** Trials until so much is believed. */
const YOUNG = 48;

/** Of the finalists that are the most accurate, how many stay for as many repeats as others. */
const ACCURATE_STAY = 2 / 3;

/** Seconds of one training of a finalist. */
function finalistSeconds(state: RunState, front: readonly number[], pace: Pace): number {
  const { header, trials, searched, rounds } = state;
  const { finalists, refit } = header!.confirmation!;
  const ofEpoch = ({ cost }: TrialState): number => pace.perEpoch(cost.macs);
  // Until when the last training goes on is read from whole curves.
  const training = LONGER * (refit ? pace.epochs.most : pace.epochs.usual);
  const members = mean(front.map((index) => ofEpoch(trials[index]!)));
  if (rounds.length > 0) return training * members;
  const place = header!.objectives.indexOf('error');
  const error = ({ result }: TrialState): number => result!.objectives[place]!;
  const finished = trials.filter(({ result }) => result !== undefined);
  const accurate = finished.sort((a, b) => error(a) - error(b)).slice(0, accurateFinalists(finalists));
  const share = (ACCURATE_STAY * accurate.length) / finalists;
  const seen = share * mean(accurate.map(ofEpoch)) + (1 - share) * members;
  const young = searched === undefined ? Math.min(1, YOUNG / trials.length) : 0;
  return training * (young * FINALIST * pace.usualEpoch + (1 - young) * seen);
}
