import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { Run, Runs } from './run.ts';

/** What a command is about. These are also the nodes of the tree, so that a command from there gets its target as it is. */
export type Target = SpecTarget | RunTarget | TrialTarget;

export class SpecTarget {
  readonly kind = 'spec';
  /** Absolute path of a `.nas.yaml`. */
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

export class RunTarget {
  readonly kind = 'run';
  readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }
}

/** A trial of a run, in the tree a member of its front. */
export class TrialTarget {
  readonly kind = 'trial';
  readonly run: Run;
  readonly trial: number;

  constructor(run: Run, trial: number) {
    this.run = run;
    this.trial = trial;
  }
}

/**
 * The target that an argument of a command names: a node of the tree, the `Uri` of a spec (code lenses, menus of editor and
 * explorer), or `{ run, trial? }`, where `run` is a run or its folder (dashboard, key bindings, tests).
 * @returns undefined: the argument names nothing, as when the command comes from the palette
 * @throws UserError when it names a run that does not exist, or a text that is no file
 */
export function targetOf(argument: unknown, runs: Runs): Target | undefined {
  if (argument instanceof SpecTarget || argument instanceof RunTarget || argument instanceof TrialTarget) {
    return argument;
  }
  if (argument instanceof vscode.Uri) {
    if (argument.scheme === 'file') return new SpecTarget(argument.fsPath);
    throw new UserError('spec/no-file', 'A search needs a file on a disk.', {
      where: argument.toString(true),
      hint: 'Save it into a folder of this computer first.',
    });
  }
  if (typeof argument !== 'object' || argument === null || !('run' in argument)) return undefined;
  const run = typeof argument.run === 'string' ? runs.open(argument.run) : knownRun(argument.run, runs);
  if (run === undefined) return undefined;
  return 'trial' in argument && typeof argument.trial === 'number'
    ? new TrialTarget(run, argument.trial)
    : new RunTarget(run);
}

function knownRun(value: unknown, runs: Runs): Run | undefined {
  return runs.all.find((run) => run === value);
}
