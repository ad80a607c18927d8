import { UserError } from '../base/errors.ts';

/** An error for people when writing failed for a reason of theirs; anything else unchanged. */
export function diskError(error: unknown, path: string): unknown {
  const problem = PROBLEMS[(error as NodeJS.ErrnoException).code ?? ''];
  return problem === undefined
    ? error
    : new UserError(problem.code, problem.message, { where: path, hint: problem.hint, cause: error });
}

const resume = 'then resume the run: nothing that finished is lost.';

const PROBLEMS: Readonly<Record<string, { code: string; message: string; hint: string }>> = {
  ENOSPC: { code: 'disk/full', message: 'the disk is full', hint: `Make room, ${resume}` },
  EDQUOT: { code: 'disk/full', message: 'the disk quota is used up', hint: `Make room, ${resume}` },
  EROFS: { code: 'disk/read-only', message: 'the file system is read-only', hint: `Make it writable, ${resume}` },
  EACCES: { code: 'disk/denied', message: 'writing is not permitted', hint: `Check the permissions, ${resume}` },
  EIO: { code: 'disk/failing', message: 'the disk reports an error', hint: `Check the disk, ${resume}` },
};
