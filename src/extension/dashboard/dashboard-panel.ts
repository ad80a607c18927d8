import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { DashboardCommand, EmulationState, HostMessage, PageMessage, RunInfo } from '../../protocol/dashboard.ts';
import { trialDetail } from '../../runs/trial-detail.ts';
import { COMMANDS, type CommandId } from '../ids.ts';
import type { Run } from '../runs/run.ts';
import { Feed } from './feed.ts';
import { dashboardHtml } from './html.ts';
import { parsePageMessage } from './messages.ts';
import { readInfo } from './read-info.ts';
import { saveExport } from './save.ts';
import { titleOf } from './title.ts';

const COMMAND_IDS: Readonly<Record<DashboardCommand, CommandId>> = {
  stop: COMMANDS.stopSearch,
  resume: COMMANDS.resumeSearch,
  deploy: COMMANDS.deploy,
  flash: COMMANDS.flash,
  emulate: COMMANDS.emulate,
  measureBoard: COMMANDS.measureBoard,
  measureSpread: COMMANDS.measureSpread,
  openSpec: COMMANDS.openSpec,
  showLog: COMMANDS.showLog,
};

export interface PanelParts {
  /** The extension's `dist`, the only folder that the page may load from. */
  readonly dist: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** The dashboard of one run in its tab. */
export class DashboardPanel {
  readonly run: Run;
  readonly panel: vscode.WebviewPanel;
  readonly #log: vscode.LogOutputChannel;
  readonly #feed: Feed;
  #selected: number | undefined;
  #shown: number | undefined;
  /** To be selected once the page can listen. */
  #wanted: number | undefined;
  #awake = false;
  /** What the page was told; a run gets its folder when its search has read its data. */
  #info: RunInfo | undefined;
  /** Times that the page has said it is there; answers to earlier ones are late. */
  #greetings = 0;

  constructor(run: Run, panel: vscode.WebviewPanel, { dist, log }: PanelParts) {
    this.run = run;
    this.panel = panel;
    this.#log = log;
    this.#feed = new Feed(run, (message) => this.#post(message));
    const { webview } = panel;
    const subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#sleep();
      }),
      run.onDidChange((change) => {
        panel.title = titleOf(run);
        this.#feed.changed(change);
        if (this.#awake && run.directory?.path !== this.#info?.run) void this.#welcome();
      }),
    ];
    panel.onDidDispose(() => {
      this.#sleep();
      subscriptions.forEach((subscription) => void subscription.dispose());
    });
    panel.title = titleOf(run);
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    webview.html = dashboardHtml({
      script: uri('dashboard.js'),
      style: uri('dashboard.css'),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
  }

  /** What is selected in the page. */
  get selected(): number | undefined {
    return this.#selected;
  }

  /** The trial that the page itself said it shows; undefined while there is no page, as behind another tab. */
  get shown(): number | undefined {
    return this.#shown;
  }

  select(trial: number): void {
    this.#selected = trial;
    if (this.#awake) this.#post({ type: 'select', trial });
    else this.#wanted = trial;
  }

  emulated(state: EmulationState): void {
    this.#feed.emulated(state);
  }

  /** Something that the page said. */
  receive(value: unknown): void {
    const message = parsePageMessage(value);
    if (message === undefined) {
      this.#log.warn('The dashboard sent something that is no message.');
      return;
    }
    this.#handle(message);
  }

  #handle(message: PageMessage): void {
    switch (message.type) {
      case 'ready':
        void this.#welcome();
        return;
      case 'selected':
        this.#selected = message.trial;
        this.#shown = message.trial;
        return;
      case 'detail':
        this.#tellDetail(message.trial);
        return;
      case 'command': {
        const { command, trial } = message;
        const argument = { run: this.run, ...(trial === undefined ? {} : { trial }) };
        void vscode.commands.executeCommand(COMMAND_IDS[command], argument);
        return;
      }
      case 'save':
        saveExport(this.run, message).catch((error: unknown) => {
          this.#log.error(error instanceof Error ? error : String(error));
          void vscode.window.showErrorMessage(`The file could not be written: ${String(error)}`);
        });
    }
  }

  async #welcome(): Promise<void> {
    const greeting = ++this.#greetings;
    await this.run.loaded();
    const info = await readInfo(this.run);
    if (greeting !== this.#greetings || !this.panel.visible) return;
    this.#info = info;
    this.#feed.wake(info);
    this.#awake = true;
    this.panel.title = titleOf(this.run);
    if (this.#wanted !== undefined) this.#post({ type: 'select', trial: this.#wanted });
    this.#wanted = undefined;
  }

  #sleep(): void {
    this.#greetings++;
    this.#awake = false;
    this.#shown = undefined;
    this.#feed.sleep();
  }

  #tellDetail(index: number): void {
    const { trials, data } = this.run.state;
    const trial = trials[index];
    if (trial === undefined || this.#info === undefined) return;
    const use = { mode: this.#info.mode, samples: data?.samples };
    this.#post({ type: 'detail', detail: trialDetail(index, trial.architecture, use) });
  }

  #post(message: HostMessage): void {
    void this.panel.webview.postMessage(message);
  }
}
