import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { COMMANDS, CONTEXT_KEYS } from '../ids.ts';
import type { EditorRun } from './editor-run.ts';
import type { SearchQueue } from './search-queue.ts';
import { statusText, statusTooltip } from './status-text.ts';
import { RunTarget } from './targets.ts';

/** Milliseconds between two looks at the clock. */
const TICK = 1000;

/** One item while a search is going on, none otherwise. */
export class SearchStatus {
  readonly #queue: SearchQueue;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: { dispose(): void };
  #run: EditorRun | undefined;
  #listener: { dispose(): void } | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** When the run last told its activity, in milliseconds. */
  #toldAt = 0;

  constructor(queue: SearchQueue) {
    this.#queue = queue;
    this.#item = vscode.window.createStatusBarItem('nas.search', vscode.StatusBarAlignment.Left, 50);
    this.#item.name = 'NAS Search';
    this.#subscription = queue.onDidChange(() => this.#follow());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#listener?.dispose();
    clearInterval(this.#timer);
    this.#item.dispose();
  }

  #follow(): void {
    const { current } = this.#queue;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.searching, current !== undefined);
    if (current !== this.#run) {
      this.#listener?.dispose();
      clearInterval(this.#timer);
      this.#run = current;
      if (current === undefined) {
        this.#item.hide();
        return;
      }
      this.#toldAt = performance.now();
      this.#listener = current.onDidChange(({ kind }) => {
        if (kind === 'activity') this.#toldAt = performance.now();
        this.#show();
      });
      this.#timer = setInterval(() => this.#show(), TICK);
      this.#item.command = {
        command: COMMANDS.showResults,
        title: 'Show Results',
        arguments: [new RunTarget(current)],
      };
    }
    this.#show();
    if (current !== undefined) this.#item.show();
  }

  #show(): void {
    if (this.#run === undefined) return;
    const text = statusText(this.#run, (performance.now() - this.#toldAt) / 1000);
    this.#item.text = `$(sync~spin) ${text}`;
    this.#item.accessibilityInformation = { label: `NAS search ${text}` };
    this.#item.tooltip = new vscode.MarkdownString(statusTooltip(this.#run, this.#queue.waiting));
  }
}
