import type { Architecture } from './architecture.ts';
import type { AugmentationLevel } from './augmentation.ts';
import { dominates, weaklyDominates } from './dominance.ts';
import type { EventOf, FinishReason, JournalEvent, Origin } from './journal.ts';
import type { Measurement } from './measurement.ts';
import { objectivesOf } from './objectives.ts';
import { errorOf } from './error-of.ts';
import type { Cost, Metrics } from './results.ts';

type Epoch = Omit<EventOf<'epoch'>, 'type' | 'trial'>;

interface TrialResultState {
  /** On the first split. */
  readonly epochs: number;
  /** On all splits together; runs of earlier versions do not know: as many on each. */
  readonly splitEpochs: number;
  /** Whose parameters were kept; undefined in runs of earlier versions. */
  readonly bestEpoch: number | undefined;
  readonly seconds: number;
  readonly float: Metrics;
  readonly integer: Metrics;
  /** In the order of the run's objectives; once the front is confirmed, of its members with the mean error over the seeds. */
  readonly objectives: readonly number[];
}

/** Another training of a trial's architecture. */
interface SeedState {
  readonly bestEpoch: number | undefined;
  readonly leastErrorEpoch: number | undefined;
  readonly integer: Metrics;
}

export interface TrialState {
  readonly index: number;
  readonly architecture: Architecture;
  readonly cost: Cost;
  readonly origin: Origin;
  /** Where training is given up, by epoch. */
  readonly rungs: NonNullable<EventOf<'trial-proposed'>['rungs']>;
  /** `interrupted`: in flight when the run stopped; done again at resume. `stopped`: too far behind at a rung. */
  readonly status: 'running' | 'interrupted' | 'finished' | 'stopped' | 'failed';
  /** Seconds of search when it was proposed. */
  readonly since: number;
  readonly curve: readonly Epoch[];
  /**
   * The same architecture, trained again with other seeds: integer network on validation data, by seed from 1; that of
   * split seed mod `header.confirmation.folds`, where the run has folds.
   */
  readonly seeds: ReadonlyMap<number, SeedState>;
  /** It was trained once more on training and validation data together. */
  readonly refit: boolean;
  /** Once the front is confirmed, of its members: which training ships. */
  readonly ships: string | undefined;
  /** What it measured of itself on boards and in emulators, in order. */
  readonly measurements: readonly Measurement[];
  /** When finished. */
  readonly result?: TrialResultState;
  /** When stopped: the error that it had come to. */
  readonly stopped?: { readonly epochs: number; readonly seconds: number; readonly error: number };
  /** When failed. */
  readonly failure?: string;
}

type RunPhase =
  | { readonly kind: 'empty' }
  | { readonly kind: 'running' }
  | { readonly kind: 'stopped'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'finished'; readonly reason: FinishReason };

/** Everything there is to know about a run: a fold of `reduce` over its journal. */
export interface RunState {
  readonly phase: RunPhase;
  readonly header: EventOf<'run-started'> | undefined;
  readonly data: EventOf<'data-loaded'>['data'] | undefined;
  /** How trainings are augmented, once it is chosen. */
  readonly augmentation: AugmentationLevel | undefined;
  /** By index, without gaps. */
  readonly trials: readonly TrialState[];
  /** Indices of the non-dominated finished trials, ascending; of equals the first. */
  readonly front: readonly number[];
  /** Index of the member of the front with the least error; of equals the first. */
  readonly best: number | undefined;
  /** Candidates over a limit. */
  readonly rejected: number;
  /** Seconds of search, pauses not counted. */
  readonly elapsed: number;
  /** Seconds of search before this part of the run. */
  readonly resumed: number;
  /** Most trials that were trained at a time. */
  readonly workers: number;
  /** Why no trial follows any more, once the front is being confirmed. */
  readonly searched: FinishReason | undefined;
  /** [round] finalists of the confirmation, each of which a round trains with one more seed. */
  readonly rounds: readonly (readonly number[])[];
  /** Whether the front is what confirmation left of it. */
  readonly confirmed: boolean;
  /** Test metrics by trial, once the front is confirmed; undefined also when there is no test set. */
  readonly test: ReadonlyMap<number, Metrics> | undefined;
}

