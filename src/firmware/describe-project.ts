import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { isErrno } from './files.ts';
import { MANIFEST_NAME, parseManifest } from './manifest.ts';
import { type ProjectFacts, runOfProject } from './project-facts.ts';

/** A generated project in a folder. */
export interface FirmwareProject extends ProjectFacts {
  /** Absolute. */
  readonly folder: string;
  /** What people call it: the name of the folder. */
  readonly name: string;
  /** Folder of the run, absolute; it may be gone. */
  readonly run: string;
}

/** Undefined when there is no project in the folder, or one of which the manifest does not say what it is. */
export async function describeProject(folder: string): Promise<FirmwareProject | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST_NAME), 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return undefined;
    throw error;
  }
  const facts = parseManifest(text)?.project;
  return facts === undefined
    ? undefined
    : { ...facts, folder, name: basename(folder), run: runOfProject(folder, facts) };
}

/** @throws UserError `firmware/no-project` */
export async function requireProject(folder: string): Promise<FirmwareProject> {
  const project = await describeProject(folder);
  if (project !== undefined) return project;
  throw new UserError('firmware/no-project', `There is no generated project in ${folder}.`, {
    hint: 'Deploy a network into it first.',
  });
}

/** The network, framework and board that a project should be of. */
export type Wanted = Pick<ProjectFacts, 'framework' | 'board' | 'run' | 'trial'>;

/** A project that is not there, or of something else than wanted, has to be generated. @param wanted `run` is absolute */
export function isStale(project: FirmwareProject | undefined, wanted: Wanted): boolean {
  if (project === undefined) return true;
  const { framework, board, run, trial } = wanted;
  return project.framework !== framework || project.board !== board || project.run !== run || project.trial !== trial;
}
