import type { Random } from '../base/random.ts';
import { UserError } from '../base/errors.ts';
import type { CsvData } from '../spec/schema.ts';
import type { Recordings } from './recordings.ts';
import type { Pieces } from './windows.ts';

export type ValidationSpec = NonNullable<CsvData['validation']>;

/** Indices of pieces, ascending. */
export interface Parts {
  readonly train: number[];
  readonly validation: number[];
}

/** Most folds of a cross-validation. */
const MOST_FOLDS = 10;

/**
 * Holds out a share of the pieces such that nothing which belongs together stands on both sides: the windows of a
 * series, the series of a group, or, by time, rows that overlap.
 * @returns the split, and after it as many others as the share allows, each of which holds out what none before it did
 * (cross-validation; by time there are none, since what comes later would train for what comes first)
 */
export function split(
  data: Recordings,
  pieces: Pieces,
  validation: ValidationSpec,
  windowed: boolean,
  random: Random,
): readonly [Parts, ...Parts[]] {
  const parts = splitBy(data, pieces, validation, windowed, random);
  requireEveryClass(data, pieces, parts[0], validation);
  return parts;
}

function splitBy(
  data: Recordings,
  pieces: Pieces,
  { by, fraction }: ValidationSpec,
  windowed: boolean,
  random: Random,
): readonly [Parts, ...Parts[]] {
  switch (by) {
    case 'time':
      return [byTime(data, pieces, fraction, windowed)];
    case 'series':
      return byUnit(data, pieces, pieces.recordings, 'series', fraction, random);
    case 'group': {
      const { groups } = data;
      if (groups === undefined) {
        throw new UserError('data/no-groups', 'validation by group needs a group column', {
          where: data.file,
          hint: 'Name it in `data.validation.column`; only CSV files have one.',
        });
      }
      return byUnit(
        data,
        pieces,
        pieces.recordings.map((recording) => groups[recording]!),
        'group',
        fraction,
        random,
      );
    }
  }
}

/** The last share of every recording is held out; a window across the cut belongs to neither side. */
function byTime(data: Recordings, pieces: Pieces, fraction: number, windowed: boolean): Parts {
  if (!windowed) {
    throw new UserError(
      'data/time-needs-window',
      'validation by time needs windows: a whole series has no later part',
      {
        where: data.file,
        hint: 'Cut the series with `data.window`, or set `data.validation.by: series`.',
      },
    );
  }
  const parts: Parts = { train: [], validation: [] };
  for (let piece = 0; piece < pieces.starts.length; piece++) {
    const recording = pieces.recordings[piece]!;
    const cut = data.starts[recording]! + Math.round(data.lengths[recording]! * (1 - fraction));
    const start = pieces.starts[piece]!;
    if (start + pieces.lengths[piece]! <= cut) parts.train.push(piece);
    else if (start >= cut) parts.validation.push(piece);
  }
  for (const [name, list] of Object.entries(parts)) {
    if ((list as number[]).length > 0) continue;
    throw new UserError('data/empty-part', `no window fits into the ${name === 'train' ? 'training' : name} part`, {
      where: data.file,
      hint: 'Make `data.window.length` smaller, change `data.validation.fraction`, or add data.',
    });
  }
  return parts;
}

/** A series or a group: what goes to one side as a whole. */
interface Unit {
  readonly pieces: number[];
  /** class → number of pieces */
  readonly classes: Map<number, number>;
}

function byUnit(
  data: Recordings,
  pieces: Pieces,
  unitOf: Uint32Array,
  kind: 'series' | 'group',
  fraction: number,
  random: Random,
): readonly [Parts, ...Parts[]] {
  const units = collect(data, pieces, unitOf);
  if (units.length < 2) {
    throw new UserError('data/single-unit', `there is only one ${kind}, so none can be held out for validation`, {
      where: data.file,
      hint: 'Add data, or cut windows (`data.window`) and set `data.validation.by: time`.',
    });
  }
  if (kind === 'series') requireTwoSeries(data, pieces, unitsByClass(units));

  const shuffled = (kind === 'series' ? strata(units) : [units]).map((stratum) => random.shuffle(stratum));
  const folds = foldsOf(shuffled, fraction, unitsByClass(units));
  const [first, ...others] = folds.map((held): Parts => {
    const validation = held.flatMap((unit) => unit.pieces).sort((a, b) => a - b);
    const out = new Set(validation);
    return { train: Array.from(pieces.starts.keys()).filter((piece) => !out.has(piece)), validation };
  });
  if (first === undefined) {
    throw new UserError('data/empty-part', `no ${kind} can be held out: each has a class that no other has`, {
      where: data.file,
      hint: 'Set `data.validation.by: series`, or `time` with windows.',
    });
  }
  return [first, ...others];
}

