/**
 * A file, or a folder of files, as it was read: recordings one after the other, before windows are cut and parts are
 * split off.
 */
export interface Recordings {
  readonly channels: readonly string[];
  /** Hz */
  readonly samplingRate: number | undefined;
  /** [row][channel] */
  readonly values: Float32Array;
  /** [recording] first row */
  readonly starts: Uint32Array;
  /** [recording] rows, at least 1 */
  readonly lengths: Uint32Array;
  /** Class index, or the value in the unit of the file: [row] or [recording], as `targetPer` says. */
  readonly targets: Float32Array;
  readonly targetPer: 'row' | 'recording';
  /** In the order of their index; empty for a regression. */
  readonly classes: readonly string[];
  /** [recording] index of its group; undefined where no group column was asked for */
  readonly groups: Uint32Array | undefined;
  readonly file: string;
  /** `file` or `file:line` where a recording begins */
  readonly place: (recording: number) => string;
}

/** What the test file must agree with, taken from the training file. */
export interface Agreed {
  readonly channels: readonly string[];
  readonly classes: readonly string[];
  readonly samplingRate: number | undefined;
}
