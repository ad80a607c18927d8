import type { Emulation, ErrorReport } from './jobs.ts';
import type { JournalEvent } from './journal.ts';

/** What is known of a run besides its journal. */
export interface RunInfo {
  /** Folder of the run, or undefined while it has none. */
  readonly run: string | undefined;
  /** Name of the search. */
  readonly name: string;
  readonly board: BoardInfo | undefined;
  readonly framework: string;
  /** What a decision is: one step per sample, or all steps of a window. */
  readonly mode: 'streaming' | 'windowed';
  /** Points to compare with, from the spec. */
  readonly references: readonly ReferencePoint[];
}

export interface BoardInfo {
  readonly id: string;
  readonly name: string;
  readonly core: string;
  readonly clockHz: number;
  readonly flashBytes: number;
  readonly ramBytes: number;
  /** How far estimates of latency may be off, and where they come from, for people. */
  readonly latencyBasis: string;
}

/** A published result; in the units of `Cost`, `error` as `errorOf` has it. */
export interface ReferencePoint {
  readonly name: string;
  readonly error?: number;
  readonly flash?: number;
  readonly ram?: number;
  readonly latency?: number;
  readonly energy?: number;
  readonly macs?: number;
}

/** What a process of the editor is doing for a run just now; what became of the run itself is in its journal. */
export type RunActivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'queued'; /** Searches before this one. */ readonly ahead: number }
  | { readonly kind: 'starting'; readonly text: string }
  /**
   * `elapsed` seconds of search when this was sent; the page's own clock goes on from there. `elsewhere`: in a terminal or
   * another window, where alone it can be stopped.
   */
  | { readonly kind: 'running'; readonly elapsed: number; readonly elsewhere?: true }
  | { readonly kind: 'stopping' }
  /** The process ended before the run did; with the run's folder, the run can be resumed. */
  | { readonly kind: 'crashed'; readonly error: ErrorReport };

/** A layer of a network in words, made from its architecture alone. */
export interface LayerDetail {
  /** `GRU, 16 units` */
  readonly title: string;
  /** `[64 × 9] → [64 × 16]`: steps × features. */
  readonly shape: string;
  readonly parameters: number;
  /** Multiply-accumulates per decision. */
  readonly macs: number;
  /** One equation per line, e.g. `z = σ(W_z·x + U_z·h + b_z)`; empty where there is none. */
  readonly equations: readonly string[];
}

export interface TrialDetail {
  readonly trial: number;
  readonly layers: readonly LayerDetail[];
}

/** A run of the selected network in an emulator. */
export type EmulationState =
  | { readonly kind: 'running'; readonly trial: number; readonly text: string }
  | { readonly kind: 'done'; readonly trial: number; readonly emulation: Emulation }
  | { readonly kind: 'failed'; readonly trial: number; readonly error: ErrorReport };

/** From the editor to the page. A page that was hidden or reloaded says `ready` and gets a snapshot. */
export type HostMessage =
  | {
      readonly type: 'snapshot';
      readonly info: RunInfo;
      readonly events: readonly JournalEvent[];
      /** Events that the journal has by now: the others follow. Absent: these are all. */
      readonly total?: number;
      readonly activity: RunActivity;
      readonly emulation?: EmulationState;
    }
  /** `from`: number of events before these; anything else than what the page has is answered with `ready`. */
  | { readonly type: 'events'; readonly from: number; readonly events: readonly JournalEvent[] }
  | { readonly type: 'activity'; readonly activity: RunActivity }
  | { readonly type: 'detail'; readonly detail: TrialDetail }
  | { readonly type: 'emulation'; readonly emulation: EmulationState }
  /** Somebody chose a trial elsewhere, in the tree. */
  | { readonly type: 'select'; readonly trial: number };

/** What the page may ask the editor to do, on the trial given where it needs one. */
export const DASHBOARD_COMMANDS = [
  'stop',
  'resume',
  'deploy',
  'flash',
  'emulate',
  'measureBoard',
  'measureSpread',
  'openSpec',
  'showLog',
] as const;
export type DashboardCommand = (typeof DASHBOARD_COMMANDS)[number];

/** From the page to the editor. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'selected'; readonly trial: number }
  | { readonly type: 'detail'; readonly trial: number }
  | { readonly type: 'command'; readonly command: DashboardCommand; readonly trial?: number }
  | { readonly type: 'save'; readonly format: 'csv' | 'svg'; readonly text: string };
