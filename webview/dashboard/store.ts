import type { PageMessage } from '../../src/protocol/dashboard.ts';
import type { Host } from './host.ts';
import { EMPTY_PAGE, type Page, receive } from './state.ts';
import { parseView, shownTrial, type View } from './view.ts';

/** Holds what the page knows and how it is looked at, and talks with the host about both. */
export class Store {
  readonly host: Host;
  readonly #now: () => number;
  /** Called after every change. */
  readonly #changed: () => void;
  readonly #asked = new Set<number>();
  #told: number | undefined;
  #page: Page = EMPTY_PAGE;
  #view: View;

  /** @param now milliseconds */
  constructor(host: Host, changed: () => void, now: () => number = Date.now) {
    this.host = host;
    this.#changed = changed;
    this.#now = now;
    const saved = host.getState();
    this.#view = parseView(typeof saved === 'object' && saved !== null && 'view' in saved ? saved.view : undefined);
    host.onMessage((message) => {
      const before = this.#page;
      this.#page = receive(before, message, this.#now());
      if (message.type === 'select') this.#view = { ...this.#view, selected: message.trial };
      // Answered once: what comes until the snapshot does cannot be used.
      if (this.#page.lost && !before.lost) this.post({ type: 'ready' });
      if (message.type === 'snapshot' || message.type === 'select') this.#save();
      this.#settle();
    });
    this.post({ type: 'ready' });
  }

  get page(): Page {
    return this.#page;
  }

  get view(): View {
    return this.#view;
  }

  readonly look = (change: Partial<View>): void => {
    this.#view = { ...this.#view, ...change };
    this.#save();
    this.#settle();
  };

  readonly post = (message: PageMessage): void => this.host.post(message);

  /** The run's folder is for the editor, which opens the panel again by it after a restart. */
  #save(): void {
    this.host.setState({ run: this.#page.info?.run, view: this.#view });
  }

  /** Tells the host what is selected, and asks for the layers of what is shown. */
  #settle(): void {
    const shown = shownTrial(this.#view, this.#page.run);
    if (shown !== undefined && shown !== this.#told) {
      this.#told = shown;
      this.post({ type: 'selected', trial: shown });
    }
    for (const trial of [shown, this.#view.pinned]) {
      if (trial === undefined || trial >= this.#page.run.trials.length || this.#asked.has(trial)) continue;
      this.#asked.add(trial);
      this.post({ type: 'detail', trial });
    }
    this.#changed();
  }
}
