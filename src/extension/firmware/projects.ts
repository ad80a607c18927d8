import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { type FirmwareProject, describeProject, requireProject } from '../../firmware/describe-project.ts';
import { MANIFEST_NAME } from '../../firmware/manifest.ts';

/** The generated projects in the open folders, by path. */
export async function findProjects(): Promise<FirmwareProject[]> {
  const manifests = await vscode.workspace.findFiles(`**/${MANIFEST_NAME}`, '**/node_modules/**');
  const folders = manifests.map((manifest) => dirname(manifest.fsPath)).sort();
  const projects = await Promise.all(folders.map(describeProject));
  return projects.filter((project) => project !== undefined);
}

/**
 * The project that a command is about: its argument (the `Uri` of the folder, or of a file in it), the one that holds the
 * active file, the only one there is, or the one that the user picks.
 * @throws UserError when there is none
 */
export async function chooseProject(argument: unknown): Promise<FirmwareProject | undefined> {
  if (argument instanceof vscode.Uri) return (await projectAround(argument.fsPath)) ?? requireProject(argument.fsPath);
  const active = vscode.window.activeTextEditor?.document.uri;
  const around = active?.scheme === 'file' ? await projectAround(active.fsPath) : undefined;
  if (around !== undefined) return around;
  const projects = await findProjects();
  if (projects.length === 0) {
    throw new UserError('firmware/no-project', 'There is no generated firmware project in this folder yet.', {
      hint: 'Deploy a network first: NAS: Deploy Selected Architecture.',
    });
  }
  if (projects.length === 1) return projects[0];
  const items = projects.map((project) => ({
    label: project.name,
    description: `${project.framework}, ${project.board}`,
    detail: vscode.workspace.asRelativePath(project.folder),
    project,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Firmware project', matchOnDescription: true }))?.project;
}

async function projectAround(path: string): Promise<FirmwareProject | undefined> {
  for (let folder = path; ; folder = dirname(folder)) {
    const project = await describeProject(folder);
    if (project !== undefined) return project;
    if (dirname(folder) === folder) return undefined;
  }
}
