import { SIGMOID_TABLE, TANH_TABLE } from '../../network/integer/arithmetic.ts';
import { numberRows } from './text.ts';

/** Includes and attributes. */
export function prelude(prefix: string): string[] {
  return [
    `#include "${prefix}.h"`,
    '',
    '#include <stddef.h>',
    '',
    '#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_UNALIGNED) && defined(__GNUC__) && !defined(__ARM_BIG_ENDIAN)',
    '#include <arm_acle.h>',
    '#define DSP',
    '#endif',
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
    '/* Weights of two rows in one column, from -127 to 127; with DSP instructions the bytes of the number 256 b + a. */',
    '#ifdef DSP',
    '#define PAIR(a, b) (a), (b) - ((a) < 0)',
    '#else',
    '#define PAIR(a, b) (a), (b)',
    '#endif',
    '',
    '/* On AVR, constants stay in flash when they are in an address space of their own. */',
    '#ifdef __FLASH',
    '#define CONSTANT const __flash',
    '#else',
    '#define CONSTANT const',
    '#endif',
    '',
    '/* C leaves it to the compiler whether >> of a negative number copies the sign. Every known one does. */',
    'typedef char right_shift_must_copy_the_sign[(-1 >> 1) == -1 ? 1 : -1];',
  ];
}

