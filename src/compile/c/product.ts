import type { WeightBits } from '../../network/integer/weights.ts';
import { comment, indent } from './text.ts';

/**
 * Matrix times vector, the one place where weights are read. Four rows share each load of an activation; with Arm's DSP
 * instructions two columns are multiplied at once. Sums of integers do not depend on their order, so all paths agree.
 * @param layerBits of the layers' weights; those of front end and head are bytes
 */
export function productSource(layerBits: WeightBits): string[] {
  const nibbles = layerBits === 4;
  return [
    comment(['Sums of four rows. Their weights are stored by pairs of columns: a0 b0 a1 b1 c0 d0 c1 d1.']),
    'typedef struct {',
    '    int32_t a, b, c, d;',
    '} four_sums;',
    '',
    ...DSP_SOURCE,
    '',
    ...pairSource('add_pair', BYTES),
    ...(nibbles ? ['', ...pairSource('add_nibble_pair', NIBBLES)] : []),
    '',
    comment([
      'Rows of a matrix times a vector, requantised, from `first`, a multiple of four. Rows that make no four are last,',
      'one after the other.',
    ]),
    'static KERNEL void multiply(CONSTANT matrix *m, const int16_t *v, uint_fast16_t first, uint_fast16_t rows, int32_t *sums)',
    '{',
    `    const uint_fast16_t columns = m->columns, pre_shift = m->pre_shift, shift = m->shift${nibbles ? ' & 31' : ''};`,
    ...(nibbles
      ? [
          '    const uint_fast16_t nibbles = m->shift >> 7;',
          '    CONSTANT int8_t *w = m->weights + (first * columns >> nibbles);',
        ]
      : ['    CONSTANT int8_t *w = m->weights + first * columns;']),
    '    CONSTANT int16_t *multiplier = m->multipliers + first;',
    '    const int32_t start = rounding(pre_shift), half = rounding(shift);',
    '    const int32_t *const sums_end = sums + rows, *const fours_end = sums + (rows & ~(uint_fast16_t)3);',
    '    const int16_t *const end = v + columns, *const unrolled_end = v + (columns & ~(uint_fast16_t)(UNROLLED - 1));',
    '',
    '    while (sums != fours_end) {',
    '        four_sums sum = {start, start, start, start};',
    '        const int16_t *p = v;',
    '',
    ...indent(indent(choice(nibbles, fourRows))),
    ...['a', 'b', 'c', 'd'].map(
      (row, index) => `        sums[${index}] = requantise(sum.${row}, multiplier[${index}], pre_shift, half, shift);`,
    ),
    '        sums += 4;',
    '        multiplier += 4;',
    '    }',
    '    while (sums != sums_end) {',
    '        int32_t sum = start;',
    '        const int16_t *p = v;',
    '',
    ...indent(indent(choice(nibbles, oneRow))),
    '        *sums++ = requantise(sum, *multiplier++, pre_shift, half, shift);',
    '    }',
    '}',
  ];
}

/** Sums with DSP instructions. */
const DSP_SOURCE = [
  '#ifdef DSP',
  '/* Columns in a turn of the loop. */',
  '#define UNROLLED 2',
  '',
  '/* Bytes 1 and 3 as a pair of int16: compilers do not find the rotation that SXTB16 has for free. */',
  'INLINE int16x2_t odd_bytes(uint32_t word)',
  '{',
  '    int16x2_t pair;',
  '',
  '    __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(word));',
  '    return pair;',
  '}',
  '',
  'INLINE void add_words(four_sums *sum, uint32_t ab, uint32_t cd, int16x2_t x)',
  '{',
  '    sum->a = __smlad(__sxtb16((int8x4_t)ab), x, sum->a);',
  '    sum->b = __smlad(odd_bytes(ab), x, sum->b);',
  '    sum->c = __smlad(__sxtb16((int8x4_t)cd), x, sum->c);',
  '    sum->d = __smlad(odd_bytes(cd), x, sum->d);',
  '}',
  '#else',
  '#ifdef __AVR__',
  '#define UNROLLED 2',
  '#else',
  '#define UNROLLED 4',
  '#endif',
  '',
  '/* Compilers would load ahead and run out of registers. */',
  '#ifdef __GNUC__',
  '#define KEEP_ORDER __asm__ volatile("" : : : "memory")',
  '#else',
  '#define KEEP_ORDER (void)0',
  '#endif',
  '#endif',
];

/** Weights of four rows and two columns, or of one row. */
interface Storage {
  readonly bytesPerPair: number;
  /** Loads the words ab and cd. */
  readonly dsp: readonly string[];
  /** The weights of a, b, c, d in the first column of a pair, and in the second. */
  readonly pair: readonly (readonly [string, string, string, string])[];
}

