import { describe, expect, it } from 'vitest';
import { failure, load, wavSpec, type Files } from './support.ts';
import { chunk, riff, wav, type WavOptions } from './wavs.ts';

const tone = [0, 1000, -1000, 32767, -32768];

/** Three files of two classes each, the first of class "no" replaced. */
function folder(first: Uint8Array | undefined, root = 'train'): Files {
  const files: Record<string, Uint8Array> = {};
  for (const label of ['no', 'yes']) for (let i = 0; i < 3; i++) files[`${root}/${label}/${i}.wav`] = wav(tone);
  if (first !== undefined) files[`${root}/no/0.wav`] = first;
  return files;
}

/** The samples that a file becomes. */
async function samplesOf(samples: readonly number[], options: WavOptions): Promise<number[]> {
  const bytes = wav(samples, options);
  const files = Object.fromEntries(Object.keys(folder(undefined)).map((path) => [path, bytes]));
  const dataset = await load(files, wavSpec({ test: 'train' }));
  return [...dataset.test!.values.subarray(0, samples.length)];
}

describe('a folder of wav files', () => {
  it('becomes a series per file, its classes the folders', async () => {
    const short = wav([1, 2]);
    const files = {
      ...folder(short),
      'train/no/notes.txt': 'x',
      'train/.hidden/a.wav': 'x',
      'train/yes/2.WAV': wav([5]),
    };
    const dataset = await load(files, wavSpec({ test: 'train' }));
    expect(dataset.classes).toEqual(['no', 'yes']);
    expect(dataset.channels).toEqual(['audio']);
    expect(dataset.samplingRate).toBe(8000);
    expect([...dataset.test!.lengths]).toEqual([2, 5, 5, 5, 5, 1, 5]);
    expect([...dataset.test!.targets]).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect(dataset.train.lengths.length).toBe(5);
  });

  it('may be cut into windows', async () => {
    const window = { length: 2, stride: 1, label: 'last', test: 'all' } as const;
    const dataset = await load(folder(undefined), wavSpec({ test: 'train', window }));
    expect(dataset.test!.starts.length).toBe(6 * 4);
    expect(dataset.train.starts.length).toBe(4 * 4);
  });

  it.each<[string, readonly number[], WavOptions, readonly number[]]>([
    ['8-bit', [0, 128, 255], { bits: 8 }, [-1, 0, 127 / 128]],
    ['16-bit', tone, {}, [0, 1000 / 32768, -1000 / 32768, 32767 / 32768, -1]],
    ['24-bit', [-(2 ** 23), 2 ** 23 - 1, 1], { bits: 24 }, [-1, 1 - 2 ** -23, 2 ** -23]],
    ['32-bit', [-(2 ** 31), 2 ** 31 - 1, 2 ** 30], { bits: 32 }, [-1, 1 - 2 ** -24, 0.5]],
    ['float', [0.25, -1.5, 1e-6], { tag: 3, bits: 32 }, [0.25, -1.5, Math.fround(1e-6)]],
    ['extensible 16-bit', tone, { extensible: true }, [0, 1000 / 32768, -1000 / 32768, 32767 / 32768, -1]],
    ['16-bit behind another chunk', tone, { extraChunk: true }, [0, 1000 / 32768, -1000 / 32768, 32767 / 32768, -1]],
  ])('%s samples are scaled to [-1, 1)', async (_, samples, options, expected) => {
    expect(await samplesOf(samples, options)).toEqual(expected);
  });

  it('keeps the channels of stereo files apart', async () => {
    const stereo = wav([1, 2, 3, 4, 5, 6], { channels: 2 });
    const files = Object.fromEntries(Object.keys(folder(undefined)).map((path) => [path, stereo]));
    const dataset = await load(files, wavSpec());
    expect(dataset.channels).toEqual(['audio_1', 'audio_2']);
    expect([...dataset.train.lengths]).toEqual([3, 3, 3, 3]);
    expect([...dataset.train.values.subarray(0, 4)].map((value) => value * 32768)).toEqual([1, 2, 3, 4]);
  });

  it('reads long files block by block', async () => {
    const samples = Array.from({ length: 150_000 }, (_, i) => ((i * 7919) % 65536) - 32768);
    const dataset = await load(folder(wav(samples)), wavSpec());
    expect([...dataset.train.values.subarray(0, 150_000)]).toEqual(samples.map((sample) => sample / 32768));
  });
});

const good = wav(tone);
const edited = (edit: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(good);
  edit(bytes);
  return bytes;
};

