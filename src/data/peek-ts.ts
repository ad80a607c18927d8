import { UserError } from '../base/errors.ts';
import { channelNames } from './channel-names.ts';
import { decode } from './csv/tokenizer.ts';
import { sizeOfFile } from './files.ts';
import type { DataPeek } from './data-peek.ts';
import { beginningOf } from './peek-text.ts';
import { caseOf } from './ts/case.ts';
import { TsHeaderReader, type TsHeader } from './ts/header.ts';
import { lines } from './ts/lines.ts';

/** The header of a `.ts` file and the lengths of its first series. @throws UserError as the reader does */
export async function peekTs(path: string, signal: AbortSignal | undefined): Promise<Partial<DataPeek>> {
  await sizeOfFile(path);
  const extent = { complete: false };
  const reader = new TsHeaderReader(path);
  let header: TsHeader | undefined;
  let channels: number | undefined;
  let [shortest, longest, rows] = [Infinity, 0, 0];
  let line: { bytes: Buffer; number: number } | undefined;

  const takeSeries = ({ bytes, number }: { bytes: Buffer; number: number }) => {
    const found = caseOf(bytes, path, number);
    channels ??= found.dimensions;
    shortest = Math.min(shortest, found.length);
    longest = Math.max(longest, found.length);
    rows += found.length;
  };
  for await (const next of lines(beginningOf(path, extent, signal), path)) {
    // A line behind: the last one of an incomplete peek is cut off.
    if (line !== undefined) takeSeries(line);
    line = undefined;
    const text = header === undefined ? decode(next.bytes) : undefined;
    if (header === undefined) header = text === undefined ? undefined : reader.take(text, next.number);
    else if (/^[^\s#]/.test(next.bytes.toString('latin1', 0, 1))) line = next;
  }
  if (line !== undefined && extent.complete) takeSeries(line);

  if (header === undefined) {
    throw new UserError('data/ts-header', 'there is no @data line', {
      where: path,
      hint: 'Is this a .ts file of the UEA archive?',
    });
  }
  const { classes, dimensions, seriesLength } = header;
  const count = dimensions ?? channels;
  const lengths = longest > 0 ? { shortest, longest } : undefined;
  return {
    complete: extent.complete,
    channels: count === undefined ? undefined : channelNames('ts', count),
    classes,
    rows,
    lengths: seriesLength === undefined ? lengths : { shortest: seriesLength, longest: seriesLength },
  };
}
