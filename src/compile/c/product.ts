import type { WeightBits } from '../../network/integer/weights.ts';
import { BYTES, multiplyAdd, NIBBLES, pairsSource, type Storage } from './product-pairs.ts';
import { comment, indent } from './text.ts';

/**
 * Matrix times vector, the one place where weights are read. Four rows share each load of an activation.
 * @param layerBits of the layers' weights; those of front end and head are bytes
 */
export function productSource(layerBits: WeightBits): string[] {
  const nibbles = layerBits === 4;
  return [
    ...pairsSource(nibbles),
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
    '        four_sums sum;',
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

type Loop = (storage: Storage, addPair: string) => string[];

function choice(nibbles: boolean, loop: Loop): string[] {
  const bytes = loop(BYTES, 'add_pair');
  if (!nibbles) return bytes;
  return ['if (nibbles) {', ...indent(loop(NIBBLES, 'add_nibble_pair')), '} else {', ...indent(bytes), '}'];
}

const fourRows: Loop = ({ pair, bytesPerPair }, addPair) => {
  const bytes = bytesPerPair === 8;
  const pairs = bytes
    ? [
        'byte_sums s = begin(start);',
        '',
        'while (p != unrolled_end) {',
        `    w = ${addPair}(&s, w, &p);`,
        '#if UNROLLED > 2',
        '    KEEP_ORDER;',
        `    w = ${addPair}(&s, w, &p);`,
        '#endif',
        '}',
        '#if UNROLLED > 2',
        'if (columns & 2) {',
        `    w = ${addPair}(&s, w, &p);`,
        '}',
        '#endif',
        'sum = complete(s);',
      ]
    : ['sum.a = sum.b = sum.c = sum.d = start;', 'while (end - p >= 2) {', `    w = ${addPair}(&sum, w, &p);`, '}'];
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
