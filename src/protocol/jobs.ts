import type { JournalEvent } from './journal.ts';
import type { Calibration, Measurement } from './measurement.ts';
import type { Metrics } from './results.ts';

/** Version of the conversation between the editor and its child process; both must have the same. */
export const JOB_PROTOCOL = 1;

/** What a child process is asked to do; one process does one job. Paths are absolute. */
export type Job =
  | { readonly kind: 'search'; readonly spec: string; readonly workers: number }
  | { readonly kind: 'resume'; readonly run: string; readonly workers: number }
  | {
      readonly kind: 'deploy';
      readonly run: string;
      readonly trial: number;
      /** Absent: as the spec says. */
      readonly framework?: string;
      /** Absent: that of the spec. */
      readonly board?: string;
      /** Folder of the project; absent: `firmware/<name>-<framework>` beside the spec. */
      readonly output?: string;
      /** Also over files that the user changed. */
      readonly force: boolean;
    }
  | {
      readonly kind: 'emulate';
      readonly run: string;
      readonly trial: number;
      /** An emulated board; absent: one with the core of the spec’s board. */
      readonly board?: string;
      /** Most windows to run. */
      readonly windows: number;
    }
  | {
      readonly kind: 'measure';
      readonly run: string;
      readonly trial: number;
      readonly source: MeasureSource;
    }
  | {
      readonly kind: 'spread';
      readonly run: string;
      readonly trial: number;
      /** How often the network is to have been trained in all, the search's own training included. */
      readonly seeds: number;
      readonly workers: number;
    };

/** Where a measurement comes from. */
export type MeasureSource =
  | {
      readonly kind: 'serial';
      /** `/dev/ttyACM0`, `COM3` */
      readonly port: string;
      /** bits per second */
      readonly baud: number;
      /** Without a line of the self-test, before it is given up. */
      readonly timeoutSeconds: number;
    }
  /** `path`: of a file with what a board said; `-`: the standard input. */
  | { readonly kind: 'log'; readonly path: string }
  /** `board`: an emulated board; absent: one with the core of the spec’s board. */
  | { readonly kind: 'emulator'; readonly board?: string };

export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>;

/** What the journal says when a search was stopped because its window went away; it may be resumed when that is back. */
export const WINDOW_CLOSED = 'the window was closed';

/** How a search ended without an error. */
export interface SearchReport {
  /** Folder of the run. */
  readonly run: string;
  readonly ended: 'finished' | 'stopped';
}

/** What `deploy` wrote; paths of files are relative to `folder`. */
export interface DeployReport {
  readonly trial: number;
  readonly framework: string;
  /** Board id. */
  readonly board: string;
  readonly folder: string;
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Edited by the user, and left alone. */
  readonly kept: readonly string[];
  readonly removed: readonly string[];
}

/** How much the quality of a network depends on the seed of its training. */
export interface SpreadReport {
  readonly trial: number;
  /** `errorOf` the integer network on validation data, one per seed, the search's own first. */
  readonly errors: readonly number[];
}

/** A network that ran in an emulator: what was estimated, and what was measured. */
export interface Emulation {
  readonly trial: number;
  readonly board: { readonly id: string; readonly name: string };
  /** Windows that ran, and how many of them gave other outputs than the TypeScript integer network. */
  readonly windows: number;
  readonly different: number;
  /** Where the windows come from: test data once the front is confirmed and the trial is a member of it. */
  readonly data: 'validation' | 'test';
  /** The emulator's own answers against the labels of these windows. */
  readonly quality: Metrics;
  /** Bytes; instructions per window. */
  readonly estimated: { readonly flash: number; readonly ram: number; readonly instructionsPerWindow: number };
  /** Of the model alone: bytes; instructions, means. */
  readonly measured: {
    readonly flash: number;
    readonly ram: number;
    readonly stack: number;
    readonly instructionsPerStep: number;
    readonly instructionsPerWindow: number;
  };
  /** Of the whole firmware, bytes, by the linker's map. */
  readonly image: {
    readonly flash: number;
    readonly ram: number;
    /** By owner: the model, libraries, start-up. */
    readonly parts: Readonly<Record<string, { readonly flash: number; readonly ram: number }>>;
    readonly estimated: { readonly flash: number; readonly ram: number };
  };
}

/** What a board or an emulator measured; it is in the journal. */
export interface MeasureReport {
  readonly measurement: Measurement;
  /** Of the board, with this measurement; absent: it says nothing of a real board's clock. */
  readonly calibration?: Calibration;
}

export interface JobResults {
  readonly search: SearchReport;
  readonly resume: SearchReport;
  readonly deploy: DeployReport;
  readonly emulate: Emulation;
  readonly measure: MeasureReport;
  readonly spread: SpreadReport;
}

/** A `UserError` as a value. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly where?: string;
  readonly hint?: string;
  /** Of a defect of ours: for the log. */
  readonly stack?: string;
}

export type ToChild =
  | { readonly type: 'init'; readonly protocol: number; readonly job: Job }
  /** Politely; a search writes its last line first. */
  | { readonly type: 'stop' };

export type FromChild<K extends JobKind = JobKind> =
  | { readonly type: 'ready'; readonly protocol: number; readonly tool: string }
  /** A line for the log. */
  | { readonly type: 'say'; readonly text: string }
  /** What is going on just now. */
  | { readonly type: 'status'; readonly text: string | undefined }
  /** The folder of the run is there. */
  | { readonly type: 'opened'; readonly run: string }
  /** Already in the journal. */
  | { readonly type: 'event'; readonly event: JournalEvent }
  | { readonly type: 'done'; readonly result: JobResults[K] }
  | { readonly type: 'error'; readonly error: ErrorReport };
