import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { CONFIGURATION } from '../ids.ts';
import { trialsText } from '../views/run-text.ts';
import type { Run, Runs } from './run.ts';

/** Times of journals, by folder of the run, when their interruption was last offered: milliseconds. */
type Offered = Readonly<Record<string, number>>;

const STATE_KEY = 'nas.offeredResume';

/** Milliseconds that things may settle: a window that reloads stops its search while the new one comes up. */
const SETTLE = 1500;

/** Offers to resume what was interrupted, once per interruption. */
export class ResumeOffer {
  readonly #runs: Runs;
  readonly #memory: vscode.Memento;
  #timer: NodeJS.Timeout | undefined;
  #asking = false;

  constructor(runs: Runs, memory: vscode.Memento) {
    this.#runs = runs;
    this.#memory = memory;
  }

  /** Looks for interrupted runs, soon. */
  consider(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#offer();
    }, SETTLE);
  }

  /** Somebody told the user about this interruption already. */
  async remember(runs: readonly Run[]): Promise<void> {
    const known = this.#known();
    const now = await Promise.all(runs.map(async (run) => [run.directory!.path, await timeOf(run)] as const));
    await this.#memory.update(STATE_KEY, { ...known, ...Object.fromEntries(now) });
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #offer(): Promise<void> {
    const wanted = vscode.workspace.getConfiguration(CONFIGURATION).get<boolean>('search.offerResume', true);
    if (!wanted || !vscode.workspace.isTrusted || this.#asking) return;
    const runs = await this.#interrupted();
    if (runs.length === 0) return;
    this.#asking = true;
    try {
      await this.remember(runs);
      const choice = await vscode.window.showInformationMessage(offerText(runs), 'Resume', 'Later');
      if (choice === 'Resume') for (const run of runs) this.#runs.resume(run);
    } finally {
      this.#asking = false;
    }
  }

  async #interrupted(): Promise<Run[]> {
    const known = this.#known();
    const found: Run[] = [];
    for (const run of this.#runs.all) {
      if (run.directory === undefined) continue;
      if (run.status === 'unread') await run.summarise();
      if (run.status === 'interrupted' && known[run.directory.path] !== (await timeOf(run))) found.push(run);
    }
    return found;
  }

  /** Without runs that are gone. */
  #known(): Offered {
    const offered = this.#memory.get<Offered>(STATE_KEY, {});
    const present = new Set(this.#runs.all.map(({ directory }) => directory?.path));
    return Object.fromEntries(Object.entries(offered).filter(([path]) => present.has(path)));
  }
}

function offerText(runs: readonly Run[]): string {
  const [first] = runs;
  if (runs.length > 1) return `The searches ${runs.map(({ name }) => `\`${name}\``).join(', ')} were interrupted.`;
  const { name, summary } = first!;
  if (summary === undefined || summary.done === 0)
    return `The search \`${name}\` was interrupted before its first trial.`;
  const of =
    summary.total === undefined ? trialsText(summary, 'interrupted') : `${summary.done} of ${summary.total} trials`;
  return `The search \`${name}\` was interrupted after ${of}.`;
}

/** Of the last write, milliseconds; 0: no journal. */
async function timeOf({ directory }: Run): Promise<number> {
  try {
    return (await stat(directory!.journalPath)).mtimeMs;
  } catch {
    return 0;
  }
}