describe('one clear error', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['0 bytes', Buffer.alloc(0), 'data/empty-file', /empty/],
    ['text', Buffer.from('this is no wav file at all'), 'data/not-a-wav', /RIFF/],
    ['a few bytes', Buffer.from('RIFF'), 'data/truncated-wav', /too early/],
    ['missing samples', good.subarray(0, -3), 'data/truncated-wav', /10 bytes of samples are announced, 7 are there/],
    ['no data', good.subarray(0, 36), 'data/truncated-wav', /no data chunk/],
    ['no frames', wav([]), 'data/empty-wav', /no samples/],
    [
      'data before its format',
      riff([chunk('data', Buffer.alloc(4)), good.subarray(12, 36)]),
      'data/wav-format',
      /before/,
    ],
    ['a short fmt chunk', riff([chunk('fmt ', Buffer.alloc(8))]), 'data/wav-format', /too short/],
    ['mu-law', wav([1, 2], { tag: 7, bits: 8 }), 'data/wav-format', /mu-law/],
    ['an unknown encoding', wav([1, 2], { tag: 0x1234 }), 'data/wav-format', /0x1234/],
    ['12 bits', edited((bytes) => bytes.writeUInt16LE(12, 34)), 'data/wav-format', /12 bits/],
    ['64-bit float', wav([], { tag: 3, bits: 64 }), 'data/wav-format', /64 bits/],
    ['no channels', edited((bytes) => bytes.writeUInt16LE(0, 22)), 'data/wav-format', /no channels/],
    ['a sampling rate of 0', edited((bytes) => bytes.writeUInt32LE(0, 24)), 'data/wav-format', /rate is 0/],
    ['a wrong frame size', edited((bytes) => bytes.writeUInt16LE(3, 32)), 'data/wav-format', /3 bytes/],
    ['NaN', wav([0, NaN, 0], { tag: 3, bits: 32 }), 'data/not-finite', /sample 2/],
  ])('for %s', async (_, first, code, message) => {
    const error = await failure(folder(first), wavSpec());
    expect({ code: error.code, place: error.place }).toEqual({ code, place: 'train/no/0.wav' });
    expect(error.message).toMatch(message);
  });

  it('for another sampling rate or channel count', async () => {
    expect(await failure(folder(wav(tone, { samplingRate: 16000 })), wavSpec())).toMatchObject({
      code: 'data/sampling-rate',
      place: 'train/no/1.wav',
      message: expect.stringMatching(/8000 Hz.* 16000 Hz/),
    });
    const stereo = { ...folder(undefined), 'train/yes/1.wav': wav(tone.slice(1), { channels: 2 }) };
    expect(await failure(stereo, wavSpec())).toMatchObject({ code: 'data/channel-mismatch', place: 'train/yes/1.wav' });
    const test = { ...folder(undefined), ...folder(wav(tone, { samplingRate: 16000 }), 'test') };
    expect(await failure(test, wavSpec({ test: 'test' }))).toMatchObject({
      code: 'data/sampling-rate',
      place: 'test/no/0.wav',
    });
    expect(await failure(folder(undefined), wavSpec({ sampling_rate: 44100 }))).toMatchObject({
      code: 'data/sampling-rate',
    });
  });

  it('for folders that are none, empty, or too few', async () => {
    expect(await failure({ train: 'x' }, wavSpec())).toMatchObject({ code: 'data/not-a-folder', place: 'train' });
    expect(await failure({}, wavSpec())).toMatchObject({ code: 'data/file-not-found', place: 'train' });
    expect(await failure({ 'train/a.wav': wav(tone) }, wavSpec())).toMatchObject({
      code: 'data/no-classes',
      place: 'train',
    });
    const empty = { ...folder(undefined), 'train/maybe/readme.txt': 'x' };
    expect(await failure(empty, wavSpec())).toMatchObject({ code: 'data/empty-class', place: 'train/maybe' });
    const single = { ...folder(undefined), 'train/maybe/0.wav': wav(tone) };
    expect(await failure(single, wavSpec())).toMatchObject({
      code: 'data/class-too-small',
      place: 'train/maybe/0.wav',
    });
    const one = { 'train/yes/0.wav': wav(tone), 'train/yes/1.wav': wav(tone) };
    expect(await failure(one, wavSpec())).toMatchObject({ code: 'data/one-class' });
  });

  it('for a class that only the test folder has', async () => {
    const files = { ...folder(undefined), ...folder(undefined, 'test'), 'test/maybe/0.wav': wav(tone) };
    expect(await failure(files, wavSpec({ test: 'test' }))).toMatchObject({
      code: 'data/unknown-label',
      place: 'test/maybe/0.wav',
    });
  });

  it('for a regression', async () => {
    const spec = { ...wavSpec(), task: { type: 'regression' } as const };
    expect(await failure(folder(undefined), spec)).toMatchObject({ code: 'data/task' });
  });
});
