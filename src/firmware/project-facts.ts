import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Kinds of generated projects, as `output.framework` of a spec names them. */
export const FRAMEWORKS = ['zephyr', 'platformio', 'bare'] as const;

export type Framework = (typeof FRAMEWORKS)[number];

export function isFramework(name: unknown): name is Framework {
  return FRAMEWORKS.some((framework) => framework === name);
}

/** What a generated project is, as its manifest says. */
export interface ProjectFacts {
  readonly framework: Framework;
  /** Board id. */
  readonly board: string;
  /** What `west build -b` takes for it; undefined: unknown. */
  readonly zephyr: string | undefined;
  /** Prefix of the model's names and files. */
  readonly prefix: string;
  /** Folder of the run, relative to the project, with `/`; absolute on another drive. */
  readonly run: string;
  readonly trial: number;
  /** Identity of the network; absent in projects of earlier versions. */
  readonly model?: string;
}

/** The `run` of a project in `folder`. @param run absolute path of the run's folder */
export function runFromProject(folder: string, run: string): string {
  const way = relative(folder, run);
  return isAbsolute(way) ? run : way.split(sep).join('/');
}

export function runOfProject(folder: string, { run }: ProjectFacts): string {
  return resolve(folder, run);
}

export function formatFacts(facts: ProjectFacts): Record<string, unknown> {
  const { framework, board, zephyr, prefix, run, trial, model } = facts;
  return {
    ...{ framework, board, ...(zephyr === undefined ? {} : { zephyr }) },
    ...{ prefix, run, trial, ...(model === undefined ? {} : { model }) },
  };
}

/** Undefined when there are none, or they are damaged. */
export function parseFacts(value: unknown): ProjectFacts | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { framework, board, zephyr, prefix, run, trial, model } = value as Record<keyof ProjectFacts, unknown>;
  if (!isFramework(framework) || !isText(board) || !isText(prefix) || !isText(run)) return undefined;
  if (typeof trial !== 'number' || (zephyr !== undefined && !isText(zephyr))) return undefined;
  // These become words of command lines: none may pass for an option.
  if ([board, zephyr ?? '', prefix].some((word) => word.startsWith('-'))) return undefined;
  return { framework, board, zephyr, prefix, run, trial, ...(isText(model) ? { model } : {}) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
