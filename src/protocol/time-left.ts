import { ACCURATE_EVERY } from './accurate-share.ts';
import { secondsPerEpoch } from './epoch-seconds.ts';
import type { RunState, TrialState } from './run-state.ts';

/**
 * Three kinds of trials follow each other in a search: a dozen that are spread over the space and trained to the end; then
 * ever fewer that pass all rungs, and ever more that are stopped; among these, now and then, one that is to be the most
 * accurate, which takes long. How many pass, and how long one of each kind takes, is what is believed here, until there are
 * enough of them to say so. The constants were fitted to the searches of `docs/method.md`,
 * which says what the estimates are worth.
 */

/** Trials that a search begins with, where the journal does not say what they are. */
const START = 12;

/**
 * Of trials from index i on, this over i pass: who passes is new to a front, and what is new to a front becomes rare as
 * records do. Later each rung lets its third pass, and in all two thirds as many again that are as good.
 */
const NEWCOMERS = 6;
const SHARE = { perRung: 1 / 3, asGood: 1.7 };

/** MACs of one that passes, as its seconds tell, relative to the geometric mean of the start. */
const PASSING_MACS = 1.1;

/** Those that are stopped: share of the epochs of a training; on splits, some are stopped at the end of the first. */
const STOPPED = { onSplits: 0.36, onOne: 0.2 };

/** Those that are to be the most accurate, the stopped ones included: seconds, relative to the mean of the start. */
const ACCURATE_SECONDS = 0.5;

/** Trials that a belief in their seconds is worth, and trials that pass which the belief in their number is worth. */
const BELIEF = { seconds: 12, accurate: 8, passing: 24 };

/** How busy workers are: some wait for outcomes that a proposal depends on, and in the end all but one for the last trial. */
const BUSY = 0.9;

/** What trials take, in seconds of one worker. */
interface Durations {
  /** By index. */
  readonly start: readonly number[];
  readonly passing: number;
  readonly stopped: number;
  /** Of the trials after the start, and the mean of what they take: those that are to be the most accurate. */
  readonly accurate: { readonly share: number; readonly seconds: number };
  /** How many pass, of the trials after the start from one index up to, and without, another. */
  readonly passes: (from: number, to: number) => number;
}

/**
 * Seconds until a search has ended its trials; undefined before one was trained to the end.
 * @param total trials, those included that ended
 * @param elapsed seconds of search
 */
export function searchSeconds(state: RunState, total: number, elapsed: number): number | undefined {
  const durations = durationsOf(state);
  if (durations === undefined) return undefined;
  const inFlight = state.trials
    .filter(({ index, status }) => index < total && (status === 'running' || status === 'interrupted'))
    .map(({ index, since }) => {
      const spent = Math.max(0, elapsed - Math.max(since, state.resumed));
      return Math.max(0, secondsOf(durations, index, index + 1) - spent);
    });
  const toCome = secondsOf(durations, state.trials.length, Math.max(state.trials.length, total));
  return (sum(inFlight) + toCome) / paceOf(state);
}

/** Of the trials from one index up to, and without, another. */
function secondsOf({ start, passing, stopped, accurate, passes }: Durations, from: number, to: number): number {
  const [first, end] = [Math.max(from, start.length), Math.max(to, start.length)];
  const aimed = (end - first) * accurate.share;
  const passed = passes(first, end) * (1 - accurate.share);
  const rest = end - first - aimed - passed;
  return sum(start.slice(from, to)) + aimed * accurate.seconds + passed * passing + rest * stopped;
}

/** [index] MACs of the start; those that nobody knows yet are of the usual size. */
function startOf({ header, trials }: RunState): readonly number[] {
  if (header?.start !== undefined) return header.start;
  const known = trials.slice(0, START).map(({ cost }) => cost.macs);
  return Array.from({ length: START }, (_, index) => known[index] ?? geometricMean(known));
}

