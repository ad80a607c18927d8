import { comment } from '../c/text.ts';
import { TANH_DENOMINATOR, TANH_LIMIT, TANH_NUMERATOR } from '../rational-tanh.ts';
import { floatLiteral } from './literals.ts';

/** What every network uses. `<prefix>.h` declares the context. */
export function preludeSource(prefix: string): string[] {
  return [
    `#include "${prefix}.h"`,
    '',
    '#include <stddef.h>',
    '',
    '/* a b + c, in one instruction where the machine has it. */',
    'static inline float multiply_add(float a, float b, float c)',
    '{',
    '#if defined(__FP_FAST_FMAF) || defined(__ARM_FEATURE_FMA)',
    '    return __builtin_fmaf(a, b, c);',
    '#else',
    '    return a * b + c;',
    '#endif',
    '}',
    '',
    '/* sum + w v; count >= 1 */',
    'static float dot(float sum, const float *w, const float *v, uint32_t count)',
    '{',
    '    const float *const end = v + count;',
    '',
    '    do {',
    '        sum = multiply_add(*w++, *v++, sum);',
    '    } while (v != end);',
    '    return sum;',
    '}',
    '',
    '/* The volatile access keeps compilers from calling memmove or memset, which a bare system may not have. */',
    'static void copy(float *to, const float *from, uint32_t count)',
    '{',
    '    volatile float *target = to;',
    '    uint32_t i;',
    '',
    '    for (i = 0; i < count; i++) {',
    '        target[i] = from[i];',
    '    }',
    '}',
  ];
}

/** tanh and σ as the training kernels compute them, but for the rounding of a fused multiply and add. */
export function nonlinearitySource({ sigmoid, tanh }: { readonly sigmoid: boolean; readonly tanh: boolean }): string[] {
  if (!sigmoid && !tanh) return [];
  const limit = floatLiteral(TANH_LIMIT);
  return [
    '',
    comment(['x n(x^2) / d(x^2), within 7 / 2^24 of tanh x, which is constant to float beyond the limit.']),
    'static float rational_tanh(float value)',
    '{',
    `    const float x = value > ${limit} ? ${limit} : value < -${limit} ? -${limit} : value;`,
    '    const float s = x * x;',
    ...polynomial('n', TANH_NUMERATOR),
    ...polynomial('d', TANH_DENOMINATOR),
    '    return x * n / d;',
    '}',
    ...(sigmoid
      ? [
          '',
          '/* 1 / (1 + exp(-x)), within 3.5 / 2^24. */',
          'static float sigmoid(float x)',
          '{',
          '    return multiply_add(rational_tanh(0.5f * x), 0.5f, 0.5f);',
          '}',
        ]
      : []),
  ];
}

/** By Horner's rule in s. */
function polynomial(name: string, coefficients: readonly number[]): string[] {
  const [highest, next, ...rest] = coefficients.map(floatLiteral);
  const start = coefficients[0] === 1 ? `s + ${next!}` : `multiply_add(${highest!}, s, ${next!})`;
  return [
    `    float ${name} = ${start};`,
    ...rest.map((coefficient) => `    ${name} = multiply_add(${name}, s, ${coefficient});`),
  ];
}
