/** Powers of ten that float64 holds exactly, 1, −1, 10, −10, 100 …: a division by one gives a number its sign as well. */
export const SIGNED_POWERS_OF_TEN = Float64Array.from({ length: 46 }, (_, index) =>
  Number(`${index % 2 === 0 ? '' : '-'}1e${index >> 1}`),
);

const SPACE = 0x20;
const TAB = 0x09;

export const LARGEST_FLOAT32 = 3.4028234663852886e38;

/**
 * The decimal number in bytes[from, to), blanks around it allowed, rounded to float64 as `Number` rounds it; NaN when
 * it is none. Only digits, a sign, a point and an exponent make a number: no hexadecimal, no "Infinity".
 *
 * Up to 15 digits are an integer that float64 holds exactly, and so is the power of ten, so one division rounds
 * correctly (Clinger 1990); everything else goes through `Number`. No string is made on the way: a cell costs some
 * 20 ns, where a decoded string with `Number` costs 100.
 */
export function parseDecimal(bytes: Buffer, from: number, to: number): number {
  let at = from;
  let end = to;
  while (at < end && isBlank(bytes[at]!)) at++;
  while (end > at && isBlank(bytes[end - 1]!)) end--;
  const start = at;

  const negative = bytes[at] === 0x2d;
  if (at < end && (negative || bytes[at] === 0x2b)) at++;

  let mantissa = 0;
  let digits = at;
  for (let digit; at < end && (digit = bytes[at]! - 0x30) >>> 0 <= 9; at++) mantissa = mantissa * 10 + digit;
  digits = at - digits;
  let decimals = 0;
  if (at < end && bytes[at] === 0x2e) {
    const point = at++;
    for (let digit; at < end && (digit = bytes[at]! - 0x30) >>> 0 <= 9; at++) mantissa = mantissa * 10 + digit;
    decimals = at - point - 1;
    digits += decimals;
  }
  if (digits === 0) return NaN;
  if (at === end && digits <= 15) {
    return mantissa / SIGNED_POWERS_OF_TEN[2 * decimals + Number(negative)]!;
  }
  if (at < end && !isExponent(bytes, at, end)) return NaN;
  return Number(bytes.toString('latin1', start, end));
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function isExponent(bytes: Buffer, from: number, to: number): boolean {
  let at = from;
  if ((bytes[at]! | 0x20) !== 0x65) return false;
  at++;
  if (at < to && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
  const digits = at;
  while (at < to && (bytes[at]! - 0x30) >>> 0 <= 9) at++;
  return at === to && at > digits;
}

/** Texts by which programs write a value that is not a number: worth a message of their own. */
export function isNotFinite(text: string): boolean {
  return /^[+-]?(nan|inf|infinity|1\.#\w+)$/i.test(text);
}
