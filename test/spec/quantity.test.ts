import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { formatBytes, formatDuration, formatHertz, formatJoules, formatSeconds } from '../../src/base/format.ts';
import { type Dimension, parseQuantity } from '../../src/spec/quantity.ts';

describe('parseQuantity', () => {
  it.each<[string, Dimension, number]>([
    ['64 KiB', 'bytes', 65536],
    ['64KiB', 'bytes', 65536],
    ['  5.5   MiB ', 'bytes', 5767168],
    ['20 kB', 'bytes', 20000],
    ['20 KB', 'bytes', 20000],
    ['2 MB', 'bytes', 2e6],
    ['12 B', 'bytes', 12],
    ['0.1 KiB', 'bytes', 102],
    ['20 ms', 'seconds', 0.02],
    ['3.3 µs', 'seconds', 3.3e-6],
    ['3.3 μs', 'seconds', 3.3e-6],
    ['3.3 us', 'seconds', 3.3e-6],
    ['7 ns', 'seconds', 7e-9],
    ['.5 s', 'seconds', 0.5],
    ['10 min', 'seconds', 600],
    ['1.5 h', 'seconds', 5400],
    ['1e3 Hz', 'hertz', 1000],
    ['80 MHz', 'hertz', 80e6],
    ['1.6E1 kHz', 'hertz', 16e3],
    ['1 mJ', 'joules', 1e-3],
    ['2.0 nJ', 'joules', 2e-9],
    ['93.4 %', 'share', 0.934],
    ['100%', 'share', 1],
  ])('reads %s', (text, dimension, value) => {
    expect(parseQuantity(text, dimension)).toEqual({ ok: true, value });
  });

  it.each<[string, Dimension, string, string, string?]>([
    ['64 KiBs', 'bytes', 'unknown-unit', ': unknown unit `KiBs`; bytes are written like `64 KiB`', '64 KiB'],
    ['64 kb', 'bytes', 'unknown-unit', ': unknown unit `kb`; bytes are written like `64 KiB`', '64 KiB'],
    ['64 k', 'bytes', 'unknown-unit', ': unknown unit `k`; bytes are written like `64 KiB`', '64 KiB'],
    ['64 kib', 'bytes', 'unknown-unit', ': unknown unit `kib`; bytes are written like `64 KiB`', '64 KiB'],
    ['8 lines', 'bytes', 'unknown-unit', ': unknown unit `lines`; bytes are written like `64 KiB`'],
    ['64 ms', 'bytes', 'unknown-unit', ': `ms` is a unit of time, not of size; bytes are written like `64 KiB`'],
    ['20 MS', 'seconds', 'unknown-unit', ': unknown unit `MS`; times are written like `20 ms`', '20 ms'],
    ['20 minutes', 'seconds', 'unknown-unit', ': unknown unit `minutes`; times are written like `20 ms`', '20 min'],
    ['50 hz', 'hertz', 'unknown-unit', ': unknown unit `hz`; frequencies are written like `50 Hz`', '50 Hz'],
    ['1 constructor', 'joules', 'unknown-unit', ': unknown unit `constructor`; energies are written like `1 mJ`'],
    ['64', 'bytes', 'missing-unit', ': the unit is missing; bytes are written like `64 KiB`'],
    ['', 'bytes', 'malformed', ' is not a size; bytes are written like `64 KiB`'],
    ['big', 'seconds', 'malformed', ' is not a time; times are written like `20 ms`'],
    ['NaN ms', 'seconds', 'malformed', ' is not a time; times are written like `20 ms`'],
    ['1,5 ms', 'seconds', 'unknown-unit', ': unknown unit `,5 ms`; times are written like `20 ms`'],
    ['-4 KiB', 'bytes', 'not-positive', ' must be more than 0'],
    ['0 ms', 'seconds', 'not-positive', ' must be more than 0'],
    ['0.4 B', 'bytes', 'not-positive', ' must be more than 0'],
    ['1e999 s', 'seconds', 'not-finite', ' must be a finite number'],
    ['101 %', 'share', 'above-whole', ' must be at most 1, which is 100 %'],
    ['93 percent', 'share', 'unknown-unit', ': unknown unit `percent`; shares are written like `93.4 %`', '93 %'],
  ])('refuses %j', (text, dimension, fault, message, suggestion) => {
    const expected = { ok: false, fault, message, ...(suggestion !== undefined && { suggestion }) };
    expect(parseQuantity(text, dimension)).toEqual(expected);
  });

  it('suggests only what it reads', () => {
    for (const text of ['64 kb', '3 bytes', '1e2 Mb', '5 mib']) {
      const parsed = parseQuantity(text, 'bytes');
      expect(!parsed.ok && parseQuantity(parsed.suggestion ?? '', 'bytes').ok, text).toBe(true);
    }
  });
});

