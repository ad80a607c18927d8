import { UserError } from '../../base/errors.ts';
import { encodeAnswers, firstWindows, type TestVectors } from '../vectors.ts';
import { crc32 } from './line.ts';
import type { Reading } from './reading.ts';

/**
 * Which windows of a measurement came out as the integer network says, bit for bit.
 * @param vectors those that the firmware was generated with, or more of the same
 * @returns indices of the windows that did not
 * @throws UserError when the firmware was generated with other windows
 */
export function differingFrom(vectors: TestVectors, { windows }: Reading): number[] {
  const known = vectors.steps.length;
  const others = windows.length > known || windows.some(({ index, steps }) => steps !== vectors.steps[index]);
  const different = windows.filter(({ index, outputs }) => outputs !== expectedCrc(vectors, index));
  // A board that finds its own windows all right where we do not was given others.
  if (others || different.some(({ same }) => same)) {
    throw new UserError('measure/other-windows', 'the firmware was generated with other test windows', {
      hint: 'The data have changed since: deploy the network again, flash it, and measure again.',
    });
  }
  return different.map(({ index }) => index);
}

/** CRC-32 of the answer and the outputs of a window, as the firmware makes it. */
function expectedCrc(vectors: TestVectors, window: number): number {
  const { answers, expected } = firstWindows(vectors, window + 1);
  const answer = answers.subarray(window, window + 1);
  return crc32(encodeAnswers({ answers: answer, outputs: expected.subarray(window * vectors.outputs) }));
}
