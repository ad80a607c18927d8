import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../base/errors.ts';
import { emptyFile, openFile, unreadable } from './files.ts';
import type { Intake } from './intake.ts';

const BLOCK = 1 << 18;

/**
 * The text of a file, block by block, inflated when the file begins with gzip's magic bytes, without a byte order mark.
 * A block is valid until the next one is asked for.
 */
export async function* readText(path: string, intake: Intake): AsyncGenerator<Buffer> {
  const handle = await openFile(path);
  try {
    intake.expect((await handle.stat()).size);
    const magic = Buffer.alloc(2);
    await readAt(handle, magic, 0, path);
    const zipped = magic[0] === 0x1f && magic[1] === 0x8b;
    const raw = readBlocks(handle, path, intake, zipped ? 'fresh' : 'reused');
    yield* withoutMark(zipped ? inflate(raw, path) : raw, path);
  } finally {
    await handle.close();
  }
}

/** Fills `target` from a position as far as the file goes. @returns bytes read */
export async function readAt(handle: FileHandle, target: Buffer, position: number, path: string): Promise<number> {
  try {
    let filled = 0;
    while (filled < target.length) {
      const { bytesRead } = await handle.read(target, filled, target.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** zlib reads its input in another thread while the next block is fetched, hence `fresh` memory for it. */
async function* readBlocks(
  handle: FileHandle,
  path: string,
  intake: Intake,
  memory: 'fresh' | 'reused',
): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafeSlow(BLOCK);
  for (let position = 0; ;) {
    const length = await readAt(handle, block, position, path);
    intake.advance(length);
    if (length === 0) return;
    position += length;
    yield block.subarray(0, length);
    if (memory === 'fresh') block = Buffer.allocUnsafeSlow(BLOCK);
  }
}

async function* inflate(blocks: AsyncGenerator<Buffer>, path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: BLOCK });
  // What breaks the pipeline reaches the reader of `gunzip` below; here it is only awaited, so that `blocks` has ended.
  const feeding = pipeline(Readable.from(blocks, { highWaterMark: 1 }), gunzip).catch(() => undefined);
  try {
    for await (const block of gunzip) yield block as Buffer;
  } catch (error) {
    const { code } = error as { code?: unknown }; // a number in a DOMException
    if (code === 'Z_BUF_ERROR') {
      throw new UserError('data/truncated-gzip', 'the gzip file ends too early', {
        where: path,
        hint: 'Copy or download it again.',
        cause: error,
      });
    }
    if (typeof code === 'string' && code.startsWith('Z_')) {
      throw new UserError('data/corrupt-gzip', 'the gzip file is damaged', {
        where: path,
        hint: 'Copy or download it again.',
        cause: error,
      });
    }
    throw error;
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

async function* withoutMark(blocks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  let begun = false;
  let head: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    if (begun) {
      yield block;
      continue;
    }
    head = Buffer.concat([head, block]);
    if (head.length < 3) continue;
    begun = true;
    yield head.subarray(markLength(head, path));
  }
  if (begun) return;
  if (head.length === 0) throw emptyFile(path);
  yield head.subarray(markLength(head, path));
}

function markLength(head: Buffer, path: string): number {
  const pair = head.length >= 2 ? head.readUInt16BE(0) : 0;
  if (pair === 0xfffe || pair === 0xfeff) {
    throw new UserError('data/encoding', 'the file is UTF-16, and UTF-8 is needed', {
      where: path,
      hint: 'Save it as UTF-8.',
    });
  }
  return pair === 0xefbb && head[2] === 0xbf ? 3 : 0;
}
