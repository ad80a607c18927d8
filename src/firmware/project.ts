import type { Board } from '../hardware/board.ts';
import type { TestVectors } from './vectors.ts';

/** The generated model: `<prefix>.h` and `<prefix>.c`. */
export interface ModelSource {
  /** A C identifier (`cIdentifier`): the prefix of every name of the model, and the name of its files. */
  readonly prefix: string;
  readonly header: string;
  readonly source: string;
}

/** Everything that a firmware project is made from. */
export interface FirmwareInput {
  readonly model: ModelSource;
  /** Of the network, equal for equal networks: hexadecimal digits. What runs on a board says it when it is measured. */
  readonly identity: string;
  /** What people call it: the name of the search. */
  readonly title: string;
  /** Where it comes from (tool, spec, seed, accuracy), a fact per line; no date, so that output is reproducible. */
  readonly notes: string;
  readonly board: Board;
  readonly task: 'classification' | 'regression';
  /** Names of the inputs of a sample, in order. */
  readonly channels: readonly string[];
  /** Windowed: reset, `windowSteps` samples, one decision. Streaming: a decision after every step, never a reset. */
  readonly mode: 'streaming' | 'windowed';
  /** Samples of a window, as the model takes them. */
  readonly windowSteps: number;
  /** Hz, of the samples that the model takes; undefined when the data did not say. */
  readonly samplingHz: number | undefined;
  /** The model takes one in so many of the samples that were recorded. */
  readonly every: number;
  /** Windows with known answers, for the self-test on the board. */
  readonly vectors: TestVectors;
}

export type FileContent = string | Uint8Array;

/**
 * A project as a value. Paths are relative, with `/`.
 *
 * `generated` files belong to the tool. `starters` are made to be edited (the place where the sensor goes): they are
 * written once, follow the tool as long as nobody touched them, and are left alone afterwards.
 */
export interface ProjectTree {
  readonly generated: ReadonlyMap<string, FileContent>;
  readonly starters: ReadonlyMap<string, FileContent>;
}

/** The licence of what is generated: use it in any product, with no duty to credit. */
export const GENERATED_LICENSE = 'MIT-0';
