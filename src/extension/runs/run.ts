import type { RunActivity } from '../../protocol/dashboard.ts';
import type { JournalEvent } from '../../protocol/journal.ts';
import type { RunState } from '../../protocol/run-state.ts';
import type { RunDirectory } from '../../runs/run-directory.ts';
import type { Event } from './emitter.ts';
import type { RunStatus } from './run-status.ts';
import type { RunSummary } from './run-summary.ts';

export type RunChange =
  { readonly kind: 'events'; /** Events before the new ones. */ readonly from: number } | { readonly kind: 'activity' };

/** A run as the editor sees it: a fold over its journal, whoever writes that, and what a process of ours does for it. */
export interface Run {
  /** Same object for the same run as long as the window is open. */
  readonly key: string;
  /** The `.nas.yaml` in the workspace, absolute; it may have changed since, or be gone. */
  readonly specPath: string;
  /** Name of the search. */
  readonly name: string;
  /** Undefined until the search has read its data. */
  readonly directory: RunDirectory | undefined;
  readonly events: readonly JournalEvent[];
  readonly state: RunState;
  readonly activity: RunActivity;
  /** In one word, for lists and buttons. */
  readonly status: RunStatus;
  /** What lists show; undefined until `summarise` or `loaded` has looked into the journal. */
  readonly summary: RunSummary | undefined;
  readonly onDidChange: Event<RunChange>;
  /** Resolves when everything that is in the journal has been read once. */
  loaded(): Promise<void>;
  /** Sees to it that there is an up-to-date `summary`, and keeps nothing else of the journal. */
  summarise(): Promise<void>;
}

/** A network of a run that somebody chose. */
export interface Selection {
  readonly run: Run;
  readonly trial: number;
}

/** A `.nas.yaml` of the workspace. */
export interface SpecFound {
  /** Absolute. */
  readonly path: string;
  /** Name of the search, or of the file where it has none. */
  readonly name: string;
}

/** All runs of the workspace, newest first, and the searches that are going on. */
export interface Runs {
  readonly all: readonly Run[];
  /** By path. */
  readonly specs: readonly SpecFound[];
  /** A run came, went, or changed its activity or phase; trials that finish are told by the run. */
  readonly onDidChange: Event<void>;
  /** By the folder of a run. @throws UserError when there is none */
  open(path: string): Run;
  /** The runs of a spec, newest first. */
  of(specPath: string): readonly Run[];
  /** Begins a search, or puts it at the end of the queue. */
  start(specPath: string): Run;
  resume(run: Run): void;
  /** Stops politely, and by force after a while. Resolves when the process is gone. */
  stop(run: Run): Promise<void>;
  /** @throws UserError while it is going on, or when the disk refuses */
  delete(run: Run): Promise<void>;
}
