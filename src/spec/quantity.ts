import * as Type from 'typebox';
import { quote } from './report.ts';

/** A number that may be written with a unit, e.g. `64 KiB`, `20 ms`, `80 MHz`, `1 mJ`, `93.4 %`. */
export type Dimension = 'bytes' | 'seconds' | 'hertz' | 'joules' | 'share';

/** Units and their factor to the base unit, by dimension. The first spelling of a factor is the preferred one. */
export const UNITS: Readonly<Record<Dimension, Readonly<Record<string, number>>>> = {
  bytes: { B: 1, KiB: 1024, MiB: 1024 ** 2, kB: 1000, KB: 1000, MB: 1000 ** 2 },
  seconds: { s: 1, ms: 1e-3, µs: 1e-6, us: 1e-6, ns: 1e-9, min: 60, h: 3600 },
  hertz: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  joules: { J: 1, mJ: 1e-3, µJ: 1e-6, uJ: 1e-6, nJ: 1e-9 },
  share: { '%': 1e-2 },
};

/** Spellings people use for a unit and what they most likely mean. Compared in lower case. */
const COLLOQUIAL: Readonly<Record<Dimension, Readonly<Record<string, string>>>> = {
  bytes: { k: 'KiB', kb: 'KiB', m: 'MiB', mb: 'MiB', byte: 'B', bytes: 'B', kilobyte: 'kB', kilobytes: 'kB' },
  seconds: {
    sec: 's',
    secs: 's',
    second: 's',
    seconds: 's',
    msec: 'ms',
    millisecond: 'ms',
    milliseconds: 'ms',
    usec: 'µs',
    microseconds: 'µs',
    m: 'min',
    mins: 'min',
    minute: 'min',
    minutes: 'min',
    hr: 'h',
    hrs: 'h',
    hour: 'h',
    hours: 'h',
  },
  hertz: { hertz: 'Hz', k: 'kHz', m: 'MHz' },
  joules: { joule: 'J', joules: 'J', millijoule: 'mJ', millijoules: 'mJ' },
  share: { percent: '%', pct: '%' },
};

/** How a dimension is spoken of in messages. */
export const DIMENSIONS: Readonly<
  Record<Dimension, { article: string; noun: string; plural: string; example: string }>
> = {
  bytes: { article: 'a', noun: 'size', plural: 'bytes', example: '64 KiB' },
  seconds: { article: 'a', noun: 'time', plural: 'times', example: '20 ms' },
  hertz: { article: 'a', noun: 'frequency', plural: 'frequencies', example: '50 Hz' },
  joules: { article: 'an', noun: 'energy', plural: 'energies', example: '1 mJ' },
  share: { article: 'a', noun: 'share', plural: 'shares', example: '93.4 %' },
};

/** Schema of a quantity. Its static type is the number in base units, which is what `parseSpec` leaves in the spec. */
export function quantity(dimension: Dimension, options: { description: string; examples: string[] }) {
  // The Greek letter mu stands beside the micro sign: keyboards produce either.
  const units = [...Object.keys(UNITS[dimension]), ...greek(dimension)].join('|');
  return Type.Unsafe<number>({
    ...options,
    dimension,
    anyOf: [
      { type: 'number', exclusiveMinimum: 0, ...(dimension === 'share' && { maximum: 1 }) },
      { type: 'string', pattern: `^\\s*([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*(${units})\\s*$` },
    ],
  });
}

const greek = (dimension: Dimension) =>
  Object.keys(UNITS[dimension]).flatMap((unit) => (unit.startsWith('µ') ? [unit.replace('µ', 'μ')] : []));

export type QuantityFault =
  'malformed' | 'missing-unit' | 'unknown-unit' | 'not-positive' | 'not-finite' | 'above-whole';

/** Either the value in base units, or what is wrong with the text and a text that would be right. */
export type ParsedQuantity =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly fault: QuantityFault; readonly message: string; readonly suggestion?: string };

/**
 * Reads a number with a unit. The message of a fault continues "`flash: 64 KiBs`", e.g. ": unknown unit `KiBs`; …" or
 * " must be more than 0".
 */
export function parseQuantity(text: string, dimension: Dimension): ParsedQuantity {
  const { article, noun, plural, example } = DIMENSIONS[dimension];
  const written = `${plural} are written like \`${example}\``;
  const match = /^\s*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)\s*(.*?)\s*$/isu.exec(text);
  if (!match) return { ok: false, fault: 'malformed', message: ` is not ${article} ${noun}; ${written}` };
  const [, number = '', unit = ''] = match;
  if (unit === '') return { ok: false, fault: 'missing-unit', message: `: the unit is missing; ${written}` };
  const factor = factorOf(unit, dimension);
  if (factor === undefined) {
    const meant = meantUnit(unit, dimension);
    const suggestion = meant === undefined ? {} : { suggestion: `${number} ${meant}` };
    return {
      ok: false,
      fault: 'unknown-unit',
      message: `: ${unknownUnit(unit, dimension)}; ${written}`,
      ...suggestion,
    };
  }
  const value = scale(number, factor);
  return checkQuantity(value, dimension);
}

/** Powers of ten move the decimal point, so that 3.3 µs is 3.3e-6, which 3.3 · 1e-6 is not. */
function scale(number: string, factor: number): number {
  const power = Math.round(Math.log10(factor));
  if (Number(`1e${power}`) !== factor) return Number(number) * factor;
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  return Number(`${mantissa}e${Number(exponent) + power}`);
}

/** The same checks for a bare number in base units. Bytes are whole: a fraction is cut off. */
export function checkQuantity(value: number, dimension: Dimension): ParsedQuantity {
  if (!Number.isFinite(value)) return { ok: false, fault: 'not-finite', message: ' must be a finite number' };
  const whole = dimension === 'bytes' ? Math.floor(value) : value;
  if (whole <= 0) return { ok: false, fault: 'not-positive', message: ' must be more than 0' };
  if (dimension === 'share' && whole > 1) {
    return { ok: false, fault: 'above-whole', message: ' must be at most 1, which is 100 %' };
  }
  return { ok: true, value: whole };
}

function factorOf(unit: string, dimension: Dimension): number | undefined {
  const name = unit.replace('μ', 'µ');
  return Object.hasOwn(UNITS[dimension], name) ? UNITS[dimension][name] : undefined;
}

function unknownUnit(unit: string, dimension: Dimension): string {
  const name = quote(unit);
  const other = (Object.keys(UNITS) as Dimension[]).find((candidate) => factorOf(unit, candidate) !== undefined);
  if (other === undefined) return `unknown unit ${name}`;
  return `${name} is a unit of ${DIMENSIONS[other].noun}, not of ${DIMENSIONS[dimension].noun}`;
}

function meantUnit(unit: string, dimension: Dimension): string | undefined {
  const lower = unit.toLowerCase();
  const colloquial = COLLOQUIAL[dimension];
  if (Object.hasOwn(colloquial, lower)) return colloquial[lower];
  const names = Object.keys(UNITS[dimension]);
  const same = names.find((name) => name.toLowerCase() === lower);
  // A doubled or plural letter: `KiBs`, `mss`.
  return same ?? names.find((name) => name.length > 1 && lower === `${name.toLowerCase()}s`);
}