export const EMPTY_RUN: RunState = {
  phase: { kind: 'empty' },
  header: undefined,
  data: undefined,
  augmentation: undefined,
  trials: [],
  front: [],
  best: undefined,
  rejected: 0,
  elapsed: 0,
  resumed: 0,
  workers: 0,
  searched: undefined,
  rounds: [],
  confirmed: false,
  test: undefined,
};

export function foldEvents(events: Iterable<JournalEvent>, start: RunState = EMPTY_RUN): RunState {
  // The states in between are nobody's: one list of trials serves them all, or a long journal would be copied per line.
  let state: RunState = { ...start, trials: [...start.trials] };
  let any = false;
  for (const event of events) {
    state = step(state, event, inPlace);
    any = true;
  }
  return any ? state : start;
}

/** @throws RangeError when the event cannot follow: a trial that was never proposed, a run that never started */
export function reduce(state: RunState, event: JournalEvent): RunState {
  return step(state, event, copied);
}

/** Puts a trial in its place among the others. */
type Put = (trials: readonly TrialState[], trial: TrialState) => readonly TrialState[];

const copied: Put = (trials, trial) =>
  trial.index === trials.length ? [...trials, trial] : trials.with(trial.index, trial);

const inPlace: Put = (trials, trial) => {
  (trials as TrialState[])[trial.index] = trial;
  return trials;
};

function step(state: RunState, event: JournalEvent, put: Put): RunState {
  return { ...apply(state, event, put), elapsed: Math.max(state.elapsed, event.at) };
}

function apply(state: RunState, event: JournalEvent, put: Put): RunState {
  switch (event.type) {
    case 'run-started':
      if (state.header !== undefined) throw new RangeError('the run was already started');
      return { ...state, header: event, phase: { kind: 'running' } };
    case 'data-loaded':
      return { ...state, data: event.data };
    case 'augmentation-chosen':
      return { ...state, augmentation: event.level };
    case 'trial-proposed':
      return propose(state, event, put);
    case 'epoch': {
      const { type: _, trial: index, ...epoch } = event;
      const trial = trialOf(state, index);
      const curve = [...trial.curve, epoch];
      return replace(state, { ...trial, curve }, put);
    }
    case 'trial-finished':
      return finish(state, event, put);
    case 'trial-failed':
      return replace(state, { ...trialOf(state, event.trial), status: 'failed', failure: event.reason }, put);
    case 'trial-stopped': {
      const { epochs, seconds, error } = event;
      const stopped = { epochs, seconds, error };
      return replace(state, { ...trialOf(state, event.trial), status: 'stopped', stopped }, put);
    }
    case 'seed-finished': {
      const trial = trialOf(state, event.trial);
      const { seed, bestEpoch, leastErrorEpoch, integer } = event;
      const seeds = new Map(trial.seeds).set(seed, { bestEpoch, leastErrorEpoch, integer });
      return replace(state, { ...trial, seeds }, put);
    }
    case 'search-finished':
      return { ...state, searched: event.reason };
    case 'finalists-chosen':
      return { ...state, rounds: [...state.rounds, event.trials] };
    case 'seed-failed':
      return state;
    case 'refit-finished':
      return replace(state, { ...trialOf(state, event.trial), refit: true }, put);
    case 'trial-measured': {
      const trial = trialOf(state, event.trial);
      return replace(state, { ...trial, measurements: [...trial.measurements, measurementOf(event)] }, put);
    }
    case 'front-confirmed':
      return confirm(state, event, put);
    case 'run-stopped': {
      const { cause, message } = event;
      return { ...interrupt(state), phase: { kind: cause === 'error' ? 'failed' : 'stopped', message } };
    }
    case 'run-resumed':
      return { ...restart(state), resumed: event.at, phase: { kind: 'running' } };
    case 'run-finished':
      return { ...state, phase: { kind: 'finished', reason: event.reason } };
  }
}

function measurementOf({ type: _type, at: _at, ...measurement }: EventOf<'trial-measured'>): Measurement {
  return measurement;
}

