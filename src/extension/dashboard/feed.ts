import type { EmulationState, HostMessage, RunInfo } from '../../protocol/dashboard.ts';
import type { Run, RunChange } from '../runs/run.ts';

/** What is followed of a run. */
export type Followed = Pick<Run, 'events' | 'activity'>;

/** Milliseconds between two batches of events: at most 20 a second, whoever writes the journal and how fast. */
const PACE = 50;

/** Events of one message: a long journal goes in pieces, for turning it into one message would hold up the editor. */
const PIECE = 4000;

/**
 * Tells one page of one run what happens. A page that has said `ready` gets a snapshot and from then on what is new, until it
 * goes to sleep: a hidden page is thrown away, and begins anew with `ready`.
 */
export class Feed {
  readonly #run: Followed;
  readonly #post: (message: HostMessage) => void;
  #awake = false;
  /** Events that the page has. */
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;
  #emulation: EmulationState | undefined;

  constructor(run: Followed, post: (message: HostMessage) => void) {
    this.#run = run;
    this.#post = post;
  }

  /** The page can listen now. */
  wake(info: RunInfo): void {
    this.#awake = true;
    const { activity, events: all } = this.#run;
    const events = all.slice(0, PIECE);
    const emulation = this.#emulation;
    this.#post({ type: 'snapshot', info, events, total: all.length, activity, ...(emulation && { emulation }) });
    this.#sent = events.length;
    this.#flushSoon(0);
  }

  sleep(): void {
    this.#awake = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  changed(change: RunChange): void {
    if (!this.#awake) return;
    if (change.kind === 'activity') {
      // What the journal says goes first: trials end before their search does.
      while (this.#flushPiece());
      this.#post({ type: 'activity', activity: this.#run.activity });
      return;
    }
    // A journal that was read anew has nothing to do with what the page has: that makes the page ask again.
    this.#sent = Math.min(this.#sent, change.from);
    this.#flushSoon(PACE);
  }

  emulated(emulation: EmulationState): void {
    this.#emulation = emulation;
    if (this.#awake) this.#post({ type: 'emulation', emulation });
  }

  #flushSoon(delay: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#flushPiece()) this.#flushSoon(0);
    }, delay);
  }

  /** @returns whether there is more to send */
  #flushPiece(): boolean {
    const { events } = this.#run;
    const piece = events.slice(this.#sent, this.#sent + PIECE);
    if (piece.length === 0) return false;
    this.#post({ type: 'events', from: this.#sent, events: piece });
    this.#sent += piece.length;
    return this.#sent < events.length;
  }
}
