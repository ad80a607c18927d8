import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { BuildProblem } from '../../firmware/build-problems.ts';
import type { FirmwareProject } from '../../firmware/describe-project.ts';
import type { Framework } from '../../firmware/project-facts.ts';

/** The file that stands for a project as a whole: where one would change what the linker complains about. */
const MAIN_FILE: Readonly<Record<Framework, string>> = {
  zephyr: 'prj.conf',
  platformio: 'platformio.ini',
  bare: 'Makefile',
};

const SEVERITY = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
} as const;

/**
 * Problems of builds, in the Problems panel. Not a problem matcher: a matcher's pattern must capture a file, and a linker
 * that says "region `RAM' overflowed" names none.
 */
export class BuildDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('nas-build');
  /** By folder of the project, by file. */
  readonly #problems = new Map<string, Map<string, vscode.Diagnostic[]>>();

  /** A build begins: what was found by the last one is history. */
  begin({ folder }: FirmwareProject): void {
    for (const file of this.#problems.get(folder)?.keys() ?? []) this.#collection.delete(vscode.Uri.file(file));
    this.#problems.set(folder, new Map());
  }

  /** @param folders that paths may be relative to, likeliest first */
  add(project: FirmwareProject, { severity, message, place }: BuildProblem, folders: readonly string[]): void {
    const file = place === undefined ? join(project.folder, MAIN_FILE[project.framework]) : locate(place.file, folders);
    const position = new vscode.Position(Math.max(0, (place?.line ?? 1) - 1), Math.max(0, (place?.column ?? 1) - 1));
    const range = new vscode.Range(position, position);
    const files = this.#problems.get(project.folder) ?? new Map<string, vscode.Diagnostic[]>();
    const diagnostics = files.get(file) ?? [];
    if (diagnostics.some((known) => known.message === message && known.range.isEqual(range))) return;
    const diagnostic = new vscode.Diagnostic(range, message, SEVERITY[severity]);
    diagnostic.source = 'nas';
    diagnostics.push(diagnostic);
    files.set(file, diagnostics);
    this.#problems.set(project.folder, files);
    this.#collection.set(vscode.Uri.file(file), diagnostics);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

function locate(file: string, folders: readonly string[]): string {
  if (isAbsolute(file)) return file;
  return folders.map((folder) => join(folder, file)).find(existsSync) ?? resolve(folders[0] ?? '', file);
}
