import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../../base/errors.ts';
import { readAt } from '../bytes.ts';

/** How the samples of a wav file are stored, and where. */
export interface WavFormat {
  readonly encoding: 'integer' | 'float';
  /** 1–4 */
  readonly bytesPerSample: number;
  readonly channels: number;
  /** Hz */
  readonly samplingRate: number;
  /** samples per channel, at least 1 */
  readonly frames: number;
  /** bytes from the start of the file */
  readonly dataStart: number;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;

const ENCODINGS: Readonly<Record<number, string>> = {
  2: 'ADPCM',
  6: 'A-law',
  7: 'mu-law',
  0x11: 'IMA ADPCM',
  0x55: 'MP3',
};

/**
 * Reads the chunks of a RIFF/WAVE file up to its data (Microsoft, "Multiple channel audio data and WAVE files").
 * Own code: `wavefile` 11 and `node-wav` 0.0.2 take the whole file in memory and read a recording that was cut off as if
 * it were whole; `node-wav` makes up samples for the missing half.
 */
export async function readWavFormat(handle: FileHandle, file: string, size: number): Promise<WavFormat> {
  const fail = (code: string, message: string, at: number, hint?: string) =>
    new UserError(code, `${message} (byte ${at})`, { where: file, ...(hint === undefined ? {} : { hint }) });
  const read = async (at: number, length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(length);
    if ((await readAt(handle, bytes, at, file)) === length) return bytes;
    throw fail('data/truncated-wav', 'the file ends too early', size, 'Record or copy it again.');
  };

  const riff = await read(0, 12);
  if (riff.toString('latin1', 0, 4) !== 'RIFF' || riff.toString('latin1', 8, 12) !== 'WAVE') {
    throw fail('data/not-a-wav', 'this is not a RIFF/WAVE file', 0, 'Convert it to PCM wav.');
  }
  let format: Omit<WavFormat, 'frames' | 'dataStart'> | undefined;
  for (let at = 12; ;) {
    if (at >= size) throw fail('data/truncated-wav', 'there is no data chunk', size, 'Record or copy it again.');
    const head = await read(at, 8);
    const id = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    const start = at + 8;
    if (id === 'fmt ') {
      if (length < 16) throw fail('data/wav-format', 'the fmt chunk is too short', at);
      format = formatOf(await read(start, Math.min(length, 40)), (message) =>
        fail('data/wav-format', message, start, 'Convert it to PCM with 8, 16, 24 or 32 bits, or to 32-bit float.'),
      );
    }
    if (id === 'data') {
      if (format === undefined) throw fail('data/wav-format', 'the data comes before the fmt chunk', at);
      if (start + length > size) {
        const message = `the file ends too early: ${length} bytes of samples are announced, ${size - start} are there`;
        throw fail('data/truncated-wav', message, size, 'Record or copy it again.');
      }
      const frames = Math.floor(length / (format.bytesPerSample * format.channels));
      if (frames === 0) throw fail('data/empty-wav', 'there are no samples', at, 'Remove the file.');
      return { ...format, frames, dataStart: start };
    }
    at = start + length + (length % 2); // chunks begin at even bytes
  }
}

function formatOf(fmt: Buffer, fail: (message: string) => UserError): Omit<WavFormat, 'frames' | 'dataStart'> {
  let tag = fmt.readUInt16LE(0);
  // The extensible form keeps the tag in the first two bytes of a GUID.
  if (tag === EXTENSIBLE && fmt.length >= 26) tag = fmt.readUInt16LE(24);
  const channels = fmt.readUInt16LE(2);
  const samplingRate = fmt.readUInt32LE(4);
  const blockAlign = fmt.readUInt16LE(12);
  const bits = fmt.readUInt16LE(14);
  if (tag !== PCM && tag !== IEEE_FLOAT) {
    throw fail(`the samples are ${ENCODINGS[tag] ?? `in encoding 0x${tag.toString(16)}`}, not PCM`);
  }
  if (tag === PCM ? ![8, 16, 24, 32].includes(bits) : bits !== 32) {
    throw fail(`${tag === PCM ? 'PCM' : 'float'} samples of ${bits} bits are not supported`);
  }
  if (channels === 0) throw fail('there are no channels');
  if (samplingRate === 0) throw fail('the sampling rate is 0');
  if (blockAlign !== (channels * bits) / 8) {
    throw fail(`a frame of ${blockAlign} bytes does not fit ${channels} × ${bits} bits`);
  }
  return { encoding: tag === PCM ? 'integer' : 'float', bytesPerSample: bits / 8, channels, samplingRate };
}
