import type { Dataset, SeriesSet } from '../data/dataset.ts';

/** The same data set with its arrays in shared memory: posted to a worker, it is not copied again. */
export function shareDataset(data: Dataset): Dataset {
  return {
    ...data,
    train: shareSet(data.train),
    validation: shareSet(data.validation),
    otherSplits: data.otherSplits.map(({ train, validation }) => {
      return { train: shareSet(train), validation: shareSet(validation) };
    }),
    test: data.test && shareSet(data.test),
  };
}

function shareSet({ values, starts, lengths, targets }: SeriesSet): SeriesSet {
  return {
    values: share(values),
    starts: share(starts),
    lengths: share(lengths),
    targets: share(targets),
  };
}

function share<T extends Float32Array | Uint32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const shared = new Kind(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
}
