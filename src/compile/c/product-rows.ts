import { assembly, comment, indent } from './text.ts';

/**
 * Matrix times vector for Helium, Arm's vector extension: rows follow one after the other, and four share each load of
 * activations. Written as assembly, since compilers make no loops with a predicated tail of intrinsics. Where there is no
 * Helium the same order of weights is read in C.
 */
export function rowProductSource(): string[] {
  return [
    comment(['Sums of four channels.']),
    'typedef struct {',
    '    int32_t a, b, c, d;',
    '} four_sums;',
    '',
    '#ifdef HELIUM',
    ...HELIUM_ROWS,
    '#endif',
    '',
    '/* The products of a row. */',
    'INLINE CONSTANT int8_t *add_row(int32_t *sum, CONSTANT int8_t *w, const int16_t *v, uint_fast16_t columns)',
    '{',
    '    CONSTANT int8_t *const end = w + columns;',
    '',
    '#ifdef HELIUM',
    ...indent(assembly([...TURN, 'vldrb.s16 q1, [%[w]], #8', 'vmlava.s16 %[sum], q0, q1', 'letp lr, 1b'])),
    '            : [v] "+&r"(v), [w] "+&l"(w), [sum] "+&Te"(*sum)',
    '            : [columns] "r"(columns)',
    '            : "lr", "q0", "q1", "memory");',
    '#else',
    '    while (w != end) {',
    '        *sum = multiply_add(*sum, *w++, *v++);',
    '    }',
    '#endif',
    '    return end;',
    '}',
    '',
    comment([
      'Rows of a matrix times a vector, requantised, from `first`. Rows of weights follow one after the other.',
    ]),
    'static KERNEL void multiply(CONSTANT matrix *m, const int16_t *v, uint_fast16_t first, uint_fast16_t rows, int32_t *sums)',
    '{',
    '    const uint_fast16_t columns = m->columns, pre_shift = m->pre_shift, shift = m->shift & 31;',
    '    CONSTANT int8_t *w = m->weights + first * columns;',
    '    CONSTANT int16_t *multiplier = m->multipliers + first;',
    '    const int32_t start = rounding(pre_shift), half = rounding(shift);',
    '    const int32_t *const end = sums + rows;',
    '',
    '#ifdef HELIUM',
    ...indent(HELIUM_LOOP),
    '#endif',
    '    while (sums != end) {',
    '        int32_t sum = start;',
    '',
    '        w = add_row(&sum, w, v, columns);',
    '        *sums++ = requantise(sum, *multiplier++, pre_shift, half, shift);',
    '    }',
    '}',
  ];
}

const FOUR = ['a', 'b', 'c', 'd'];

/** Eight columns in a turn; the last turn leaves lanes alone that have none. */
const TURN = ['dlstp.16 lr, %[columns]', '1:', 'vldrh.u16 q0, [%[v]], #16'];

/** VMLAVA adds to an even register, and bytes are widened only from addresses in low ones. */
const HELIUM_ROWS = [
  'typedef int32_t lanes __attribute__((vector_size(16)));',
  '',
  '/* The same number in all lanes. A shift to the left by less than nothing is one to the right. */',
  'typedef struct {',
  '    lanes start, left, half, last_left;',
  '} requantisation;',
  '',
  'INLINE lanes all(int32_t x)',
  '{',
  '    const lanes same = {x, x, x, x};',
  '',
  '    return same;',
  '}',
  '',
  '/* Four rows times a vector, requantised. */',
  'INLINE void multiply_rows(const int8_t *w, const int16_t *v, uint_fast16_t columns, const int16_t **multiplier, requantisation q,',
  '                          int32_t **sums)',
  '{',
  '    const int8_t *w_b, *w_c, *w_d;',
  '    int32_t a, b, c, d;',
  '',
  ...indent(
    assembly([
      'add %[w_b], %[w], %[columns]',
      'add %[w_c], %[w_b], %[columns]',
      'add %[w_d], %[w_c], %[columns]',
      ...FOUR.map((row) => `mov %[${row}], #0`),
      ...TURN,
      ...FOUR.flatMap((row, i) => {
        const weights = `q${1 + (i % 2)}`;
        return [`vldrb.s16 ${weights}, [%[w${i === 0 ? '' : `_${row}`}]], #8`, `vmlava.s16 %[${row}], q0, ${weights}`];
      }),
      'letp lr, 1b',
    ]),
  ),
  '            : [v] "+&r"(v), [w] "+&l"(w), [w_b] "=&l"(w_b), [w_c] "=&l"(w_c), [w_d] "=&l"(w_d), [a] "=&Te"(a), [b] "=&Te"(b),',
  '              [c] "=&Te"(c), [d] "=&Te"(d)',
  '            : [columns] "r"(columns)',
  '            : "lr", "q0", "q1", "q2", "memory");',
  ...indent(
    assembly([
      'vmov q0[2], q0[0], %[a], %[c]',
      'vmov q0[3], q0[1], %[b], %[d]',
      'vadd.i32 q0, q0, %q[start]',
      'vshl.s32 q0, q0, %q[left]',
      'vldrh.s32 q1, [%[multiplier]], #8',
      'vmul.i32 q0, q0, q1',
      'vadd.i32 q0, q0, %q[half]',
      'vshl.s32 q0, q0, %q[last_left]',
      'vstrw.32 q0, [%[sums]], #16',
    ]),
  ),
  '            : [multiplier] "+&l"(*multiplier), [sums] "+&r"(*sums)',
  '            : [a] "r"(a), [b] "r"(b), [c] "r"(c), [d] "r"(d), [start] "w"(q.start), [left] "w"(q.left), [half] "w"(q.half),',
  '              [last_left] "w"(q.last_left)',
  '            : "q0", "q1", "memory");',
  '}',
];

const HELIUM_LOOP = [
  'const requantisation q = {all(start), all(-(int32_t)pre_shift), all(half), all(-(int32_t)shift)};',
  'const int32_t *const fours_end = sums + (rows & ~(uint_fast16_t)3);',
  '',
  'while (sums != fours_end) {',
  '    multiply_rows(w, v, columns, &multiplier, q, &sums);',
  '    w += 4 * columns;',
  '}',
];
