import { SIGMOID_TABLE, TANH_TABLE } from '../../network/integer/arithmetic.ts';
import type { WeightOrder } from './packing.ts';
import { numberRows } from './text.ts';

/**
 * Includes and attributes.
 * @param narrow whether gates multiply vectors of eight bits
 * @param order of the weights: `rows` is read by Helium or plain C, `fours` by loops of other cores
 */
export function prelude(prefix: string, narrow: boolean, order: WeightOrder): string[] {
  return [
    `#include "${prefix}.h"`,
    '',
    '#include <stddef.h>',
    '',
    '/* At -O0 compilers keep too many registers for themselves. */',
    '#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_UNALIGNED) && defined(__OPTIMIZE__) && !defined(__ARM_BIG_ENDIAN)',
    '#include <arm_acle.h>',
    '#define DSP',
    '#endif',
    '',
    ...(order === 'rows' ? HELIUM : [...THUMB_LOOPS, '', ...AVR_LOOPS]),
    '',
    '#ifdef __GNUC__',
    '#define ALIGNED __attribute__((aligned(4)))',
    '#else',
    '#define ALIGNED',
    '#endif',
    '',
    '/* Kernels stay whole functions: one copy of each serves all layers, and its size does not depend on the network. */',
    '#if defined(__clang__)',
    '#define KERNEL __attribute__((noinline))',
    '#elif defined(__GNUC__) && __GNUC__ >= 8',
    '#define KERNEL __attribute__((noipa))',
    '#elif defined(__GNUC__)',
    '#define KERNEL __attribute__((noinline, noclone))',
    '#else',
    '#define KERNEL',
    '#endif',
    '',
    '#if defined(__GNUC__)',
    '#define INLINE static inline __attribute__((always_inline))',
    '#else',
    '#define INLINE static inline',
    '#endif',
    '',
    ...(order === 'rows' ? [] : PAIR),
    '/* On AVR, constants stay in flash when they are in an address space of their own. */',
    '#ifdef __FLASH',
    '#define CONSTANT const __flash',
    '#else',
    '#define CONSTANT const',
    '#endif',
    '',
    ...BEFORE,
    ...(narrow ? OPERAND : []),
    '/* C leaves it to the compiler whether >> of a negative number copies the sign. Every known one does. */',
    'typedef char right_shift_must_copy_the_sign[(-1 >> 1) == -1 ? 1 : -1];',
  ];
}

const HELIUM = [
  '#if defined(__ARM_FEATURE_MVE) && defined(__OPTIMIZE__) && !defined(__ARM_BIG_ENDIAN)',
  '#define HELIUM',
  '#endif',
];

const THUMB_LOOPS = [
  '/* At -Os compilers leave high registers alone. */',
  '#if defined(__thumb__) && !defined(__thumb2__) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__) && !defined(__ARM_BIG_ENDIAN)',
  '#define THUMB_LOOPS',
  '#endif',
];

const AVR_LOOPS = [
  '#if defined(__AVR_HAVE_MUL__) && defined(__AVR_HAVE_LPMX__) && defined(__FLASH) && defined(__GNUC__)',
  '#define AVR_LOOPS',
  '#endif',
];

const PAIR = [
  '/* Weights of two rows in one column, from -127 to 127; with DSP instructions the bytes of the number 256 b + a. */',
  '#ifdef DSP',
  '#define PAIR(a, b) (a), (b) - ((a) < 0)',
  '#else',
  '#define PAIR(a, b) (a), (b)',
  '#endif',
  '',
];

const BEFORE = [
  '/* Whether a counter has not come to its end. Most compilers need less code to know it equal, that of AVR more. */',
  '#ifdef __AVR__',
  '#define BEFORE(at, end) ((at) < (end))',
  '#else',
  '#define BEFORE(at, end) ((at) != (end))',
  '#endif',
  '',
];

const OPERAND = [
  '/* Eight bits of x or h, as the gates multiply them; stored as sixteen where products of sixteen are as fast. */',
  '#ifdef AVR_LOOPS',
  'typedef int8_t operand;',
  '#else',
  'typedef int16_t operand;',
  '#endif',
  '',
];

/** σ and tanh in Q15, those that are used. */
export function tableSource(tables: { readonly sigmoid: boolean; readonly tanh: boolean }): string[] {
  return [
    ...(tables.sigmoid ? table('sigmoid', SIGMOID_TABLE) : []),
    ...(tables.tanh ? table('tanh', TANH_TABLE) : []),
  ];
}

function table(name: string, values: Int16Array): string[] {
  return [
    '',
    `/* ${name}(k / 16) in Q15, k = -128 ... 128 */`,
    `static CONSTANT int16_t ${name}_table[${values.length}] = {`,
    ...numberRows(values, 8).map((row) => `    ${row}`),
    '};',
  ];
}
