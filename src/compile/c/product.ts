import type { WeightBits } from './packing.ts';
import { comment } from './text.ts';

/**
 * Matrix times vector, the one place where weights are read. Four rows share each load of an activation; with Arm's DSP
 * instructions two columns are multiplied at once. Integer sums do not depend on their order, so both paths agree.
 */
export function productSource(bits: WeightBits): string[] {
  const { portable, dsp, tail, single } = FORMS[bits];
  return [
    '#if defined(__ARM_FEATURE_DSP) && defined(__GNUC__) && !defined(__ARM_BIG_ENDIAN)',
    ...DSP_HELPERS,
    '#endif',
    '',
    comment([
      'Rows of a matrix with int8 weights times an int16 vector, requantised. `first` is a multiple of four. Four rows',
      'share each load of the vector.',
    ]),
    'static KERNEL void multiply(CONSTANT matrix *m, const int16_t *v, uint32_t first, uint32_t rows, int32_t *sums)',
    '{',
    '    const uint32_t columns = m->columns, pre_shift = m->pre_shift, shift = m->shift;',
    `    CONSTANT int8_t *w = m->weights + first * columns${bits === 4 ? ' / 2' : ''};`,
    '    CONSTANT int16_t *multiplier = m->multipliers + first;',
    '    const int32_t start = rounding(pre_shift), half = rounding(shift);',
    '    const int16_t *const pairs_end = v + (columns & ~(uint32_t)1);',
    '',
    '    for (; rows >= 4; rows -= 4) {',
    '        int32_t a = start, b = start, c = start, d = start;',
    '        const int16_t *p = v;',
    '',
    '        while (p != pairs_end) {',
    '#ifdef DSP',
    ...dsp,
    '#else',
    ...portable,
    '#endif',
    '            p += 2;',
    `            w += ${bits};`,
    '        }',
    '        if (columns & 1) {',
    '            const int32_t x = *p;',
    ...tail,
    `            w += ${bits / 2};`,
    '        }',
    '        sums[0] = requantise(a, multiplier[0], pre_shift, half, shift);',
    '        sums[1] = requantise(b, multiplier[1], pre_shift, half, shift);',
    '        sums[2] = requantise(c, multiplier[2], pre_shift, half, shift);',
    '        sums[3] = requantise(d, multiplier[3], pre_shift, half, shift);',
    '        sums += 4;',
    '        multiplier += 4;',
    '    }',
    '    for (; rows > 0; rows--) {',
    '        int32_t a = start;',
    '        const int16_t *p = v;',
    ...single,
    '        *sums++ = requantise(a, *multiplier++, pre_shift, half, shift);',
    '    }',
    '}',
  ];
}

const DSP_HELPERS = [
  '#define DSP',
  '#include <arm_acle.h>',
  '',
  '/* Unaligned loads are one instruction on every core with DSP instructions. */',
  'INLINE uint32_t load_word(const void *from)',
  '{',
  '    uint32_t word;',
  '',
  '    __builtin_memcpy(&word, from, sizeof(word));',
  '    return word;',
  '}',
  '',
  '/* Bytes 1 and 3 as a pair of int16; compilers do not find the rotation that SXTB16 has for free. */',
  'INLINE uint32_t odd_bytes(uint32_t word)',
  '{',
  '    uint32_t pair;',
  '',
  '    __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(word));',
  '    return pair;',
  '}',
];

interface Form {
  readonly dsp: readonly string[];
  readonly portable: readonly string[];
  readonly tail: readonly string[];
  readonly single: readonly string[];
}

const FORMS: Readonly<Record<8 | 4, Form>> = {
  8: {
    dsp: [
      '            const int16x2_t x = (int16x2_t)load_word(p);',
      '            const uint32_t ab = load_word(w), cd = load_word(w + 4);',
      '',
      '            a = __smlad(__sxtb16((int8x4_t)ab), x, a);',
      '            b = __smlad((int16x2_t)odd_bytes(ab), x, b);',
      '            c = __smlad(__sxtb16((int8x4_t)cd), x, c);',
      '            d = __smlad((int16x2_t)odd_bytes(cd), x, d);',
    ],
    portable: [
      '            const int32_t x = p[0], y = p[1];',
      '',
      '            a += w[0] * x;',
      '            b += w[1] * x;',
      '            c += w[4] * x;',
      '            d += w[5] * x;',
      '            a += w[2] * y;',
      '            b += w[3] * y;',
      '            c += w[6] * y;',
      '            d += w[7] * y;',
    ],
    tail: [
      '',
      '            a += w[0] * x;',
      '            b += w[1] * x;',
      '            c += w[2] * x;',
      '            d += w[3] * x;',
    ],
    single: [
      '        const int16_t *const end = v + columns;',
      '',
      '        while (p != end) {',
      '            a += *w++ * (int32_t)*p++;',
      '        }',
    ],
  },
  4: { dsp: [], portable: [], tail: [], single: [] },
};
