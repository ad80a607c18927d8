import type { CommandId } from './ids.ts';

/** What a command does with the argument that a menu, a key or another extension gives it. */
export type Handler = (argument: unknown) => unknown;

/** The commands of one part of the extension. */
export type Handlers<Ids extends CommandId> = Readonly<Record<Ids, Handler>>;
