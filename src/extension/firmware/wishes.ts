import type { MeasureSource } from '../../protocol/jobs.ts';
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

/** Where a measurement is to come from: `{ port }`, `{ log }` or `{ emulator: true }`; undefined: to be asked. */
export function measureSourceOf(argument: unknown): MeasureSource | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { port, log, emulator } = argument as Record<string, unknown>;
  if (typeof port === 'string') return { kind: 'serial', port, ...CONSOLE };
  if (typeof log === 'string') return { kind: 'log', path: log };
  return emulator === true ? { kind: 'emulator' } : undefined;
}

/** Of all generated projects; and how many seconds a board may say nothing of its self-test. */
export const CONSOLE = { baud: 115_200, timeoutSeconds: 30 } as const;
