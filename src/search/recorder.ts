import { Check } from 'typebox/value';
import {
  EVENT_SCHEMAS,
  type EventOf,
  type EventType,
  type JournalEvent,
  type JournalWriter,
} from '../protocol/journal.ts';
import { foldEvents, reduce, type RunState } from '../protocol/run-state.ts';
import type { Clock } from './ports.ts';

/** Told of every event after it was written. */
export type Observer = (event: JournalEvent, state: RunState) => void;

/** The one hand that writes the journal of a run: first the line, then the state, then who watches. */
export class Recorder {
  readonly #journal: JournalWriter;
  readonly #clock: Clock;
  readonly #observe: Observer | undefined;
  readonly #startedAt: number;
  /** Seconds of search in earlier parts of the run. */
  readonly #before: number;
  #state: RunState;

  constructor(journal: JournalWriter, clock: Clock, previous: Iterable<JournalEvent>, observe: Observer | undefined) {
    this.#journal = journal;
    this.#clock = clock;
    this.#observe = observe;
    this.#startedAt = clock.milliseconds();
    this.#state = foldEvents(previous);
    this.#before = this.#state.elapsed;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Seconds of search so far, to the millisecond; pauses between parts do not count. */
  get elapsed(): number {
    return Math.round(this.#before * 1000 + this.#clock.milliseconds() - this.#startedAt) / 1000;
  }

  record<T extends EventType>(type: T, properties: Omit<EventOf<T>, 'type' | 'at'>): void {
    const event: unknown = { type, at: this.elapsed, ...properties };
    // What is written must be readable at resume: JSON would turn a stray NaN into null.
    if (!Check(EVENT_SCHEMAS[type], event)) throw new TypeError(`invalid event: ${JSON.stringify(event)}`);
    this.#journal.append(event);
    this.#state = reduce(this.#state, event);
    this.#observe?.(event, this.#state);
  }
}
