import { assembly, indent } from './text.ts';

/** Two columns of four rows: their weights in ab and cd, their activations in x. */
const PAIR = [
  'ldr %[x], [%[v]], #4',
  'ldrd %[ab], %[cd], [%[w]], #8',
  'smlald %[b], %[b_high], %[ab], %[x]',
  'smlald %[d], %[d_high], %[cd], %[x]',
  'sxtb16 %[ab], %[ab]',
  'sxtb16 %[cd], %[cd]',
  'smlad %[a], %[ab], %[x], %[a]',
  'smlad %[c], %[cd], %[x], %[c]',
];

const ROWS = ['a', 'b', 'c', 'd'];

/** The sum of b, of that of 256 b + a in 64 bits and that of a. */
const separate = (row: string, other: string): string[] => [
  `subs %[${row}], %[${row}], %[${other}]`,
  `sbc %[${row}_high], %[${row}_high], %[${other}], asr #31`,
  `lsr %[${row}], %[${row}], #8`,
  `orr %[${row}], %[${row}], %[${row}_high], lsl #24`,
];

/** By then v points to multipliers, and x, ab and cd are pre_shift, half and shift. */
const requantise = (row: string): string[] => [
  `asr %[${row}], %[${row}], %[x]`,
  'ldrsh %[b_high], [%[v]], #2',
  `mla %[${row}], %[${row}], %[b_high], %[ab]`,
  `asr %[${row}], %[${row}], %[cd]`,
];

const FOUR_ROWS = [
  'ldrd %[v], %[columns], %[vector]',
  'ldr %[a], %[start]',
  'mov %[b_high], #0',
  'mov %[d_high], #0',
  'add %[b], %[a], %[a], lsl #8',
  'mov %[c], %[a]',
  'mov %[d], %[b]',
  'subs %[columns], %[columns], #4',
  'blo 2f',
  '1:',
  ...PAIR,
  ...PAIR,
  'subs %[columns], %[columns], #4',
  'bhs 1b',
  '2:',
  'lsls %[x], %[columns], #31',
  'bcc 3f',
  ...PAIR,
  '3:',
  ...separate('b', 'a'),
  ...separate('d', 'c'),
  'lsls %[columns], %[columns], #31',
  'beq 4f',
  'ldrsh %[x], [%[v]]',
  ...ROWS.flatMap((row) => ['ldrsb %[ab], [%[w]], #1', `smlabb %[${row}], %[ab], %[x], %[${row}]`]),
  '4:',
  'ldrd %[v], %[columns], %[next]',
  'ldrd %[x], %[ab], %[scale]',
  'ldr %[cd], %[shift]',
  ...requantise('a'),
  ...requantise('b'),
  'strd %[a], %[b], [%[columns]], #8',
  ...requantise('c'),
  ...requantise('d'),
  'strd %[c], %[d], [%[columns]], #8',
  'strd %[v], %[columns], %[next]',
];

/**
 * All fours of rows, with Arm's DSP instructions. The bytes of two rows, a and b, are also 16-bit numbers 256 b + a (see
 * `PAIR`): one SMLALD sums those of two columns in 64 bits, and the sum of a, for which a is widened by SXTB16, separates them.
 * Written as assembly, since compilers keep in memory what the loop needs, and in registers what it does not. The start of a
 * sum is less than 2^23, so that 257 times as much has 32 bits.
 */
export const DSP_FOURS = [
  '/* Pairs that one instruction loads. */',
  'const struct {',
  '    const int16_t *v;',
  '    uint32_t columns;',
  '} vector = {v, columns};',
  'const struct {',
  '    uint32_t pre_shift;',
  '    int32_t half;',
  '} scale = {pre_shift, half};',
  'struct {',
  '    const int16_t *multiplier;',
  '    int32_t *sums;',
  '} next = {multiplier, sums};',
  '',
  'while (next.sums != fours_end) {',
  ...indent([
    'int32_t a, b, b_high, c, d, d_high;',
    'uint32_t left, ab, cd, x;',
    'const int16_t *p;',
    '',
    ...assembly(FOUR_ROWS),
    '        : [w] "+r"(w), [v] "=&r"(p), [columns] "=&r"(left), [x] "=&r"(x), [ab] "=&r"(ab), [cd] "=&r"(cd), [a] "=&r"(a),',
    '          [b] "=&r"(b), [b_high] "=&r"(b_high), [c] "=&r"(c), [d] "=&r"(d), [d_high] "=&r"(d_high), [next] "+m"(next)',
    '        : [vector] "m"(vector), [scale] "m"(scale), [shift] "m"(shift), [start] "m"(start)',
    '        : "cc", "memory");',
  ]),
  '}',
  'sums = next.sums;',
  'multiplier = next.multiplier;',
];

/** Half bytes: upper ones of a word are a and b, lower ones c and d, each weight being 16 times its half byte. */
export const DSP_NIBBLE_SOURCE = [
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
