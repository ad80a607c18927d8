import type { HostMessage, PageMessage } from '../../src/protocol/dashboard.ts';

/** Port: where the page lives, an editor's panel or a file of its own. */
export interface Host {
  /** Whether searches can be stopped and networks deployed from here; a report can only be read. */
  readonly commands: boolean;
  post(message: PageMessage): void;
  onMessage(listener: (message: HostMessage) => void): void;
  /** What was given to `setState` before the page was hidden or reloaded. */
  getState(): unknown;
  setState(state: unknown): void;
}
