import { AVR_NARROW_SOURCE, AVR_NIBBLE_SOURCE, AVR_SOURCE } from './product-avr.ts';
import { DSP_NIBBLE_SOURCE } from './product-dsp.ts';
import { thumbNibbleSource, thumbSource } from './product-thumb.ts';
import { comment, indent } from './text.ts';

/** Weights of four rows and two columns, or of one row. */
export interface Storage {
  readonly bytesPerPair: number;
  /** The weights of a, b, c, d in the first column of a pair, and in the second. */
  readonly pair: readonly (readonly [string, string, string, string])[];
}

export const BYTES: Storage = {
  bytesPerPair: 8,
  pair: [
    ['w[0]', 'w[1]', 'w[4]', 'w[5]'],
    ['w[2]', 'w[3]', 'w[6]', 'w[7]'],
  ],
};

/** Upper halves of four bytes are a0 b0 a1 b1, lower ones c0 d0 c1 d1. */
export const NIBBLES: Storage = {
  bytesPerPair: 4,
  pair: [
    ['upper(w[0])', 'upper(w[1])', 'lower(w[0])', 'lower(w[1])'],
    ['upper(w[2])', 'upper(w[3])', 'lower(w[2])', 'lower(w[3])'],
  ],
};

/** Weights of four bits, or vectors of eight. */
export interface ProductForm {
  readonly nibbles: boolean;
  readonly narrow: boolean;
}

/**
 * Functions that add the products of two columns and four rows, but for int8 weights and Arm's DSP instructions, which have a
 * loop of their own. Sums of integers do not depend on their order, so all paths agree.
 * @param form of the products of recurrent layers; there are always some of int8 and int16
 */
export function pairsSource({ nibbles, narrow }: ProductForm): string[] {
  return [
    comment(['Sums of four rows. Their weights are stored by pairs of columns: a0 b0 a1 b1 c0 d0 c1 d1.']),
    'typedef struct {',
    '    int32_t a, b, c, d;',
    '} four_sums;',
    '',
    ...UNROLLED,
    ...(nibbles ? ['#ifdef DSP', ...DSP_NIBBLE_SOURCE, '#endif', ''] : []),
    '#if defined(AVR_LOOPS)',
    ...AVR_SOURCE,
    ...(nibbles ? ['', ...AVR_NIBBLE_SOURCE] : []),
    ...(narrow ? ['', ...AVR_NARROW_SOURCE] : []),
    '#elif defined(THUMB_LOOPS)',
    ...thumbSource(),
    ...(nibbles ? ['', ...thumbNibbleSource()] : []),
    '#elif !defined(DSP)',
    ...KEEP_ORDER,
    '',
    ...pairSource('add_pair', BYTES),
    ...(nibbles ? ['', ...pairSource('add_nibble_pair', NIBBLES)] : []),
    '#endif',
  ];
}

const UNROLLED = [
  '/* Columns in a turn of the loop. */',
  '#if defined(__AVR__) || defined(THUMB_LOOPS)',
  '#define UNROLLED 2',
  '#else',
  '#define UNROLLED 4',
  '#endif',
  '',
];

const KEEP_ORDER = [
  '/* Compilers would load ahead and run out of registers. */',
  '#ifdef __GNUC__',
  '#define KEEP_ORDER __asm__ volatile("" : : : "memory")',
  '#else',
  '#define KEEP_ORDER (void)0',
  '#endif',
];

/** The function that adds the products of two columns, and returns where the weights go on. */
function pairSource(name: string, { pair, bytesPerPair }: Storage): string[] {
  return [
    `INLINE CONSTANT int8_t *${name}(four_sums *sum, CONSTANT int8_t *w, const int16_t **v)`,
    '{',
    '    int32_t x = (*v)[0];',
    '',
    ...indent([
      ...multiplyAdd(pair[0]!, 'x', 'sum->'),
      'KEEP_ORDER;',
      'x = (*v)[1];',
      ...multiplyAdd(pair[1]!, 'x', 'sum->'),
    ]),
    '    *v += 2;',
    `    return w + ${bytesPerPair};`,
    '}',
  ];
}

/** Adds the products of four weights and a value to the sums a, b, c and d. */
export function multiplyAdd(weights: readonly string[], value: string, sums: string): string[] {
  return weights.map((weight, row) => {
    const sum = `${sums}${'abcd'[row]!}`;
    return `${sum} = multiply_add(${sum}, ${weight}, ${value});`;
  });
}
