import * as vscode from 'vscode';
import type { Dashboards } from './dashboards.ts';
import { activeSpec, pickRun, pickSpec, pickTrial } from './pick.ts';
import type { Run, Runs, Selection } from './run.ts';
import { type Target, targetOf } from './targets.ts';

/** Which network a command is about; undefined: the user gave up, or was told why there is none. */
export type ChooseSelection = (argument: unknown) => Promise<Selection | undefined>;

/** Which runs a command can work with, and what to say when there is none. */
export interface RunQuestion {
  /** Of a run with a summary. */
  readonly fits: (run: Run) => boolean;
  /** Of the list to choose from. */
  readonly title: string;
  readonly none: string;
}

const WITH_NETWORKS: RunQuestion = {
  fits: ({ summary }) => summary !== undefined && summary.members.length > 0,
  title: 'Run that has the network',
  none: 'No search has a trained network yet. Run one first.',
};

/** Finds out what a command is about: its argument, else what the user looks at, else the user is asked. */
export class Chooser {
  readonly #runs: Runs;
  readonly #dashboards: Dashboards;

  constructor(runs: Runs, dashboards: Dashboards) {
    this.#runs = runs;
    this.#dashboards = dashboards;
  }

  /** A network: of the argument, else the one selected in the dashboard, else one of a front. */
  readonly chooseSelection: ChooseSelection = async (argument) => {
    const target = targetOf(argument, this.#runs);
    if (target?.kind === 'trial') return { run: target.run, trial: target.trial };
    const { current } = this.#dashboards;
    if (current?.trial !== undefined && (target === undefined || this.#isAbout(target, current.run))) {
      return { run: current.run, trial: current.trial };
    }
    const run = await this.#runOf(target, WITH_NETWORKS);
    if (run === undefined) return undefined;
    const trial = await pickTrial(run);
    return trial === undefined ? undefined : { run, trial };
  };

  /** A run that fits: of the argument, else the one of the dashboard, else the newest of the active file, else any. */
  async chooseRun(argument: unknown, question: RunQuestion): Promise<Run | undefined> {
    return await this.#runOf(targetOf(argument, this.#runs), question);
  }

  /** The path of a spec: of the argument, else that of the active editor, else one of the workspace. */
  async chooseSpec(argument: unknown): Promise<string | undefined> {
    const target = targetOf(argument, this.#runs);
    if (target !== undefined) return target.kind === 'spec' ? target.path : target.run.specPath;
    return activeSpec() ?? this.#dashboards.current?.run.specPath ?? (await pickSpec(this.#runs.specs));
  }

  async #runOf(target: Target | undefined, { fits, title, none }: RunQuestion): Promise<Run | undefined> {
    if (target !== undefined && target.kind !== 'spec') {
      await target.run.summarise();
      if (fits(target.run)) return target.run;
    } else {
      const spec = target?.path ?? activeSpec();
      const { current } = this.#dashboards;
      const candidates = await this.#fitting(target === undefined ? this.#runs.all : this.#runs.of(target.path), fits);
      // What the user looks at, and then the newest run of it, is what is nearly always meant.
      const meant = candidates.find((run) => run === current?.run) ?? candidates.find((run) => run.specPath === spec);
      if (meant !== undefined) return meant;
      if (candidates.length > 0) return await pickRun(candidates, title);
    }
    void vscode.window.showInformationMessage(none);
    return undefined;
  }

  async #fitting(runs: readonly Run[], fits: (run: Run) => boolean): Promise<Run[]> {
    for (const run of runs) await run.summarise();
    return runs.filter(fits);
  }

  #isAbout(target: Target, run: Run): boolean {
    return target.kind === 'spec' ? this.#runs.of(target.path)[0] === run : target.run === run;
  }
}
