import { UserError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import type { Spec } from '../spec/schema.ts';
import type { Arrays } from './arrays.ts';
import type { Dataset, SeriesSet, Split } from './dataset.ts';
import { fitNormalisation } from './normalise.ts';
import type { Recordings } from './recordings.ts';
import { type Parts, split, type ValidationSpec } from './split.ts';
import { cutWindows, selectPieces, wholeRecordings, type Pieces, type WindowSpec } from './windows.ts';

export interface Sources {
  readonly train: Recordings;
  readonly test: Recordings | undefined;
}

/** From recordings as read to a dataset: windows, clipped targets, the validation part, normalisation. */
export function assemble(
  { data, task }: Pick<Spec, 'data' | 'task'>,
  { train, test }: Sources,
  random: Random,
  arrays: Arrays,
): Dataset {
  const window = 'window' in data ? data.window : undefined;
  if (window?.label === 'majority' && task.type === 'regression') {
    throw new UserError('data/majority-of-values', 'a window of values has no majority', {
      hint: 'Set `data.window.label: last`, or `task.type: classification`.',
    });
  }
  if (task.type === 'classification') requireTwoClasses(train);

  const pieces = window === undefined ? wholeRecordings(train) : cutWindows(train, window, 'all');
  requirePieces(train, pieces);
  if (task.maximum !== undefined) clip(pieces.targets, task.maximum);
  const validation = data.validation ?? defaultValidation(train, window);
  const [first, ...others] = split(train, pieces, validation, window !== undefined, random);

  const setsOf = (parts: Parts): Split => ({
    train: seriesSet(train, selectPieces(pieces, parts.train), arrays),
    validation: seriesSet(train, selectPieces(pieces, parts.validation), arrays),
  });
  const sets = setsOf(first);
  return {
    task: task.type,
    channels: train.channels,
    classes: train.classes,
    samplingRate: train.samplingRate,
    ...sets,
    otherSplits: others.map(setsOf),
    test: test && testSet(test, window, arrays),
    normalisation: fitNormalisation(sets.train, train.channels.length, data.normalise, task.type, arrays),
    leftOut:
      window === undefined ? 0 : shorterThan(window, train) + (test === undefined ? 0 : shorterThan(window, test)),
  };
}

function shorterThan({ length }: WindowSpec, { lengths }: Recordings): number {
  return lengths.reduce((count, rows) => count + Number(rows < length), 0);
}

/** Test targets are not clipped: what is reported is the error against the truth. */
function testSet(test: Recordings, window: WindowSpec | undefined, arrays: Arrays): SeriesSet {
  return seriesSet(test, window === undefined ? wholeRecordings(test) : cutWindows(test, window, window.test), arrays);
}

function seriesSet(data: Recordings, pieces: Pieces, arrays: Arrays): SeriesSet {
  const count = pieces.starts.length;
  const set = {
    values: data.values,
    starts: arrays.integers(count),
    lengths: arrays.integers(count),
    targets: arrays.floats(count),
  };
  set.starts.set(pieces.starts);
  set.lengths.set(pieces.lengths);
  set.targets.set(pieces.targets);
  return set;
}

/** A single recording cannot be split by series, but by time when windows are cut from it. */
function defaultValidation(train: Recordings, window: WindowSpec | undefined): ValidationSpec {
  return { by: train.starts.length === 1 && window !== undefined ? 'time' : 'series', fraction: 0.2 };
}

function clip(targets: Float32Array, maximum: number): void {
  for (let i = 0; i < targets.length; i++) targets[i] = Math.min(targets[i]!, maximum);
}

function requireTwoClasses({ classes, file }: Recordings): void {
  if (classes.length > 1) return;
  throw new UserError('data/one-class', `there is only one class, "${classes[0] ?? ''}"`, {
    where: file,
    hint: 'A classification needs two classes at least.',
  });
}

function requirePieces(data: Recordings, pieces: Pieces): void {
  const present = new Set(pieces.targets);
  const absent = data.classes.find((_, label) => !present.has(label));
  if (absent === undefined) return;
  throw new UserError('data/class-without-window', `class "${absent}" is the target of no window`, {
    where: data.file,
    hint: 'Make `data.window.length` or `stride` smaller, or remove the rows of this class.',
  });
}
