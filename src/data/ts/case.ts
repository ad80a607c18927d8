import { UserError } from '../../base/errors.ts';

const COMMA = 0x2c;
const COLON = 0x3a;

/** Where the fields of a line `1,2,3:4,5,6:label` are. */
export interface Case {
  readonly dimensions: number;
  /** values per dimension */
  readonly length: number;
  /** [value] byte after it, in the order of the file */
  readonly ends: readonly number[];
  /** first byte of the target */
  readonly target: number;
}

export function caseOf(bytes: Buffer, file: string, line: number): Case {
  const ends: number[] = [];
  let dimensions = 0;
  let length = -1;
  let counted = 0;
  let target = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === COMMA) ends.push(at);
    if (byte !== COLON) continue;
    ends.push(at);
    const values = ends.length - counted;
    if (length >= 0 && values !== length) {
      const message = `dimension ${dimensions + 1} has ${values} values, and those before it have ${length}`;
      throw new UserError('data/ts-length', message, {
        where: `${file}:${line}:${bytes.toString('utf8', 0, target).length + 1}`,
        hint: 'All dimensions of a series must be equally long; series may differ.',
      });
    }
    length = values;
    counted = ends.length;
    dimensions++;
    target = at + 1;
  }
  if (dimensions > 0) return { dimensions, length, ends, target };
  throw new UserError('data/ts-dimensions', 'the line has no colon between values and target', {
    where: `${file}:${line}`,
    hint: 'A series is written as 1,2,3:4,5,6:target.',
  });
}
