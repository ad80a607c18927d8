import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import type { Problem } from '../protocol/problem.ts';
import { parseSpec } from '../spec/parse.ts';
import type { Spec } from '../spec/schema.ts';

export interface SpecFile {
  readonly path: string;
  /** Paths in the spec are relative to this folder. */
  readonly directory: string;
  readonly text: string;
  /** Of the text: a run belongs to exactly this spec. */
  readonly hash: string;
  readonly spec: Spec;
  readonly warnings: readonly Problem[];
}

/** The spec has errors; each is a line of its own. */
export class InvalidSpec extends UserError {
  readonly path: string;
  readonly problems: readonly Problem[];

  constructor(path: string, problems: readonly Problem[]) {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    super('spec/invalid', `${errors} ${errors === 1 ? 'error' : 'errors'} in ${path}`);
    this.path = path;
    this.problems = problems;
  }

  override format(): string {
    return this.message;
  }
}

/** @throws UserError when the file cannot be read; InvalidSpec when it is not a spec */
export function readSpecFile(path: string): SpecFile {
  return specOf(readText(path), path, dirname(resolve(path)));
}

/** @param directory from which paths in the spec are relative */
export function specOf(text: string, path: string, directory: string): SpecFile {
  const { spec, problems } = parseSpec(text);
  if (spec === undefined) throw new InvalidSpec(path, problems);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { path, directory, text, hash, spec, warnings: problems };
}

/** `file:line:column: error: message`, and the hint below. */
export function formatProblem(path: string, { range, severity, message, hint }: Problem): string {
  const line = `${path}:${range.start.line}:${range.start.column}: ${severity}: ${message}`;
  return hint === undefined ? line : `${line}\n    ${hint}`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'this is a folder' : messageOf(error);
    throw new UserError('spec/unreadable', message, {
      where: path,
      hint: 'Name a .nas.yaml file; `examples/` has some to start from.',
    });
  }
}
