import * as vscode from 'vscode';
import type { EmulationState } from '../../protocol/dashboard.ts';
import { reportOf } from '../../protocol/error-report.ts';
import type { Emulation } from '../../protocol/jobs.ts';
import { emulationSummary } from '../../runs/emulation-text.ts';
import { COMMANDS, CONFIGURATION } from '../ids.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Run, Selection } from '../runs/run.ts';
import { isAbort, withProgress } from '../progress.ts';
import { folderOf } from '../runs/folder-of.ts';

/** Where the dashboards show what an emulation is doing. @returns whether one is open for the run */
export type ShowEmulation = (run: Run, state: EmulationState) => boolean;

/** Runs networks in an emulator, and shows what they did there. */
export class EmulatorCommand {
  readonly #jobs: Jobs;
  readonly #show: ShowEmulation;

  constructor(jobs: Jobs, show: ShowEmulation) {
    this.#jobs = jobs;
    this.#show = show;
  }

  /** @throws UserError when it cannot be built or run; the dashboard has been told then too */
  async run({ run, trial }: Selection): Promise<Emulation> {
    const { path } = folderOf(run);
    const running = (text: string): boolean => this.#show(run, { kind: 'running', trial, text });
    running('starting');
    try {
      const windows = vscode.workspace.getConfiguration(CONFIGURATION).get('emulator.windows', 200);
      const emulation = await withProgress(`Trial ${trial} in the emulator`, (signal, status) =>
        this.#jobs.run<'emulate'>(
          { kind: 'emulate', run: path, trial, windows },
          {
            signal,
            onMessage: (message) => {
              if (message.type !== 'status' || message.text === undefined) return;
              status(message.text);
              running(message.text);
            },
          },
        ),
      );
      const shown = this.#show(run, { kind: 'done', trial, emulation });
      if (emulation.different > 0) void this.#tellDifference(emulation);
      else if (!shown) void this.#tell(run, emulation);
      return emulation;
    } catch (error) {
      this.#show(run, { kind: 'failed', trial, error: isAbort(error) ? CANCELLED : reportOf(error) });
      throw error;
    }
  }

  async #tell(run: Run, emulation: Emulation): Promise<void> {
    const show = 'Show Results';
    const choice = await vscode.window.showInformationMessage(emulationSummary(emulation), show);
    if (choice === show) await vscode.commands.executeCommand(COMMANDS.showResults, { run, trial: emulation.trial });
  }

  async #tellDifference(emulation: Emulation): Promise<void> {
    await vscode.window.showErrorMessage(
      `${emulationSummary(emulation)} This is a defect of the tool or of the compiler: please report it with the run's folder.`,
    );
  }
}

const CANCELLED = { code: 'cancelled', message: 'Cancelled.' };