/**
 * What each fold holds out, of every stratum its share; no unit twice.
 * @param unitsWith class → units that have it
 */
function foldsOf(
  shuffled: readonly (readonly Unit[])[],
  fraction: number,
  unitsWith: ReadonlyMap<number, number>,
): Unit[][] {
  const folds: Unit[][] = [];
  const done = new Set<Unit>();
  const most = Math.min(MOST_FOLDS, Math.max(1, Math.round(1 / fraction)));
  while (folds.length < most) {
    const remaining = new Map(unitsWith);
    const held = shuffled.flatMap((stratum) => holdOut(stratum, done, fraction, remaining));
    if (held.length === 0) break;
    held.forEach((unit) => done.add(unit));
    folds.push(held);
  }
  return folds;
}

function collect(data: Recordings, pieces: Pieces, unitOf: Uint32Array): Unit[] {
  const units = new Map<number, Unit>();
  for (let piece = 0; piece < unitOf.length; piece++) {
    let unit = units.get(unitOf[piece]!);
    if (unit === undefined) units.set(unitOf[piece]!, (unit = { pieces: [], classes: new Map() }));
    unit.pieces.push(piece);
    if (data.classes.length === 0) continue;
    const label = pieces.targets[piece]!;
    unit.classes.set(label, (unit.classes.get(label) ?? 0) + 1);
  }
  return [...units.values()];
}

/** class → units that have it */
function unitsByClass(units: readonly Unit[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const unit of units) {
    for (const label of unit.classes.keys()) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

/** Units with the same most frequent class. */
function strata(units: readonly Unit[]): Unit[][] {
  const result = new Map<number, Unit[]>();
  for (const unit of units) {
    const [main] = [...unit.classes].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0]);
    const stratum = result.get(main);
    if (stratum === undefined) result.set(main, [unit]);
    else stratum.push(unit);
  }
  return [...result.values()];
}

/**
 * Takes units of a stratum that were not held out before until their pieces come closest to the share; at least one, but
 * never the last one with a class.
 * @param remaining class → units in the training part that have it; counted down
 */
function holdOut(
  stratum: readonly Unit[],
  before: ReadonlySet<Unit>,
  fraction: number,
  remaining: Map<number, number>,
): Unit[] {
  const wanted = fraction * stratum.reduce((sum, unit) => sum + unit.pieces.length, 0);
  const units = stratum.filter((unit) => !before.has(unit));
  const held: Unit[] = [];
  let size = 0;
  let left = stratum.length;
  const take = (unit: Unit) => {
    held.push(unit);
    size += unit.pieces.length;
    left--;
    for (const label of unit.classes.keys()) remaining.set(label, remaining.get(label)! - 1);
  };
  const allowed = (unit: Unit) => left > 1 && [...unit.classes.keys()].every((label) => remaining.get(label)! > 1);
  for (const unit of units) {
    if (size + unit.pieces.length / 2 <= wanted && allowed(unit)) take(unit);
  }
  if (held.length > 0) return held;
  const smallest = units.filter(allowed).sort((a, b) => a.pieces.length - b.pieces.length)[0];
  if (smallest !== undefined) take(smallest);
  return held;
}

function requireTwoSeries(data: Recordings, pieces: Pieces, seriesWith: ReadonlyMap<number, number>): void {
  for (const [label, count] of seriesWith) {
    if (count > 1) continue;
    throw new UserError('data/class-too-small', `class "${data.classes[label]!}" has a single series`, {
      where: data.place(pieces.recordings[pieces.targets.indexOf(label)]!),
      hint: 'Training and validation need one each: add series of this class, or remove it.',
    });
  }
}

function requireEveryClass(data: Recordings, pieces: Pieces, parts: Parts, { by }: ValidationSpec): void {
  const trained = new Set(parts.train.map((piece) => pieces.targets[piece]!));
  const missing = data.classes.find((_, label) => !trained.has(label));
  if (missing === undefined) return;
  throw new UserError('data/class-not-trained', `class "${missing}" is not in the training part`, {
    where: data.file,
    hint: `The split by ${by} leaves all of it to validation: add data, or split otherwise (\`data.validation\`).`,
  });
}
