import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../../base/errors.ts';
import { readAt } from '../bytes.ts';
import type { GrowingRows } from '../growing.ts';
import type { Intake } from '../intake.ts';
import type { WavFormat } from './format.ts';

/** bytes, about */
const BLOCK = 1 << 18;

/** The float32 below 1: where the largest 32-bit sample would round up to 1. */
const BELOW_ONE = 1 - 2 ** -24;

type Decode = (bytes: Buffer, at: number) => number;

/** Integers become [−1, 1); floats are taken as they are. */
function decoderOf(format: WavFormat): Decode {
  if (format.encoding === 'float') return (bytes, at) => bytes.readFloatLE(at);
  switch (format.bytesPerSample) {
    case 1: // the only unsigned one
      return (bytes, at) => (bytes[at]! - 128) / 2 ** 7;
    case 2:
      return (bytes, at) => bytes.readInt16LE(at) / 2 ** 15;
    case 3:
      return (bytes, at) => bytes.readIntLE(at, 3) / 2 ** 23;
    default:
      return (bytes, at) => Math.min(BELOW_ONE, bytes.readInt32LE(at) / 2 ** 31);
  }
}

/** Appends the samples of a file to `rows`, a frame per row, block by block. */
export async function readSamples(
  handle: FileHandle,
  file: string,
  format: WavFormat,
  rows: GrowingRows,
  intake: Intake,
): Promise<void> {
  const decode = decoderOf(format);
  const { channels, bytesPerSample } = format;
  const frameBytes = channels * bytesPerSample;
  const block = Buffer.alloc(Math.max(1, Math.floor(BLOCK / frameBytes)) * frameBytes);
  const total = format.frames * frameBytes;
  for (let done = 0; done < total;) {
    const part = block.subarray(0, Math.min(block.length, total - done));
    const length = await readAt(handle, part, format.dataStart + done, file);
    intake.advance(length);
    if (length < part.length) throw new UserError('data/truncated-wav', 'the file ends too early', { where: file });
    for (let at = 0; at < length;) {
      const offset = rows.extend();
      for (let channel = 0; channel < channels; channel++, at += bytesPerSample) {
        const value = decode(part, at);
        if (!Number.isFinite(value)) {
          const frame = Math.floor((done + at) / frameBytes);
          throw new UserError('data/not-finite', `sample ${frame + 1} is not a finite number`, { where: file });
        }
        rows.values[offset + channel] = value;
      }
    }
    done += length;
  }
}
