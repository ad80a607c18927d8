import type { Dataset, SeriesSet, Split } from '../data/dataset.ts';

/** The same data set with its arrays in shared memory: posted to a worker, it is not copied again. */
export function shareDataset(data: Dataset): Dataset {
  /** Rows belong to several sets, and are shared once. */
  const rows = new Map<Float32Array, Float32Array>();
  const sharedRows = (values: Float32Array): Float32Array => {
    const shared = rows.get(values) ?? share(values);
    rows.set(values, shared);
    return shared;
  };
  const shareSet = ({ values, starts, lengths, targets }: SeriesSet): SeriesSet => ({
    values: sharedRows(values),
    starts: share(starts),
    lengths: share(lengths),
    targets: share(targets),
  });
  const shareSplit = ({ train, validation }: Split): Split => ({
    train: shareSet(train),
    validation: shareSet(validation),
  });
  return {
    ...data,
    ...shareSplit(data),
    otherSplits: data.otherSplits.map(shareSplit),
    test: data.test && shareSet(data.test),
  };
}

function share<T extends Float32Array | Uint32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const shared = new Kind(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
}
