import { type Framework, isFramework } from '../../firmware/project-facts.ts';

/** What the argument of deploy or flash may say besides the network: key bindings and tests leave nothing to be asked. */
export interface Wishes {
  readonly framework?: Framework;
  /** Board id. */
  readonly board?: string;
}

export function wishesOf(argument: unknown): Wishes {
  if (typeof argument !== 'object' || argument === null) return {};
  const { framework, board } = argument as Record<string, unknown>;
  return {
    ...(isFramework(framework) ? { framework } : {}),
    ...(typeof board === 'string' ? { board } : {}),
  };
}
