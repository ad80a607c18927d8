import type { SeriesSet } from './dataset.ts';

/** The series of both sets, those of the first one first. Rows are copied, unless both view the same ones. */
export function joinSets(a: SeriesSet, b: SeriesSet, channels: number): SeriesSet {
  const same =
    a.values.buffer === b.values.buffer &&
    a.values.byteOffset === b.values.byteOffset &&
    a.values.length === b.values.length;
  const shift = same ? 0 : a.values.length / channels;
  return {
    values: same ? a.values : concat(Float32Array, a.values, b.values),
    starts: concat(
      Uint32Array,
      a.starts,
      b.starts.map((start) => start + shift),
    ),
    lengths: concat(Uint32Array, a.lengths, b.lengths),
    targets: concat(Float32Array, a.targets, b.targets),
  };
}

function concat<T extends Float32Array | Uint32Array>(Kind: new (length: number) => T, a: T, b: T): T {
  const result = new Kind(a.length + b.length);
  result.set(a);
  result.set(b, a.length);
  return result;
}
