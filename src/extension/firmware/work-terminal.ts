import * as vscode from 'vscode';

/** What work in a terminal may do. */
export interface TerminalWork {
  /** Line ends may be `\n`. */
  readonly write: (text: string) => void;
  /** Aborted when the task is terminated or its terminal closed. */
  readonly signal: AbortSignal;
  /** Where what the user types goes; until it is set, nowhere. */
  onInput?: (text: string) => void;
}

const CTRL_C = '\u0003';

/** A task's terminal without a shell: shows what the work writes, and ends with its exit code. */
export class WorkTerminal implements vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  readonly #controller = new AbortController();
  readonly #run: (work: TerminalWork) => Promise<number>;
  readonly #work: TerminalWork;

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  /** @param run resolves with the exit code; it tells its errors itself */
  constructor(run: (work: TerminalWork) => Promise<number>) {
    this.#run = run;
    this.#work = {
      write: (text) => this.#written.fire(text.replace(/\r?\n/g, '\r\n')),
      signal: this.#controller.signal,
    };
  }

  open(): void {
    void this.#run(this.#work).then((code) => this.#closed.fire(code));
  }

  close(): void {
    this.#controller.abort();
  }

  handleInput(data: string): void {
    if (data === CTRL_C) this.#controller.abort();
    else this.#work.onInput?.(data.replaceAll('\r', '\n'));
  }
}