function durationsOf(state: RunState): Durations | undefined {
  const { header, trials } = state;
  const macs = startOf(state);
  const [start, later] = [trials.slice(0, macs.length), trials.slice(macs.length)];
  const guided = later.filter(({ origin }) => origin.kind !== 'accurate');
  const accurate = later.filter(({ origin }) => origin.kind === 'accurate');
  const perEpoch = secondsPerEpoch(trials);
  const whole = wholeTraining(start, perEpoch) ?? wholeTraining(guided, perEpoch);
  if (whole === undefined) return undefined;
  const usual = geometricMean(macs);
  const ofStart = macs.map((size) => whole * perEpoch(size));
  const passing = whole * perEpoch(PASSING_MACS * usual);
  const onSplits = (header?.confirmation?.splits ?? 1) > 1;
  const stopped = (onSplits ? STOPPED.onSplits : STOPPED.onOne) * (header?.epochs ?? whole) * perEpoch(usual);
  const halves = trials.some(({ rungs }) => rungs.length > 0) || (header?.strategy === 'auto' && guided.length < START);
  return {
    start: ofStart,
    // Nobody guides a random search.
    passing: believed(header?.strategy === 'random' ? mean(ofStart) : passing, seconds(guided, 'result')),
    stopped: believed(stopped, seconds(guided, 'stopped')),
    accurate: {
      share: header?.strategy === 'auto' ? 1 / ACCURATE_EVERY : 0,
      seconds: believed(
        ACCURATE_SECONDS * mean(ofStart),
        [...seconds(accurate, 'result'), ...seconds(accurate, 'stopped')],
        BELIEF.accurate,
      ),
    },
    passes: halves ? passesOf(guided, onSplits ? 3 : 2) : (from, to) => to - from,
  };
}

/** What a training takes to its end, in epochs of its own network: on all splits, and with what comes after the last epoch. */
function wholeTraining(trials: readonly TrialState[], perEpoch: (macs: number) => number): number | undefined {
  const finished = trials.filter(({ result }) => result !== undefined);
  const epoch = sum(finished.map(({ cost }) => perEpoch(cost.macs)));
  return epoch === 0 ? undefined : sum(seconds(finished, 'result')) / epoch;
}

/** @param guided the trials after the start */
function passesOf(guided: readonly TrialState[], rungs: number): Durations['passes'] {
  const least = SHARE.asGood * SHARE.perRung ** rungs;
  const last = NEWCOMERS / least;
  const usual = (from: number, to: number): number =>
    NEWCOMERS * Math.log(Math.min(to, last) / Math.min(from, last)) +
    least * (Math.max(to, last) - Math.max(from, last));
  const passed = seconds(guided, 'result').length;
  const ended = guided.filter(({ result, stopped }) => result !== undefined || stopped !== undefined);
  const expected = sum(ended.map(({ index }) => usual(index, index + 1)));
  const luck = (BELIEF.passing + passed) / (BELIEF.passing + expected);
  return (from, to) => Math.min(to - from, luck * usual(from, to));
}

/** Seconds of training per second. */
function paceOf({ workers }: RunState): number {
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
  const durations = durationsOf(state);
  if (header?.confirmation === undefined || durations === undefined || confirmed) return 0;
  const { finalists, seeds, refit, splits = 1 } = header.confirmation;
  const count = Math.min(finalists, (searched === undefined ? GROWTH : 1) * front.length);
  const refits = trials.filter((trial) => trial.refit).length;
  const last = refit ? Math.max(0, count - refits) : 0;
  const missing = rounds.length === 0 ? 0 : sum(front.map((index) => seeds - 1 - trials[index]!.seeds.size));
  const expected = count * (seeds - 1) * (splits > 1 ? CHANGES.onSplits : CHANGES.onOne);
  // What is trained for the last time begins when no repeat follows any more.
  const repeats = refits > 0 ? 0 : Math.max(missing, expected - sum(trials.map((trial) => trial.seeds.size)), 0);
  return ((repeats + last) * finalistSeconds(state, front, durations)) / splits / paceOf(state);
}

/** Seconds of a finalist's training to the end, on all splits. */
function finalistSeconds({ header, trials }: RunState, front: readonly number[], { passing }: Durations): number {
  const toTheEnd = front.flatMap((index) => {
    const { result } = trials[index]!;
    return result === undefined ? [] : [(result.seconds * (header!.epochs ?? result.epochs)) / result.epochs];
  });
  return toTheEnd.length === 0 ? passing : mean(toTheEnd);
}

function seconds(trials: readonly TrialState[], end: 'result' | 'stopped'): number[] {
  return trials.flatMap((trial) => trial[end]?.seconds ?? []);
}

/** A mean that begins with a belief, which is worth so many trials. */
function believed(belief: number, seen: readonly number[], worth = BELIEF.seconds): number {
  return (worth * belief + sum(seen)) / (worth + seen.length);
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
