import { UserError } from '../../base/errors.ts';

const LF = 0x0a;
const CR = 0x0d;

/** bytes; a line holds one whole series */
const LONGEST_LINE = 1 << 28;

/** Lines of a stream of blocks without their ends, numbered from 1. A line is valid until the next is asked for. */
export async function* lines(
  blocks: AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<{ bytes: Buffer; number: number }> {
  const parts: Buffer[] = [];
  let size = 0;
  let number = 1;
  for await (const block of blocks) {
    let at = 0;
    for (let end = block.indexOf(LF); end >= 0; end = block.indexOf(LF, at)) {
      parts.push(block.subarray(at, end));
      yield { bytes: withoutCarriageReturn(Buffer.concat(parts)), number };
      parts.length = 0;
      size = 0;
      number++;
      at = end + 1;
    }
    size += block.length - at;
    if (size > LONGEST_LINE) {
      throw new UserError('data/record-too-long', `a line is longer than ${LONGEST_LINE} bytes`, {
        where: `${file}:${number}`,
        hint: 'Is this a .ts file of time series?',
      });
    }
    parts.push(Buffer.from(block.subarray(at)));
  }
  if (size > 0) yield { bytes: withoutCarriageReturn(Buffer.concat(parts)), number };
}

function withoutCarriageReturn(line: Buffer): Buffer {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}