describe('formatting', () => {
  it.each<[(value: number) => string, number, string]>([
    [formatBytes, 65536, '64 KiB'],
    [formatBytes, 0, '0 B'],
    [formatBytes, 1, '1 B'],
    [formatBytes, 1023, '1023 B'],
    [formatBytes, 1024, '1 KiB'],
    [formatBytes, 1500, '1.46 KiB'],
    [formatBytes, 12345, '12.1 KiB'],
    [formatBytes, 1047552, '1023 KiB'],
    [formatBytes, 1048575, '1 MiB'],
    [formatBytes, 5767168, '5.5 MiB'],
    [formatBytes, -2048, '-2 KiB'],
    [formatBytes, NaN, 'NaN'],
    [formatSeconds, 0.02, '20 ms'],
    [formatSeconds, 3.1e-6, '3.1 µs'],
    [formatSeconds, 0.9999, '1 s'],
    [formatSeconds, 9.999e-7, '1 µs'],
    [formatSeconds, 9.999e-4, '1 ms'],
    [formatSeconds, 5e-8, '50 ns'],
    [formatSeconds, 1e-10, '0.1 ns'],
    [formatSeconds, 90, '90 s'],
    [formatSeconds, 0, '0 s'],
    [formatHertz, 50, '50 Hz'],
    [formatHertz, 16e3, '16 kHz'],
    [formatHertz, 64e6, '64 MHz'],
    [formatHertz, 0.5, '0.5 Hz'],
    [formatJoules, 1e-3, '1 mJ'],
    [formatJoules, 1.25e-5, '12.5 µJ'],
    [formatJoules, 2e-9, '2 nJ'],
    [formatDuration, 0, '0 s'],
    [formatDuration, 45.4, '45 s'],
    [formatDuration, 59.6, '1 min'],
    [formatDuration, 200, '3 min 20 s'],
    [formatDuration, 3599.6, '1 h'],
    [formatDuration, 3900, '1 h 5 min'],
    [formatDuration, 86370, '1 d'],
    [formatDuration, 183600, '2 d 3 h'],
    [formatDuration, -5, '0 s'],
    [formatDuration, Infinity, 'Infinity'],
  ])('%o of %d is %s', (format, value, text) => {
    expect(format(value)).toBe(text);
  });

  it.each<[Dimension, (value: number) => string, number, number]>([
    ['bytes', formatBytes, 1, 1e9],
    ['seconds', formatSeconds, 1e-8, 1e4],
    ['hertz', formatHertz, 1, 1e10],
    ['joules', formatJoules, 1e-8, 10],
  ])('what is written for %s is read back to half a percent', (dimension, format, low, high) => {
    const random = new Random(dimension);
    for (let i = 0; i < 2000; i++) {
      const raw = low * Math.exp(random.uniform() * Math.log(high / low));
      const value = dimension === 'bytes' ? Math.round(raw) : raw;
      const parsed = parseQuantity(format(value), dimension);
      if (!parsed.ok) throw new Error(`${format(value)}${parsed.message}`);
      // Bytes lose up to one more by the cut to whole ones.
      expect(Math.abs(parsed.value - value)).toBeLessThanOrEqual(0.0051 * value + (dimension === 'bytes' ? 1 : 0));
    }
  });
});
