import { UserError } from '../base/errors.ts';
import type { CsvData } from '../spec/schema.ts';
import type { Recordings } from './recordings.ts';

export type WindowSpec = NonNullable<CsvData['window']>;

/** What becomes a series of the dataset: a window of a recording, or the whole of it. [piece] throughout */
export interface Pieces {
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  readonly targets: Float32Array;
  readonly recordings: Uint32Array;
}

/**
 * Cuts recordings into windows, as views into the same rows.
 * @param which all windows, one every `stride` rows from the first row on, none from a recording that is too short; or
 * the one that ends with a recording, for every recording
 */
export function cutWindows(data: Recordings, window: WindowSpec, which: 'all' | 'last'): Pieces {
  const counts = data.lengths.map((rows) => {
    if (rows < window.length) return 0;
    return which === 'last' ? 1 : 1 + Math.floor((rows - window.length) / window.stride);
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) throw tooLong(data, window);
  if (which === 'last') requireLength(data, window);
  const pieces = emptyPieces(total);
  let piece = 0;
  for (let recording = 0; recording < counts.length; recording++) {
    const start = data.starts[recording]!;
    const first = which === 'last' ? start + data.lengths[recording]! - window.length : start;
    for (let i = 0; i < counts[recording]!; i++, piece++) {
      pieces.starts[piece] = first + i * window.stride;
      pieces.recordings[piece] = recording;
      pieces.targets[piece] = targetOf(data, recording, pieces.starts[piece]!, window);
    }
  }
  pieces.lengths.fill(window.length);
  return pieces;
}

/** Every recording as one piece. */
export function wholeRecordings(data: Recordings): Pieces {
  return {
    starts: data.starts,
    lengths: data.lengths,
    targets: data.targets,
    recordings: data.starts.map((_, recording) => recording),
  };
}

/** The pieces with these indices. */
export function selectPieces(pieces: Pieces, indices: ArrayLike<number>): Pieces {
  const selected = emptyPieces(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const piece = indices[i]!;
    selected.starts[i] = pieces.starts[piece]!;
    selected.lengths[i] = pieces.lengths[piece]!;
    selected.targets[i] = pieces.targets[piece]!;
    selected.recordings[i] = pieces.recordings[piece]!;
  }
  return selected;
}

function emptyPieces(count: number): Pieces {
  return {
    starts: new Uint32Array(count),
    lengths: new Uint32Array(count),
    targets: new Float32Array(count),
    recordings: new Uint32Array(count),
  };
}

function targetOf(data: Recordings, recording: number, start: number, window: WindowSpec): number {
  if (data.targetPer === 'recording') return data.targets[recording]!;
  const end = start + window.length;
  if (window.label === 'last') return data.targets[end - 1]!;
  return mostFrequent(data.targets.subarray(start, end), data.classes.length);
}

/** The class with the lowest index where several are equally frequent. */
function mostFrequent(labels: Float32Array, classes: number): number {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label]!++;
  let most = 0;
  for (let label = 1; label < classes; label++) if (counts[label]! > counts[most]!) most = label;
  return most;
}

function tooLong(data: Recordings, window: WindowSpec): UserError {
  const longest = data.lengths.reduce((most, rows) => Math.max(most, rows), 0);
  const which = data.lengths.length === 1 ? 'the recording has' : 'the longest series has';
  return new UserError('data/window-too-long', `a window takes ${window.length} rows, and ${which} ${longest}`, {
    where: data.file,
    hint: 'Make `data.window.length` smaller.',
  });
}

/** With one window per series, a series without one would silently drop out of the test. */
function requireLength(data: Recordings, window: WindowSpec): void {
  const short = data.lengths.findIndex((rows) => rows < window.length);
  if (short < 0) return;
  const message = `a window takes ${window.length} rows, and this series has ${data.lengths[short]!}`;
  throw new UserError('data/window-too-long', message, {
    where: data.place(short),
    hint: 'Make `data.window.length` smaller, or leave the series out of the test.',
  });
}
