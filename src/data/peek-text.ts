import { setImmediate } from 'node:timers/promises';
import { readText } from './bytes.ts';
import { Intake } from './intake.ts';

/** bytes of text that a peek reads */
const MOST = 1 << 20;
/** bytes between two looks at waiting events: a millisecond or two of work */
const PIECE = 1 << 14;

/** How far a look went. */
export interface Extent {
  complete: boolean;
}

/** The beginning of a text file, piece by piece, inflated where needed; `extent` then says whether that was all of it. */
export async function* beginningOf(
  path: string,
  extent: Extent,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, undefined> {
  let read = 0;
  for await (const block of readText(path, new Intake(0, signal))) {
    for (let at = 0; at < block.length; at += PIECE) {
      if (read >= MOST) return;
      const piece = block.subarray(at, Math.min(block.length, at + PIECE, at + MOST - read));
      read += piece.length;
      yield piece;
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
  extent.complete = true;
}