function propose(state: RunState, event: EventOf<'trial-proposed'>, put: Put): RunState {
  const { trial: index, architecture, cost, origin, rejected, rungs = [] } = event;
  if (index !== state.trials.length) throw new RangeError(`trial ${index} where ${state.trials.length} was due`);
  const trial: TrialState = {
    ...{ index, architecture, cost, origin, rungs, status: 'running', since: event.at },
    ...{ curve: [], seeds: new Map(), refit: false, ships: undefined, measurements: [] },
  };
  // No trial begins before those sixteen places earlier have ended.
  const running = state.trials.slice(-16).filter(({ status }) => status === 'running').length + 1;
  return {
    ...state,
    workers: Math.max(state.workers, running),
    trials: put(state.trials, trial),
    rejected: state.rejected + rejected,
  };
}

function finish(state: RunState, event: EventOf<'trial-finished'>, put: Put): RunState {
  if (state.header === undefined) throw new RangeError('the run was never started');
  const { epochs, bestEpoch, seconds, float, integer } = event;
  const splitEpochs = event.splitEpochs ?? epochs * (state.header.confirmation?.splits ?? 1);
  const trial = trialOf(state, event.trial);
  const objectives = objectivesOf(state.header.objectives, trial.cost, errorOf(integer));
  const result = { epochs, splitEpochs, bestEpoch, seconds, float, integer, objectives };
  const next = replace(state, { ...trial, status: 'finished', result }, put);
  const front = frontWith(next, trial.index);
  return { ...next, front, best: bestOf(next, front) };
}

/** The member with the least error; of equals the first. */
function bestOf({ header, trials }: RunState, front: readonly number[]): number | undefined {
  if (front.length === 0) return undefined;
  const place = header!.objectives.indexOf('error');
  const error = (member: number): number => trials[member]!.result!.objectives[place]!;
  return front.reduce((best, member) => (error(member) < error(best) ? member : best));
}

function confirm(state: RunState, { members }: EventOf<'front-confirmed'>, put: Put): RunState {
  let next = state;
  for (const { trial: index, ships } of members) {
    const trial = trialOf(next, index);
    const result = trial.result && { ...trial.result, objectives: meanObjectives(next, trial) };
    next = replace(next, { ...trial, ships, ...(result === undefined ? {} : { result }) }, put);
  }
  const front = members.map(({ trial }) => trial).toSorted((a, b) => a - b);
  const tests = members.flatMap(({ trial, test }) => (test === undefined ? [] : [[trial, test] as const]));
  const test = tests.length === 0 ? undefined : new Map(tests);
  return { ...next, front, best: bestOf(next, front), confirmed: true, test };
}

/** Of a finished trial, with the mean of its error over the seeds it was trained with. */
export function meanObjectives({ header }: Pick<RunState, 'header'>, trial: TrialState): number[] {
  const errors = [trial.result!.integer, ...[...trial.seeds.values()].map(({ integer }) => integer)].map(errorOf);
  return objectivesOf(header!.objectives, trial.cost, errors.reduce((sum, error) => sum + error, 0) / errors.length);
}

/** The front after one more finished trial. Does not depend on the order in which trials arrive. */
function frontWith(state: RunState, index: number): readonly number[] {
  const vector = (trial: number): readonly number[] => state.trials[trial]!.result!.objectives;
  const added = vector(index);
  const yields = (member: number): boolean =>
    dominates(added, vector(member)) || (index < member && weaklyDominates(added, vector(member)));
  const kept = state.front.filter((member) => !yields(member));
  if (kept.some((member) => weaklyDominates(vector(member), added))) return state.front;
  return [...kept, index].sort((a, b) => a - b);
}

function trialOf(state: RunState, index: number): TrialState {
  const trial = state.trials[index];
  if (trial === undefined) throw new RangeError(`trial ${index} was never proposed`);
  return trial;
}

function replace(state: RunState, trial: TrialState, put: Put): RunState {
  return { ...state, trials: put(state.trials, trial) };
}

function interrupt(state: RunState): RunState {
  return {
    ...state,
    trials: state.trials.map((trial) => (trial.status === 'running' ? { ...trial, status: 'interrupted' } : trial)),
  };
}

/** Unfinished trials begin anew, whether the last part ended by a stop or by a kill. */
function restart(state: RunState): RunState {
  const unfinished = ({ status }: TrialState): boolean => status === 'running' || status === 'interrupted';
  return {
    ...state,
    trials: state.trials.map((trial) => (unfinished(trial) ? { ...trial, status: 'running', curve: [] } : trial)),
  };
}
