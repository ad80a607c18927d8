import { messageOf, UserError } from '../base/errors.ts';
import type { ErrorReport } from './jobs.ts';

/** Anything that was thrown, as a value that crosses processes. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof UserError) {
    const { code, message, where, hint } = error;
    return { code, message, ...(where === undefined ? {} : { where }), ...(hint === undefined ? {} : { hint }) };
  }
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    code: 'defect',
    message: `a defect of this tool: ${messageOf(error)}`,
    hint: 'The log has the details; please report it.',
    ...(stack === undefined ? {} : { stack }),
  };
}

/** The same as an error again; the stack of a defect is its cause's. */
export function errorOfReport({ code, message, where, hint, stack }: ErrorReport): UserError {
  return new UserError(code, message, {
    ...(where === undefined ? {} : { where }),
    ...(hint === undefined ? {} : { hint }),
    ...(stack === undefined ? {} : { cause: stack }),
  });
}
