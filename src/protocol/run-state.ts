import type { Architecture } from './architecture.ts';
import { dominates, weaklyDominates } from './dominance.ts';
import type { EventOf, FinishReason, JournalEvent, Origin } from './journal.ts';
import type { Measurement } from './measurement.ts';
import { objectivesOf } from './objectives.ts';
import { errorOf } from './error-of.ts';
import type { Cost, Metrics } from './results.ts';

type Epoch = Omit<EventOf<'epoch'>, 'type' | 'at' | 'trial'>;

interface TrialResultState {
  readonly epochs: number;
  readonly seconds: number;
  readonly float: Metrics;
  readonly integer: Metrics;
  /** In the order of the run's objectives. */
  readonly objectives: readonly number[];
}

export interface TrialState {
  readonly index: number;
  readonly architecture: Architecture;
  readonly cost: Cost;
  readonly origin: Origin;
  /** `interrupted`: in flight when the run stopped; done again at resume. */
  readonly status: 'running' | 'interrupted' | 'finished' | 'failed';
  readonly curve: readonly Epoch[];
  /** The same architecture, trained again with other seeds: integer network on validation data, by seed from 1. */
  readonly seeds: ReadonlyMap<number, Metrics>;
  /** What it measured of itself on boards and in emulators, in order. */
  readonly measurements: readonly Measurement[];
  /** When finished. */
  readonly result?: TrialResultState;
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
  /** Test metrics by trial, once the front is confirmed. */
  readonly test: ReadonlyMap<number, Metrics> | undefined;
}

export const EMPTY_RUN: RunState = {
  phase: { kind: 'empty' },
  header: undefined,
  data: undefined,
  trials: [],
  front: [],
  best: undefined,
  rejected: 0,
  elapsed: 0,
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
    case 'trial-proposed':
      return propose(state, event, put);
    case 'epoch': {
      const { type: _, at: __, trial: index, ...epoch } = event;
      const trial = trialOf(state, index);
      const curve = [...trial.curve, epoch];
      return replace(state, { ...trial, curve }, put);
    }
    case 'trial-finished':
      return finish(state, event, put);
    case 'trial-failed':
      return replace(state, { ...trialOf(state, event.trial), status: 'failed', failure: event.reason }, put);
    case 'seed-finished': {
      const trial = trialOf(state, event.trial);
      return replace(state, { ...trial, seeds: new Map(trial.seeds).set(event.seed, event.integer) }, put);
    }
    case 'trial-measured': {
      const trial = trialOf(state, event.trial);
      return replace(state, { ...trial, measurements: [...trial.measurements, measurementOf(event)] }, put);
    }
    case 'front-confirmed':
      return { ...state, test: new Map(event.members.map(({ trial, test }) => [trial, test])) };
    case 'run-stopped': {
      const { cause, message } = event;
      return { ...interrupt(state), phase: { kind: cause === 'error' ? 'failed' : 'stopped', message } };
    }
    case 'run-resumed':
      return { ...restart(state), phase: { kind: 'running' } };
    case 'run-finished':
      return { ...state, phase: { kind: 'finished', reason: event.reason } };
  }
}

function measurementOf({ type: _type, at: _at, ...measurement }: EventOf<'trial-measured'>): Measurement {
  return measurement;
}

function propose(state: RunState, event: EventOf<'trial-proposed'>, put: Put): RunState {
  const { trial: index, architecture, cost, origin, rejected } = event;
  if (index !== state.trials.length) throw new RangeError(`trial ${index} where ${state.trials.length} was due`);
  const trial: TrialState = {
    ...{ index, architecture, cost, origin, status: 'running' },
    ...{ curve: [], seeds: new Map(), measurements: [] },
  };
  return { ...state, trials: put(state.trials, trial), rejected: state.rejected + rejected };
}

function finish(state: RunState, event: EventOf<'trial-finished'>, put: Put): RunState {
  if (state.header === undefined) throw new RangeError('the run was never started');
  const { epochs, seconds, float, integer } = event;
  const trial = trialOf(state, event.trial);
  const objectives = objectivesOf(state.header.objectives, trial.cost, integer);
  const result = { epochs, seconds, float, integer, objectives };
  const next = replace(state, { ...trial, status: 'finished', result }, put);
  const front = frontWith(next, trial.index);
  const error = (member: number): number => errorOf(next.trials[member]!.result!.integer);
  return { ...next, front, best: front.reduce((best, member) => (error(member) < error(best) ? member : best)) };
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