/** Small functions, in the order in which they use each other. The arithmetic is that of network/integer/arithmetic.ts. */
function helpers(context: string): Readonly<Record<string, readonly string[]>> {
  return {
    saturate: [
      '/* To int16. */',
      'INLINE int32_t saturate(int32_t x)',
      '{',
      '#if defined(__ARM_FEATURE_SAT) && defined(__GNUC__)',
      '    __asm__("ssat %0, #16, %0" : "+r"(x));',
      '    return x;',
      '#else',
      '    return x > 32767 ? 32767 : x < -32768 ? -32768 : x;',
      '#endif',
      '}',
    ],
    round_shift: [
      '/* x / 2^shift to the nearest, halves up; shift >= 1. */',
      'INLINE int32_t round_shift(int32_t x, uint_fast16_t shift)',
      '{',
      '    return (x + ((int32_t)1 << (shift - 1))) >> shift;',
      '}',
    ],
    round_last: [
      '/* x / 2^(shift + 1) to the nearest, halves up: the same, for a shift that is not a constant. */',
      'INLINE int32_t round_last(int32_t x, uint_fast16_t shift)',
      '{',
      '    return ((x >> shift) + 1) >> 1;',
      '}',
    ],
    rounding: [
      '/* 2^(shift - 1): what a sum starts with, so that a shift rounds; 0 for no shift. */',
      'INLINE int32_t rounding(uint_fast16_t shift)',
      '{',
      '    return ((int32_t)1 << shift) >> 1;',
      '}',
    ],
    requantise: [
      '/* A sum of products in the format of its consumer; half is 2^(shift - 1). */',
      'INLINE int32_t requantise(int32_t sum, int32_t multiplier, uint_fast16_t pre_shift, int32_t half, uint_fast16_t shift)',
      '{',
      '    return ((sum >> pre_shift) * multiplier + half) >> shift;',
      '}',
    ],
    round_divide: [
      '/* a / b to the nearest, halves away from zero; b > 0. */',
      'INLINE int32_t round_divide(int32_t a, int32_t b)',
      '{',
      '    const int32_t half = b >> 1;',
      '    return (a < 0 ? a - half : a + half) / b;',
      '}',
    ],
    multiply_add: [
      '/* sum + weight * x, of int8 and int16: two instructions that AVR has, where its compiler would call a function. */',
      'INLINE int32_t multiply_add(int32_t sum, int32_t weight, int32_t x)',
      '{',
      '#if defined(__AVR_HAVE_MUL__) && defined(__GNUC__)',
      '    uint8_t sign;',
      '',
      '    __asm__("mulsu %[w], %A[x]\\n\\tsbc %[s], %[s]\\n\\t"',
      '            "add %A[sum], r0\\n\\tadc %B[sum], r1\\n\\tadc %C[sum], %[s]\\n\\tadc %D[sum], %[s]\\n\\t"',
      '            "muls %[w], %B[x]\\n\\tsbc %[s], %[s]\\n\\t"',
      '            "add %B[sum], r0\\n\\tadc %C[sum], r1\\n\\tadc %D[sum], %[s]\\n\\t"',
      '            "clr __zero_reg__"',
      '            : [sum] "+r"(sum), [s] "=&r"(sign)',
      '            : [w] "a"((int8_t)weight), [x] "a"((int16_t)x));',
      '    return sum;',
      '#else',
      '    return sum + weight * x;',
      '#endif',
      '}',
    ],
    load_pair: [
      '#ifdef DSP',
      '/* Every core with DSP instructions loads a pair from any address. */',
      'INLINE int16x2_t load_pair(const int16_t *from)',
      '{',
      '    int16x2_t pair;',
      '',
      '    __builtin_memcpy(&pair, from, sizeof(pair));',
      '    return pair;',
      '}',
      '#endif',
    ],
    upper: [
      '/* A weight of four bits is a multiple of 16. */',
      'INLINE int32_t upper(int8_t pair)',
      '{',
      '    return pair & ~15;',
      '}',
    ],
    lower: ['INLINE int32_t lower(int8_t pair)', '{', '    return (int8_t)((uint32_t)pair << 4 & 255u);', '}'],
    look_up: [
      '/* Linear interpolation in a table over [-8, 8]; x in Q12, saturated; result in Q15. */',
      'INLINE int32_t look_up(CONSTANT int16_t *table, int32_t x)',
      '{',
      '#ifdef DSP',
      '    const int32_t within = saturate(x);',
      '    const int32_t right = within & 255;',
      '    const int16_t *middle = table + 128;',
      '',
      '    /* Compilers would add 128 to every index. */',
      '    __asm__("" : "+r"(middle));',
      '    return __smlad(load_pair(middle + (within >> 8)), (int16x2_t)((right << 16) + 256 - right), 128) >> 8;',
      '#else',
      '    CONSTANT int16_t *entry;',
      '    int32_t right;',
      '',
      '#ifdef __ARM_FEATURE_SAT',
      '    x = saturate(x);',
      '#else',
      '    if ((uint32_t)x + 32768u > 65535u) {',
      '        x = x < 0 ? -32768 : 32767;',
      '    }',
      '#endif',
      '    entry = table + 128 + (x >> 8);',
      '    right = x & 255;',
      '    return entry[0] + (((entry[1] - entry[0]) * right + 128) >> 8);',
      '#endif',
      '}',
    ],
    shorts_at: [
      '/* Vectors in the context, by the byte offsets of the descriptors. */',
      `INLINE int16_t *shorts_at(${context} *model, uint32_t offset)`,
      '{',
      '    return (int16_t *)(void *)((unsigned char *)model + offset);',
      '}',
    ],
    words_at: [
      `INLINE int32_t *words_at(${context} *model, uint32_t offset)`,
      '{',
      '    return (int32_t *)(void *)((unsigned char *)model + offset);',
      '}',
    ],
    copy: [
      '/*',
      ' * To a format with fewer fraction bits, rounded; also in place. The volatile access keeps compilers from calling',
      ' * memmove, which a bare system may not have.',
      ' */',
      'static KERNEL void copy(int16_t *to, const int16_t *from, uint_fast16_t count, uint_fast16_t shift)',
      '{',
      '    volatile int16_t *target = to;',
      '    const int32_t half = rounding(shift);',
      '    uint_fast16_t i;',
      '',
      '    for (i = 0; i < count; i++) {',
      '        target[i] = (int16_t)((from[i] + half) >> shift);',
      '    }',
      '}',
    ],
  };
}

/** The helpers that `source` calls, and those that they call. */
export function usedHelpers(context: string, source: readonly string[]): string[] {
  const calls = (lines: readonly string[], name: string): boolean =>
    lines.some((line) => new RegExp(`\\b${name}\\(`).test(line));
  const used: (readonly string[])[] = [];
  for (const [name, lines] of Object.entries(helpers(context)).reverse()) {
    if (calls(source, name) || used.some((other) => calls(other, name))) used.unshift(lines);
  }
  return used.flatMap((lines) => ['', ...lines]);
}

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
