import { UserError } from '../../base/errors.ts';
import type { RunDirectory } from '../../runs/run-directory.ts';
import type { Run } from './run.ts';

/** @throws UserError while the run has no folder, and so no network */
export function folderOf({ directory }: Run): RunDirectory {
  if (directory !== undefined) return directory;
  throw new UserError('run/no-front', 'No trial of this run has finished yet.', { hint: 'Wait for the first one.' });
}
