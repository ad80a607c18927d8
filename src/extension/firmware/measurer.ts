import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { serialPorts } from '../../firmware/serial-ports.ts';
import type { MeasureReport, MeasureSource } from '../../protocol/jobs.ts';
import { failureOf, measurementSummary } from '../../runs/measurement-text.ts';
import { COMMANDS } from '../ids.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { withProgress } from '../progress.ts';
import { folderOf } from '../runs/folder-of.ts';
import type { Selection } from '../runs/run.ts';
import type { Flasher } from './flash.ts';
import type { Ports } from './ports.ts';
import { CONSOLE, measureSourceOf, type Wishes } from './wishes.ts';

/** Lets a network measure itself on a board, and shows what came out; it stands in the run's journal. */
export class Measurer {
  readonly #jobs: Jobs;
  readonly #flasher: Flasher;
  readonly #ports: Ports;

  constructor(jobs: Jobs, flasher: Flasher, ports: Ports) {
    this.#jobs = jobs;
    this.#flasher = flasher;
    this.#ports = ports;
  }

  /**
   * @param argument of the command; it may say the source besides the network
   * @throws UserError when nothing can be read, or the board runs another network
   */
  async measure(selection: Selection, wishes: Wishes, argument: unknown): Promise<MeasureReport | undefined> {
    const source = measureSourceOf(argument) ?? (await this.#pickSource(selection, wishes));
    if (source === undefined) return undefined;
    const { run, trial } = selection;
    const { path } = folderOf(run);
    const report = await withProgress(`Measuring trial ${trial}`, (signal, status) =>
      this.#jobs.run<'measure'>(
        { kind: 'measure', run: path, trial, source },
        {
          signal,
          onMessage: (message) => {
            if (message.type === 'status' && message.text !== undefined) status(message.text);
          },
        },
      ),
    );
    void tell(selection, report);
    return report;
  }

  /** Undefined: the user gave up, or a step failed and was told. */
  async #pickSource(selection: Selection, wishes: Wishes): Promise<MeasureSource | undefined> {
    const kind = await pickKind();
    switch (kind) {
      case 'flash': {
        const project = await this.#flasher.flashSelfTest(selection, wishes);
        if (project === undefined) return undefined;
        const port = await this.#ports.choose(project, { ask: false, wait: true });
        if (port === undefined) throw noPort();
        return port === null ? undefined : serial(port);
      }
      case 'port': {
        const port = await pickPort();
        return port === undefined ? undefined : serial(port);
      }
      case 'log': {
        const [file] = (await vscode.window.showOpenDialog({ title: 'What the board said', openLabel: 'Read' })) ?? [];
        return file === undefined ? undefined : { kind: 'log', path: file.fsPath };
      }
      case 'emulator':
        return { kind: 'emulator' };
      case undefined:
        return undefined;
    }
  }
}

const serial = (port: string): MeasureSource => ({ kind: 'serial', port, ...CONSOLE });

type Kind = 'flash' | 'port' | 'log' | 'emulator';

async function pickKind(): Promise<Kind | undefined> {
  const items: readonly (vscode.QuickPickItem & { kindOfSource: Kind })[] = [
    {
      label: 'Flash the self-test, then listen',
      detail: 'Builds firmware that measures itself',
      kindOfSource: 'flash',
    },
    { label: 'Listen to a serial port', detail: 'The board runs the self-test already', kindOfSource: 'port' },
    { label: 'Read a log file', detail: 'What a board said, in a file', kindOfSource: 'log' },
    { label: 'Run the self-test in the emulator', detail: 'Counts instructions', kindOfSource: 'emulator' },
  ];
  return (await vscode.window.showQuickPick(items, { title: 'Measure on Board' }))?.kindOfSource;
}

async function pickPort(): Promise<string | undefined> {
  const ports = await serialPorts();
  if (ports.length === 0) throw noPort();
  const items = ports.map(({ path, description }) => ({ label: path, description }));
  return (await vscode.window.showQuickPick(items, { title: 'Serial port of the board' }))?.label;
}

function noPort(): UserError {
  return new UserError('firmware/no-port', 'No serial port was found.', {
    hint: 'Connect the board by USB, and measure again.',
  });
}

async function tell({ run, trial }: Selection, report: MeasureReport): Promise<void> {
  const { measurement } = report;
  const text = measurementSummary(report);
  const show = 'Show Results';
  const choice =
    measurement.passed === measurement.windows
      ? await vscode.window.showInformationMessage(text, show)
      : await vscode.window.showErrorMessage(`${text} ${failureOf(measurement).hint}`, show);
  if (choice === show) await vscode.commands.executeCommand(COMMANDS.showResults, { run, trial });
}
