import { assembly, indent } from './text.ts';

/** Registers in ascending order, as LDM and STM want them. r7 may be that of the frame. */
const [v, columns, a, b, bHigh] = ['r2', 'r3', 'r4', 'r5', 'r6'] as const;
const [c, d, dHigh, x, ab, cd] = ['r8', 'r9', 'r10', 'r11', 'r12', 'lr'] as const;

/** What four rows begin with. */
const BEGIN = `{${[v, columns, a, b, bHigh, c, d, dHigh].join(', ')}}`;

/** What their requantisation reads: multipliers, sums, pre_shift, half, shift. */
const END = `{${[v, columns, x, ab, cd].join(', ')}}`;

/** Where the assembly finds what it stores in memory for these: v and columns are not yet in registers that END names. */
const OPERANDS = [
  ['const int16_t *', 'multiplier', v],
  ['int32_t *', 'sums', columns],
  ['uint32_t ', 'pre_shift', x],
  ['int32_t ', 'half', ab],
  ['uint32_t ', 'shift', cd],
  ['int32_t ', 'start', a],
  ['const int16_t *', 'v', b],
  ['uint32_t ', 'columns', bHigh],
] as const;

/** Two columns of four rows: their weights in ab and cd, their activations in x. */
const PAIR = [
  `ldr ${x}, [${v}], #4`,
  `ldrd ${ab}, ${cd}, [%[w]], #8`,
  `smlald ${b}, ${bHigh}, ${ab}, ${x}`,
  `smlald ${d}, ${dHigh}, ${cd}, ${x}`,
  `sxtb16 ${ab}, ${ab}`,
  `sxtb16 ${cd}, ${cd}`,
  `smlad ${a}, ${ab}, ${x}, ${a}`,
  `smlad ${c}, ${cd}, ${x}, ${c}`,
];

/** The sum of b, of that of 256 b + a in 64 bits and that of a. */
const separate = (row: string, high: string, other: string): string[] => [
  `subs ${row}, ${row}, ${other}`,
  `sbc ${high}, ${high}, ${other}, asr #31`,
  `lsr ${row}, ${row}, #8`,
  `orr ${row}, ${row}, ${high}, lsl #24`,
];

/** By then registers hold what END names. */
const requantise = (row: string): string[] => [
  `asr ${row}, ${row}, ${x}`,
  `ldrsh ${bHigh}, [${v}], #2`,
  `mla ${row}, ${row}, ${bHigh}, ${ab}`,
  `asr ${row}, ${row}, ${cd}`,
];

const FOUR_ROWS = [
  `stmdb %[begin], ${END}`,
  `mov ${v}, ${b}`,
  `mov ${columns}, ${bHigh}`,
  `add ${b}, ${a}, ${a}, lsl #8`,
  `mov ${bHigh}, #0`,
  `mov ${c}, ${a}`,
  `mov ${d}, ${b}`,
  `mov ${dHigh}, #0`,
  `stmia %[begin], ${BEGIN}`,
  'b 5f',
  '0:',
  `ldmia %[begin], ${BEGIN}`,
  '5:',
  `subs ${columns}, ${columns}, #4`,
  'blo 2f',
  '1:',
  ...PAIR,
  ...PAIR,
  `subs ${columns}, ${columns}, #4`,
  'bhs 1b',
  '2:',
  `lsls ${x}, ${columns}, #31`,
  'bcc 3f',
  ...PAIR,
  '3:',
  ...separate(b, bHigh, a),
  ...separate(d, dHigh, c),
  `lsls ${columns}, ${columns}, #31`,
  'beq 4f',
  `ldrsh ${x}, [${v}]`,
  ...[a, b, c, d].flatMap((row) => [`ldrsb ${ab}, [%[w]], #1`, `smlabb ${row}, ${ab}, ${x}, ${row}`]),
  '4:',
  `ldmdb %[begin], ${END}`,
  ...requantise(a),
  ...requantise(b),
  `strd ${a}, ${b}, [${columns}], #8`,
  ...requantise(c),
  ...requantise(d),
  `strd ${c}, ${d}, [${columns}], #8`,
  `strd ${v}, ${columns}, [%[begin], #-20]`,
  `ldr ${x}, [%[begin], #32]`,
  `cmp ${columns}, ${x}`,
  'bne 0b',
];

const operandsOf = (from: number, to: number): string =>
  OPERANDS.slice(from, to)
    .map(([, name]) => `"+r"(${name}_in)`)
    .join(', ');

/** For rows that make no four: what would be kept for them would cost all others. */
const READ_AGAIN = [
  'pre_shift = rows_of.pre_shift;',
  'half = rows_of.half;',
  'shift = rows_of.shift;',
  'start = rows_of.a;',
  'v = rows_of.v;',
  'columns = rows_of.columns;',
];

/**
 * All fours of rows, with Arm's DSP instructions. The bytes of two rows, a and b, are also 16-bit numbers 256 b + a (see
 * `PAIR`): one SMLALD sums those of two columns in 64 bits, and the sum of a, for which a is widened by SXTB16, separates them.
 * Written as assembly, since compilers keep in memory what the loop needs, and in registers what it does not. The start of a
 * sum is less than 2^23, so that 257 times as much has 32 bits.
 */
export const dspFours = (nibbles: boolean): string[] => [
  '/* What LDM loads at the end of four rows, and from `v` at their beginning: a and 256 b + a in 64 bits, c and d likewise. */',
  'struct {',
  '    const int16_t *multiplier;',
  '    int32_t *sums;',
  '    uint32_t pre_shift;',
  '    int32_t half;',
  '    uint32_t shift;',
  '    const int16_t *v;',
  '    uint32_t columns;',
  '    int32_t a, b, b_high, c, d, d_high;',
  '    const int32_t *end;',
  '} rows_of;',
  '',
  'if (sums != fours_end) {',
  ...indent([
    ...OPERANDS.map(([type, name, register]) => `register ${type}${name}_in __asm__("${register}") = ${name};`),
    '',
    'rows_of.end = fours_end;',
    ...assembly(FOUR_ROWS),
  ]),
  `            : [w] "+r"(w), ${operandsOf(0, 4)},`,
  `              ${operandsOf(4, 8)}`,
  '            : [begin] "r"(&rows_of.v)',
  `            : ${[c, d, dHigh].map((name) => `"${name}"`).join(', ')}, "cc", "memory");`,
  '    sums = rows_of.sums;',
  '    if (sums == sums_end) {',
  '        return;',
  '    }',
  '    multiplier = rows_of.multiplier;',
  ...(nibbles ? [] : indent(READ_AGAIN)),
  '}',
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