const BYTES: Storage = {
  bytesPerPair: 8,
  dsp: [
    'uint32_t ab, cd;',
    '',
    '/* Two words with one instruction; the arrays are aligned. */',
    '__asm__("ldrd %0, %1, [%2], #8" : "=r"(ab), "=r"(cd), "+r"(w) : : "memory");',
    'add_words(sum, ab, cd, load_pair(v));',
    'return w;',
  ],
  pair: [
    ['w[0]', 'w[1]', 'w[4]', 'w[5]'],
    ['w[2]', 'w[3]', 'w[6]', 'w[7]'],
  ],
};

/** Upper halves of four bytes are a0 b0 a1 b1, lower ones c0 d0 c1 d1, each weight being 16 times its half byte. */
const NIBBLES: Storage = {
  bytesPerPair: 4,
  dsp: [
    'uint32_t word;',
    '',
    '__builtin_memcpy(&word, w, sizeof(word));',
    'add_words(sum, word & 0xf0f0f0f0u, (word << 4) & 0xf0f0f0f0u, load_pair(v));',
    'return w + 4;',
  ],
  pair: [
    ['upper(w[0])', 'upper(w[1])', 'lower(w[0])', 'lower(w[1])'],
    ['upper(w[2])', 'upper(w[3])', 'lower(w[2])', 'lower(w[3])'],
  ],
};

/** The function that adds the products of two columns, and returns where the weights go on. */
function pairSource(name: string, { dsp, pair, bytesPerPair }: Storage): string[] {
  return [
    `INLINE CONSTANT int8_t *${name}(four_sums *sum, CONSTANT int8_t *w, const int16_t *v)`,
    '{',
    '#ifdef DSP',
    ...indent(dsp),
    '#else',
    '    int32_t x = v[0];',
    '',
    ...indent([
      ...multiplyAdd(pair[0]!, 'x', 'sum->'),
      'KEEP_ORDER;',
      'x = v[1];',
      ...multiplyAdd(pair[1]!, 'x', 'sum->'),
    ]),
    `    return w + ${bytesPerPair};`,
    '#endif',
    '}',
  ];
}

function multiplyAdd(weights: readonly string[], value: string, sums: string): string[] {
  return weights.map((weight, row) => {
    const sum = `${sums}${'abcd'[row]!}`;
    return `${sum} = multiply_add(${sum}, ${weight}, ${value});`;
  });
}

type Loop = (storage: Storage, addPair: string) => string[];

function choice(nibbles: boolean, loop: Loop): string[] {
  const bytes = loop(BYTES, 'add_pair');
  if (!nibbles) return bytes;
  return ['if (nibbles) {', ...indent(loop(NIBBLES, 'add_nibble_pair')), '} else {', ...indent(bytes), '}'];
}

/** Bytes are unrolled where that is faster: not with DSP instructions. */
const fourRows: Loop = ({ pair, bytesPerPair }, addPair) => {
  const bytes = bytesPerPair === 8;
  const onePair = [`w = ${addPair}(&sum, w, p);`, 'p += 2;'];
  const pairs = bytes
    ? [
        'while (p != unrolled_end) {',
        ...indent([`w = ${addPair}(&sum, w, p);`]),
        '#if UNROLLED > 2',
        ...indent(['KEEP_ORDER;', `w = ${addPair}(&sum, w, p + 2);`]),
        '#endif',
        ...indent(['p += UNROLLED;']),
        '}',
        '#if UNROLLED > 2',
        'if (columns & 2) {',
        ...indent(onePair),
        '}',
        '#endif',
      ]
    : ['while (end - p >= 2) {', ...indent(onePair), '}'];
  return [
    ...pairs,
    'if (columns & 1) {',
    '    const int32_t x = *p;',
    '',
    ...indent(multiplyAdd(bytes ? ['w[0]', 'w[1]', 'w[2]', 'w[3]'] : pair[0]!, 'x', 'sum.')),
    `    w += ${bytesPerPair / 2};`,
    '}',
  ];
};

const oneRow: Loop = ({ bytesPerPair }) =>
  bytesPerPair === 8
    ? ['while (p != end) {', '    sum = multiply_add(sum, *w++, *p++);', '}']
    : [
        'while (end - p >= 2) {',
        '    sum = multiply_add(multiply_add(sum, upper(*w), p[0]), lower(*w), p[1]);',
        '    w++;',
        '    p += 2;',
        '}',
        'if (p != end) {',
        '    sum = multiply_add(sum, upper(*w++), *p);',
        '}',
      ];
