import { type Dataset, longest, type SeriesSet } from '../data/dataset.ts';
import type { DataSummary } from '../protocol/journal.ts';

/** What the journal says of the data, with a fingerprint by which a resumed run knows them again. */
export function summarise(data: Dataset): DataSummary {
  const sets = [data.train, data.validation, ...(data.test === undefined ? [] : [data.test])];
  return {
    task: data.task,
    channels: [...data.channels],
    classes: [...data.classes],
    samplingRate: data.samplingRate ?? null,
    train: data.train.lengths.length,
    validation: data.validation.lengths.length,
    test: data.test?.lengths.length ?? null,
    samples: Math.max(longest(data.train), longest(data.validation)),
    fingerprint: fingerprint(sets, data.normalisation),
  };
}

/** 64 bits over every value: enough to notice an edited file, not meant against malice. */
function fingerprint(
  sets: readonly SeriesSet[],
  { offset, scale, targetOffset, targetScale }: Dataset['normalisation'],
): string {
  const arrays = [
    ...sets.flatMap(({ values, starts, lengths, targets }) => [values, starts, lengths, targets]),
    offset,
    scale,
    Float32Array.of(targetOffset, targetScale),
  ];
  const lanes = [0x811c9dc5, 0x9e3779b9];
  for (const array of arrays) {
    const words = new Uint32Array(array.buffer, array.byteOffset, array.length);
    let [a, b] = lanes as [number, number];
    a = Math.imul(a ^ words.length, 0x01000193);
    for (const word of words) {
      a = Math.imul(a ^ word, 0x01000193);
      a ^= a >>> 15;
      b = Math.imul(b ^ word, 0x85ebca6b) + a;
      b ^= b >>> 13;
    }
    lanes[0] = a;
    lanes[1] = b;
  }
  return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
