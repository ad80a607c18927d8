/** Figures as people read them. */

const shortest = (value: number, decimals: number) => String(Number(value.toFixed(decimals)));

/** Three significant digits, but never fewer than the whole part has. */
const concise = (value: number) => {
  const size = Math.abs(value);
  return shortest(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
};

/** The smallest unit in which the rounded figure does not reach the next one. @param units ascending */
function format(value: number, units: readonly (readonly [string, number])[]): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return `0 ${units.find(([, factor]) => factor === 1)?.[0] ?? ''}`;
  const index = units.findIndex(([, factor], i) => {
    const next = units[i + 1]?.[1] ?? Infinity;
    // The ratio of two units, 1e-6 / 1e-9, need not come out as 1000.
    return Math.abs(Number(concise(value / factor))) < (next / factor) * (1 - 1e-9);
  });
  const [name, factor] = units[index] ?? units.at(-1)!;
  return `${concise(value / factor)} ${name}`;
}

const BYTES = [
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
] as const;
const SECONDS = [
  ['ns', 1e-9],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
] as const;
const HERTZ = [
  ['Hz', 1],
  ['kHz', 1e3],
  ['MHz', 1e6],
  ['GHz', 1e9],
] as const;
const JOULES = [
  ['nJ', 1e-9],
  ['µJ', 1e-6],
  ['mJ', 1e-3],
  ['J', 1],
] as const;

/** `64 KiB`, `1.46 KiB`, `512 B`. @param bytes may be negative, e.g. a difference */
export const formatBytes = (bytes: number): string => format(bytes, BYTES);

/** `20 ms`, `3.1 µs`, `90 s`: a latency. For time that people wait, see `formatDuration`. */
export const formatSeconds = (seconds: number): string => format(seconds, SECONDS);

/** `50 Hz`, `16 kHz`, `64 MHz`. */
export const formatHertz = (hertz: number): string => format(hertz, HERTZ);

/** `1 mJ`, `12.5 µJ`. */
export const formatJoules = (joules: number): string => format(joules, JOULES);

/** Time that people wait, in the two largest units: `45 s`, `3 min 20 s`, `1 h 5 min`, `2 d 3 h`. @param seconds rounded */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return String(seconds);
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.round(total / 60);
  if (total < 3600) return joined(Math.floor(total / 60), 'min', total % 60, 's');
  if (minutes < 24 * 60) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(total / 3600);
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string) =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** `671,936`: a count, with separators. */
export function formatCount(count: number): string {
  // By hand: the locale's own is fifty times slower, and tables of trials are full of counts.
  const whole = Math.round(count);
  return Number.isSafeInteger(whole)
    ? String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ',')
    : whole.toLocaleString('en-US');
}
