import { stat } from 'node:fs/promises';
import type { RunActivity } from '../../protocol/dashboard.ts';
import type { ErrorReport } from '../../protocol/jobs.ts';
import type { JournalEvent } from '../../protocol/journal.ts';
import { EMPTY_RUN, reduce, type RunState } from '../../protocol/run-state.ts';
import type { RunDirectory } from '../../runs/run-directory.ts';
import { Emitter } from './emitter.ts';
import { JournalTail } from './journal-tail.ts';
import type { Run, RunChange } from './run.ts';
import { type RunStatus, statusOf } from './run-status.ts';
import { type RunSummary, summaryOf } from './run-summary.ts';

/** Milliseconds between two readings of a journal that grows: listeners hear of news at most 20 times a second. */
const PACE = 50;

const IDLE: RunActivity = { kind: 'idle' };

/** A run of this window's list. Its journal is read when somebody needs it, and followed from then on. */
export class EditorRun implements Run {
  readonly key: string;
  readonly name: string;
  specPath: string;
  readonly #changed = new Emitter<RunChange>();
  readonly onDidChange = this.#changed.event;
  #directory: RunDirectory | undefined;
  #activity: RunActivity = IDLE;
  #held = false;
  #events: JournalEvent[] = [];
  #state: RunState = EMPTY_RUN;
  /** What was read so far of a journal that took the place of the one before: nobody sees a part of it. */
  #draft: { events: JournalEvent[]; state: RunState } | undefined;
  #tail: JournalTail | undefined;
  #loaded: Promise<void> | undefined;
  #isLoaded = false;
  /** A reading is due. */
  #timer: NodeJS.Timeout | undefined;
  /** What the state was when the summary was made of it. */
  #summarised: RunState | undefined;
  #summary: RunSummary | undefined;
  /** Size and time of the journal when a passing look made the summary. */
  #looked: string | undefined;
  #lookDamage: ErrorReport | undefined;

  constructor(key: string, name: string, specPath: string, directory?: RunDirectory) {
    this.key = key;
    this.name = name;
    this.specPath = specPath;
    this.#directory = directory;
  }

  get directory(): RunDirectory | undefined {
    return this.#directory;
  }

  get events(): readonly JournalEvent[] {
    return this.#events;
  }

  get state(): RunState {
    return this.#state;
  }

  /** A search of another process shows as running, a journal that cannot be read as crashed, with the reason. */
  get activity(): RunActivity {
    if (this.#activity.kind !== 'idle') return this.#activity;
    if (this.damage !== undefined) return { kind: 'crashed', error: this.damage };
    if (this.status === 'elsewhere') return { kind: 'running', elapsed: this.#state.elapsed, elsewhere: true };
    return IDLE;
  }

  get damage(): ErrorReport | undefined {
    return this.#isLoaded ? this.#tail?.damage : this.#lookDamage;
  }

  get status(): RunStatus {
    const phase = this.#isLoaded ? this.#state.phase : this.#summary?.phase;
    return statusOf({ activity: this.#activity, phase, damage: this.damage, held: this.#held });
  }

  get summary(): RunSummary | undefined {
    if (this.#isLoaded && this.#summarised !== this.#state) {
      this.#summarised = this.#state;
      this.#summary = summaryOf(this.#state);
    }
    return this.#summary;
  }

  loaded(): Promise<void> {
    if (this.#directory === undefined) return Promise.resolve();
    this.#loaded ??= this.#load(this.#directory);
    return this.#loaded;
  }

  /** Sees to it that there is a summary, without keeping the journal. */
  async summarise(): Promise<void> {
    if (this.#directory === undefined) return;
    if (this.#loaded !== undefined) {
      await this.#loaded;
      return;
    }
    const path = this.#directory.journalPath;
    const stamp = await stampOf(path);
    if (this.#looked === stamp) return;
    let state = EMPTY_RUN;
    const look = new JournalTail(path, {
      accept: (event) => (state = reduce(state, event)),
      restart: () => (state = EMPTY_RUN),
    });
    await look.read();
    this.#looked = stamp;
    this.#lookDamage = look.damage;
    if (!this.#isLoaded) this.#summary = summaryOf(state);
  }

  /** The search has got its folder. */
  adopt(directory: RunDirectory): void {
    this.#directory = directory;
    void this.loaded();
  }

  /** What a process of this window does for the run. */
  setActivity(activity: RunActivity): void {
    this.#activity = activity;
    this.#changed.fire({ kind: 'activity' });
  }

  get held(): boolean {
    return this.#held;
  }

  /** Whether a process works on the run, of this window or another. */
  setHeld(held: boolean): void {
    if (held === this.#held) return;
    const before = this.status;
    this.#held = held;
    if (this.status !== before) this.#changed.fire({ kind: 'activity' });
  }

  /** Something was written: it is read soon, if anybody follows. */
  nudge(): void {
    if (this.#loaded === undefined) return;
    this.#timer ??= setTimeout(() => void this.catchUp(), PACE);
  }

  /** Reads to the end of the journal, for those who follow it. */
  async catchUp(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isLoaded || this.#tail === undefined) {
      await this.#loaded;
      return;
    }
    const before = { count: this.#events.length, events: this.#events, damage: this.#tail.damage };
    await this.#tail.read();
    this.#publish();
    const from = before.events === this.#events ? before.count : 0;
    if (this.#events.length > from || before.events !== this.#events) this.#changed.fire({ kind: 'events', from });
    if (this.#tail.damage !== before.damage) this.#changed.fire({ kind: 'activity' });
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #load({ journalPath }: RunDirectory): Promise<void> {
    this.#tail = new JournalTail(journalPath, {
      accept: (event) => this.#accept(event),
      restart: () => (this.#draft = { events: [], state: EMPTY_RUN }),
    });
    await this.#tail.read();
    this.#publish();
    this.#isLoaded = true;
    this.#changed.fire({ kind: 'events', from: 0 });
    if (this.#tail.damage !== undefined) this.#changed.fire({ kind: 'activity' });
  }

  #accept(event: JournalEvent): void {
    if (this.#draft === undefined) {
      this.#state = reduce(this.#state, event);
      this.#events.push(event);
    } else {
      this.#draft.state = reduce(this.#draft.state, event);
      this.#draft.events.push(event);
    }
  }

  #publish(): void {
    if (this.#draft === undefined) return;
    ({ events: this.#events, state: this.#state } = this.#draft);
    this.#draft = undefined;
  }
}

/** Changes when the file does. */
async function stampOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return `${size} ${mtimeMs} ${ino}`;
  } catch {
    return 'none';
  }
}
