import { AVR_NARROW_SOURCE, AVR_NIBBLE_SOURCE, AVR_SOURCE } from './product-avr.ts';
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
 * Functions that add the products of two columns and four rows. With Arm's DSP instructions both columns are multiplied at
 * once; sums of integers do not depend on their order, so all paths agree.
 * @param form of the products of recurrent layers; there are always some of int8 and int16
 */
export function pairsSource({ nibbles, narrow }: ProductForm): string[] {
  return [
    comment(['Sums of four rows. Their weights are stored by pairs of columns: a0 b0 a1 b1 c0 d0 c1 d1.']),
    'typedef struct {',
    '    int32_t a, b, c, d;',
    '} four_sums;',
    '',
    '#ifdef DSP',
    ...DSP_SOURCE,
    ...(nibbles ? ['', ...DSP_NIBBLE_SOURCE] : []),
    '#else',
    ...PORTABLE_SOURCE,
    '',
    '#ifdef AVR_LOOPS',
    ...AVR_SOURCE,
    ...(nibbles ? ['', ...AVR_NIBBLE_SOURCE] : []),
    ...(narrow ? ['', ...AVR_NARROW_SOURCE] : []),
    '#else',
    ...pairSource('add_pair', BYTES),
    ...(nibbles ? ['', ...pairSource('add_nibble_pair', NIBBLES)] : []),
    '#endif',
    '#endif',
  ];
}

/**
 * The bytes of two rows, a and b, are also 16-bit numbers 256 b + a (see `PAIR`): one SMLALD sums those of two columns in 64
 * bits, and the sum of a, for which a is widened by SXTB16, separates them. Written as assembly, since compilers run out of
 * registers in one core's order of instructions or another's.
 */
const DSP_SOURCE = [
  '/* Columns in a turn of the loop. */',
  '#define UNROLLED 4',
  '#define KEEP_ORDER (void)0',
  '',
  '/* Of a and c; and of 256 b + a and 256 d + c. */',
  'typedef struct {',
  '    int32_t a, c;',
  '    int64_t ab, cd;',
  '} byte_sums;',
  '',
  'INLINE byte_sums begin(int32_t start)',
  '{',
  '    const byte_sums sums = {start, start, (int64_t)start * 257, (int64_t)start * 257};',
  '',
  '    return sums;',
  '}',
  '',
  'INLINE four_sums complete(byte_sums s)',
  '{',
  '    const four_sums sums = {s.a, (int32_t)((s.ab - s.a) >> 8), s.c, (int32_t)((s.cd - s.c) >> 8)};',
  '',
  '    return sums;',
  '}',
  '',
  '/* The arrays are aligned, so that one instruction loads two words. */',
  'INLINE const int8_t *add_pair(byte_sums *sums, const int8_t *w, const int16_t **v)',
  '{',
  '    uint32_t ab, cd, x;',
  '',
  '    __asm__("ldr %[x], [%[v]], #4\\n\\tldrd %[ab], %[cd], [%[w]], #8\\n\\t"',
  '            "smlald %Q[sum_ab], %R[sum_ab], %[ab], %[x]\\n\\tsmlald %Q[sum_cd], %R[sum_cd], %[cd], %[x]\\n\\t"',
  '            "sxtb16 %[ab], %[ab]\\n\\tsxtb16 %[cd], %[cd]\\n\\t"',
  '            "smlad %[a], %[ab], %[x], %[a]\\n\\tsmlad %[c], %[cd], %[x], %[c]"',
  '            : [ab] "=&r"(ab), [cd] "=&r"(cd), [x] "=&r"(x), [w] "+&r"(w), [v] "+&r"(*v), [a] "+&r"(sums->a),',
  '              [c] "+&r"(sums->c), [sum_ab] "+&r"(sums->ab), [sum_cd] "+&r"(sums->cd)',
  '            : : "memory");',
  '    return w;',
  '}',
];

/** Half bytes: upper ones of a word are a and b, lower ones c and d, each weight being 16 times its half byte. */
const DSP_NIBBLE_SOURCE = [
  '/* Bytes 1 and 3 as a pair of int16: compilers do not find the rotation that SXTB16 has for free. */',
  'INLINE int16x2_t odd_bytes(uint32_t word)',
  '{',
  '    int16x2_t pair;',
  '',
  '    __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(word));',
  '    return pair;',
  '}',
  '',
  'INLINE const int8_t *add_nibble_pair(four_sums *sum, const int8_t *w, const int16_t **v)',
  '{',
  '    const int16x2_t x = load_pair(*v);',
  '    uint32_t word, ab, cd;',
  '',
  '    __builtin_memcpy(&word, w, sizeof(word));',
  '    ab = word & 0xf0f0f0f0u;',
  '    cd = (word << 4) & 0xf0f0f0f0u;',
  '    sum->a = __smlad(__sxtb16((int8x4_t)ab), x, sum->a);',
  '    sum->b = __smlad(odd_bytes(ab), x, sum->b);',
  '    sum->c = __smlad(__sxtb16((int8x4_t)cd), x, sum->c);',
  '    sum->d = __smlad(odd_bytes(cd), x, sum->d);',
  '    *v += 2;',
  '    return w + 4;',
  '}',
];

const PORTABLE_SOURCE = [
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
  '',
  'typedef four_sums byte_sums;',
  '',
  'INLINE four_sums begin(int32_t start)',
  '{',
  '    const four_sums sums = {start, start, start, start};',
  '',
  '    return sums;',
  '}',
  '',
  'INLINE four_sums complete(four_sums sums)',
  '{',
  '    return sums;',
  '}',
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
