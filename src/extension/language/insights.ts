import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DataPeek } from '../../data/data-peek.ts';
import { boardNamed } from '../../hardware/boards.ts';
import { analyse } from '../../language/analysis.ts';
import type { LanguageContext } from '../../language/context.ts';
import { dataSourceOf } from '../../language/data-source.ts';
import { diagnose } from '../../language/diagnose.ts';
import type { EstimateInput } from '../../language/estimate.ts';
import { shapeOf } from '../../language/shape.ts';
import type { Problem } from '../../protocol/problem.ts';
import { calibrationPath, parseCalibration } from '../../runs/board-calibration-file.ts';
import { CONFIGURATION, LANGUAGE_ID } from '../ids.ts';
import { Estimates } from './estimates.ts';
import { Peeks } from './peeks.ts';

/** Milliseconds after the last key press. */
const DELAY = 150;

interface State {
  timer: NodeJS.Timeout | undefined;
  /** Ends the work for a text that has changed. */
  work: AbortController | undefined;
  /** Of the data that the text named last; a text that names none for a moment keeps it. */
  peek: { readonly source: string; readonly data: DataPeek | undefined } | undefined;
  /** From measurements on a board. */
  latency: { readonly board: string; readonly factor: number | undefined } | undefined;
}

/** What is known of every open `.nas.yaml` besides its text: its data and what its space costs, kept up to date. */
export class Insights implements vscode.Disposable {
  readonly #states = new Map<vscode.TextDocument, State>();
  readonly #estimates = new Estimates();
  readonly #peeks = new Peeks();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #disposables: readonly { dispose(): unknown }[];
  readonly #report: (error: unknown) => void;
  readonly #dropped = new vscode.EventEmitter<vscode.TextDocument>();
  /** The text of the document was looked at, or more of what it depends on is known. */
  readonly onDidChange = this.#changed.event;
  /** The document was closed, or is of another language now. */
  readonly onDidDrop = this.#dropped.event;

  /** @param report where a defect of ours goes */
  constructor(report: (error: unknown) => void) {
    this.#report = report;
    const { workspace } = vscode;
    this.#disposables = [
      this.#peeks,
      this.#changed,
      this.#dropped,
      workspace.onDidOpenTextDocument((document) => this.#take(document, 0)),
      workspace.onDidChangeTextDocument(({ document }) => this.#take(document, DELAY)),
      workspace.onDidCloseTextDocument((document) => this.#drop(document)),
      this.#peeks.onDidChange(() => this.#takeAll()),
      workspace.onDidGrantWorkspaceTrust(() => this.#takeAll()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${CONFIGURATION}.language`)) this.#takeAll();
      }),
    ];
    for (const document of workspace.textDocuments) this.#take(document, 0);
  }

  /** The data of the document, when they have been looked at. */
  dataOf(document: vscode.TextDocument): DataPeek | undefined {
    const peek = this.#states.get(document)?.peek;
    const source = dataSourceOf(analyse(document.getText()));
    return source === undefined || JSON.stringify(source) === peek?.source ? peek?.data : undefined;
  }

  contextOf(document: vscode.TextDocument): LanguageContext {
    const data = this.dataOf(document);
    const input = wantsEstimates() ? estimateInput(document, data, this.#states.get(document)) : undefined;
    return { data, estimate: input && this.#estimates.known(input) };
  }

  problemsOf(document: vscode.TextDocument): Problem[] {
    return diagnose(analyse(document.getText()), this.contextOf(document));
  }

  dispose(): void {
    for (const document of [...this.#states.keys()]) this.#drop(document);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #takeAll(): void {
    for (const document of this.#states.keys()) this.#take(document, 0);
  }

  #take(document: vscode.TextDocument, delay: number): void {
    if (document.languageId !== LANGUAGE_ID) {
      this.#drop(document);
      return;
    }
    let state = this.#states.get(document);
    if (state === undefined)
      this.#states.set(document, (state = { timer: undefined, work: undefined, peek: undefined, latency: undefined }));
    clearTimeout(state.timer);
    const taken = state;
    state.timer = setTimeout(() => void this.#look(document, taken).catch(this.#report), delay);
  }

  #drop(document: vscode.TextDocument): void {
    const state = this.#states.get(document);
    clearTimeout(state?.timer);
    state?.work?.abort();
    if (this.#states.delete(document)) this.#dropped.fire(document);
  }

  async #look(document: vscode.TextDocument, state: State): Promise<void> {
    state.work?.abort();
    const work = new AbortController();
    state.work = work;
    const { signal } = work;
    // What the text alone says, with what is known from before, at once.
    this.#changed.fire(document);
    const source = dataSourceOf(analyse(document.getText()));
    if (source !== undefined) {
      const data = await this.#peeks.look(source, folderOf(document));
      if (signal.aborted) return;
      state.peek = { source: JSON.stringify(source), data };
      this.#changed.fire(document);
    }
    const board = analyse(document.getText()).inspected.spec?.target.board;
    if (board !== undefined) state.latency = { board, factor: await latencyFactor(folderOf(document), board) };
    const input = wantsEstimates() ? estimateInput(document, state.peek?.data, state) : undefined;
    if (input === undefined) return;
    try {
      await this.#estimates.make(input, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return;
    }
    if (!signal.aborted) this.#changed.fire(document);
  }
}

function estimateInput(
  document: vscode.TextDocument,
  data: DataPeek | undefined,
  known: Pick<State, 'latency'> | undefined,
): EstimateInput | undefined {
  const { spec } = analyse(document.getText()).inspected;
  const board = spec && boardNamed(spec.target.board);
  const shape = spec && data && shapeOf(spec, data);
  const latencyFactor = known?.latency?.board === board?.id ? known?.latency?.factor : undefined;
  return spec && board && shape && { spec, shape, board, latencyFactor };
}

/** Undefined where nothing was measured on the board, or the file is damaged: the search says so when it begins. */
async function latencyFactor(folder: string | undefined, board: string): Promise<number | undefined> {
  if (folder === undefined) return undefined;
  const path = calibrationPath(folder, board);
  try {
    return parseCalibration(await readFile(path, 'utf8'), path, board)?.factor;
  } catch {
    return undefined;
  }
}

/** Undefined where the files beside the document cannot be read, or should not be: an unknown folder may name any path. */
function folderOf({ uri }: vscode.TextDocument): string | undefined {
  return uri.scheme === 'file' && vscode.workspace.isTrusted ? dirname(uri.fsPath) : undefined;
}

function wantsEstimates(): boolean {
  return vscode.workspace.getConfiguration(CONFIGURATION).get('language.estimates', true);
}
