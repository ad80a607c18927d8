/**
 * An error meant for the person at the keyboard: what happened, where, and what to do about it.
 * Everything else that is thrown is a defect of ours and goes to the log with its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Stable identifier, e.g. `data/missing-column`. */
  readonly code: string;
  /** `file`, `file:line` or `file:line:column`, when the cause sits in a file. */
  readonly where: string | undefined;
  /** One imperative sentence: what the user can do. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { where?: string; hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.where = options.where;
    this.hint = options.hint;
  }

  /** The three parts in the form the command line and the log show. */
  format(): string {
    const place = this.where === undefined ? '' : `${this.where}: `;
    const advice = this.hint === undefined ? '' : `\n  ${this.hint}`;
    return `${place}${this.message}${advice}`;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Anything that was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
