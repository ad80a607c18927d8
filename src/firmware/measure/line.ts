/**
 * The lines in which the measuring program (`program.ts`) speaks, fields `name=value` in a fixed order:
 *
 *     NAS1 start model=<16 hex digits> board=<id> windows= context=<bytes> counts=cycles|instructions|time hz= compiler="…" crc=
 *     NAS1 window index= steps= outputs=<CRC-32> same=0|1 ticks=<of all steps> least= most=<of a step> predict= crc=
 *     NAS1 end model= windows= same=<windows> stack=<bytes or unknown> crc=
 *
 * `crc` is the CRC-32 (that of zlib) of everything before " crc=", in eight hexadecimal digits; `hz` are ticks per second, 0
 * where nobody knows. A measurement is a start, every window in order, and an end.
 */

const COUNTED = ['cycles', 'instructions', 'time'] as const;

export interface StartLine {
  readonly kind: 'start';
  readonly model: string;
  readonly board: string;
  readonly windows: number;
  /** bytes */
  readonly context: number;
  readonly counts: (typeof COUNTED)[number];
  readonly hz: number;
  readonly compiler: string;
}

export interface WindowLine {
  readonly kind: 'window';
  readonly index: number;
  readonly steps: number;
  /** CRC-32 of the answer and the outputs. */
  readonly outputs: number;
  /** What the board itself says of them. */
  readonly same: boolean;
  readonly ticks: number;
  readonly least: number;
  readonly most: number;
  readonly predict: number;
}

export interface EndLine {
  readonly kind: 'end';
  readonly model: string;
  readonly windows: number;
  readonly same: number;
  /** bytes; null: unknown */
  readonly stack: number | null;
}

type MeasuredLine = StartLine | WindowLine | EndLine;

/** `damaged`: it is one of ours, and not whole. `other`: somebody else's. */
export type ReadLine = MeasuredLine | 'damaged' | 'other';

const NUMBER = String.raw`(\d{1,15})`;
const HEX = '([0-9a-f]{8})';
const MODEL = '([0-9a-f]{16})';
const START = new RegExp(
  `^NAS1 start model=${MODEL} board=(\\S+) windows=${NUMBER} context=${NUMBER} counts=(${COUNTED.join('|')}) hz=${NUMBER} compiler="([^"]*)"$`,
);
const WINDOW = new RegExp(
  `^NAS1 window index=${NUMBER} steps=${NUMBER} outputs=${HEX} same=([01]) ticks=${NUMBER} least=${NUMBER} most=${NUMBER} predict=${NUMBER}$`,
);
const END = new RegExp(`^NAS1 end model=${MODEL} windows=${NUMBER} same=${NUMBER} stack=(unknown|\\d{1,9})$`);

/** @param text without its end; boot noise may stand before a line of ours */
export function readLine(text: string): ReadLine {
  const begin = text.lastIndexOf('NAS1 ');
  if (begin < 0) return 'other';
  const match = /^(NAS1 .*) crc=([0-9a-f]{8})\s*$/.exec(text.slice(begin));
  if (match === null) return 'damaged';
  const [, body, crc] = match as unknown as [string, string, string];
  if (crc32(new TextEncoder().encode(body)) !== parseInt(crc, 16)) return 'damaged';
  return startLine(body) ?? windowLine(body) ?? endLine(body) ?? 'damaged';
}

function startLine(body: string): StartLine | undefined {
  const match = START.exec(body);
  if (match === null) return undefined;
  const [, model, board, windows, context, counts, hz, compiler] = match;
  return {
    ...{ kind: 'start', model: model!, board: board!, windows: Number(windows), context: Number(context) },
    ...{ counts: counts as StartLine['counts'], hz: Number(hz), compiler: compiler! },
  };
}

function windowLine(body: string): WindowLine | undefined {
  const match = WINDOW.exec(body);
  if (match === null) return undefined;
  const [index, steps, , , ticks, least, most, predict] = match.slice(1).map(Number);
  const [outputs, same] = [parseInt(match[3]!, 16), match[4] === '1'];
  return {
    ...{ kind: 'window', index: index!, steps: steps!, outputs, same },
    ...{ ticks: ticks!, least: least!, most: most!, predict: predict! },
  };
}

function endLine(body: string): EndLine | undefined {
  const match = END.exec(body);
  if (match === null) return undefined;
  const [, model, windows, same, stack] = match;
  const bytes = stack === 'unknown' ? null : Number(stack);
  return { kind: 'end', model: model!, windows: Number(windows), same: Number(same), stack: bytes };
}

/** CRC-32 with the polynomial of zlib, Ethernet and PNG. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
