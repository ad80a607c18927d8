import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/extension.ts';
import type { Parts } from '../../../src/extension/parts.ts';
import type { Run, Runs } from '../../../src/extension/runs/run.ts';
import { journalHolder } from '../../../src/runs/journal-file.ts';

export const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

export async function theParts(): Promise<Parts> {
  const extension = vscode.extensions.getExtension<Api>('tinyml-nas.tinyml-nas');
  assert.ok(extension, 'the extension is not installed');
  return (await extension.activate()).parts;
}

export const theRuns = async (): Promise<Runs> => (await theParts()).runs;

/** Waits for something that will be so; a minute is for a machine that does much else. */
export async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await sleep(20);
  }
  throw new Error(`${what} did not come`);
}

/** A spec of a small search in the workspace. */
export function writeSpec(name: string, { trials, epochs = 6 }: { trials: number; epochs?: number }): vscode.Uri {
  const path = join(folder, `${name}.nas.yaml`);
  writeFileSync(
    path,
    `name: ${name}
seed: 7
data: { source: synthetic, generator: gestures, series: 200 }
task: { type: classification }
space: { cell: [gru, fastgrnn], hidden: [3, 5, 8, 12] }
target: { board: qemu:mps2-an386 }
budget: { trials: ${trials} }
training: { epochs: ${epochs}, learning_rate: 0.02 }
`,
  );
  return vscode.Uri.file(path);
}

/** The newest run of a spec. */
export const newest = (runs: Runs, spec: vscode.Uri): Run | undefined => runs.of(spec.fsPath)[0];

/** The process that works on a run. */
export function holderOf(run: Run): number {
  assert.ok(run.directory !== undefined && existsSync(run.directory.journalPath));
  const holder = journalHolder(run.directory.journalPath);
  assert.ok(holder, 'nobody works on the run');
  return holder.pid;
}

/** Messages and what a person would click, where suite and extension share an instance of the API. */
export class Messages {
  readonly all: string[] = [];
  answer: (message: string) => string | undefined = () => undefined;
  readonly #originals = new Map<string, unknown>();

  listen(): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    for (const name of ['showErrorMessage', 'showWarningMessage', 'showInformationMessage']) {
      this.#originals.set(name, window[name]);
      window[name] = (message: string) => {
        this.all.push(message);
        return Promise.resolve(this.answer(message));
      };
    }
  }

  restore(): void {
    for (const [name, original] of this.#originals)
      (vscode.window as unknown as Record<string, unknown>)[name] = original;
  }
}
