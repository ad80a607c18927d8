import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { foldEvents, type RunState, type TrialState } from '../protocol/run-state.ts';
import { errorOf } from '../protocol/error-of.ts';
import { readJournal } from './journal-file.ts';
import { RunDirectory } from './run-directory.ts';
import { readSpecFile, specOf, type SpecFile } from './spec-file.ts';

/** A run that the user named, by its folder or by its spec (the newest one of it). */
export interface ChosenRun {
  readonly directory: RunDirectory;
  /** The spec as it was when the run began. */
  readonly file: SpecFile;
  readonly state: RunState;
}

/** @param target a run's folder, or a .nas.yaml */
export function chooseRun(target: string): ChosenRun {
  const directory = findRun(target);
  return {
    directory,
    file: specOf(directory.specText(), relative('.', directory.specPath), directory.workspace),
    state: foldEvents(readJournal(directory.journalPath).events),
  };
}

function findRun(target: string): RunDirectory {
  if (existsSync(target) && statSync(target).isDirectory()) return RunDirectory.open(resolve(target));
  const { spec } = readSpecFile(target);
  const newest = RunDirectory.newest(dirname(resolve(target)), spec.name);
  if (newest !== undefined) return newest;
  throw new UserError('run/none', `'${spec.name}' has not been searched yet`, {
    where: target,
    hint: `Start the search with \`nas run ${target}\`.`,
  });
}

/** The trial to ship: the one that was asked for, or the member of the front with the least error. */
export function chooseTrial({ state, directory }: ChosenRun, index: number | undefined): TrialState {
  const finished = state.front.map((trial) => state.trials[trial]!);
  if (finished.length === 0) {
    throw new UserError('run/no-front', 'no trial of this run has finished yet', {
      where: directory.path,
      hint: `Continue it with \`nas resume ${relative('.', directory.path)}\`.`,
    });
  }
  if (index === undefined) return finished.reduce((best, trial) => (error(trial) < error(best) ? trial : best));
  const trial = state.trials[index];
  if (trial?.result !== undefined) return trial;
  throw new UserError('run/no-trial', `trial ${index} ${trial === undefined ? 'does not exist' : 'did not finish'}`, {
    where: directory.path,
    hint: `Members of the front: ${state.front.join(', ')}.`,
  });
}

function error({ result }: TrialState): number {
  return errorOf(result!.integer);
}
