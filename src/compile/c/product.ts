import { dspFours } from './product-dsp.ts';
import { BYTES, multiplyAdd, NIBBLES, pairsSource, type ProductForm, type Storage } from './product-pairs.ts';
import { comment, indent } from './text.ts';

/**
 * Matrix times vector, the one place where weights are read. Four rows share each load of an activation.
 * @param form of the products of recurrent layers; those of front end and head are bytes times int16
 */
export function productSource(form: ProductForm): string[] {
  const { nibbles, narrow } = form;
  return [
    ...pairsSource(form),
    '',
    comment([
      'Rows of a matrix times a vector, requantised, from `first`, a multiple of four. Rows that make no four are last,',
      'one after the other.',
    ]),
    `static KERNEL void multiply(CONSTANT matrix *m, const ${narrow ? 'void *vector' : 'int16_t *v'}, uint_fast16_t first, uint_fast16_t rows, int32_t *sums)`,
    '{',
    `    uint_fast16_t columns = m->columns, pre_shift = m->pre_shift, shift = m->shift${nibbles || narrow ? ' & 31' : ''};`,
    ...(nibbles
      ? [
          '    const uint_fast16_t nibbles = m->shift >> 7;',
          '    CONSTANT int8_t *w = m->weights + (first * columns >> nibbles);',
        ]
      : ['    CONSTANT int8_t *w = m->weights + first * columns;']),
    '    CONSTANT int16_t *multiplier = m->multipliers + first;',
    '    int32_t start = rounding(pre_shift), half = rounding(shift);',
    '    const int32_t *const sums_end = sums + rows, *const fours_end = sums + (rows & ~(uint_fast16_t)3);',
    ...(narrow ? ['    const int16_t *v = (const int16_t *)vector;'] : []),
    ...(nibbles ? ['    const int16_t *const end = v + columns;'] : []),
    ...(narrow ? ['#ifdef AVR_LOOPS', '    const uint8_t narrow = m->shift & 64;', '#endif'] : []),
    '',
    '#ifdef DSP',
    `    ${nibbles ? 'if (!nibbles) ' : ''}{`,
    ...indent(indent(dspFours(nibbles))),
    '    }',
    ...(nibbles ? indent(foursLoop(fourRows(NIBBLES, 'add_nibble_pair'))) : []),
    '#else',
    '    const int16_t *const unrolled_end = v + (columns & ~(uint_fast16_t)(UNROLLED - 1));',
    '',
    ...indent(foursLoop(narrow ? orNarrow(NARROW_FOUR_ROWS, choice(false, fourRows)) : choice(nibbles, fourRows))),
    '#endif',
    '    while (sums != sums_end) {',
    '        int32_t sum = start;',
    `        const int16_t *p = v${nibbles ? '' : ', *const end = v + columns'};`,
    '',
    ...indent(indent(narrow ? orNarrow(NARROW_ROW, choice(false, oneRow)) : choice(nibbles, oneRow))),
    '        *sums++ = requantise(sum, *multiplier++, pre_shift, half, shift);',
    '    }',
    '}',
  ];
}

/** @param products what adds those of all columns to `sum` */
function foursLoop(products: readonly string[]): string[] {
  return [
    'while (sums != fours_end) {',
    '    four_sums sum = {start, start, start, start};',
    '    const int16_t *p = v;',
    '',
    ...indent(products),
    ...ROWS.map(
      (row, index) => `    sums[${index}] = requantise(sum.${row}, multiplier[${index}], pre_shift, half, shift);`,
    ),
    '    sums += 4;',
    '    multiplier += 4;',
    '}',
  ];
}

const ROWS = ['a', 'b', 'c', 'd'];

type Loop = (storage: Storage, addPair: string) => string[];

function choice(nibbles: boolean, loop: Loop): string[] {
  const bytes = loop(BYTES, 'add_pair');
  if (!nibbles) return bytes;
  return ['if (nibbles) {', ...indent(loop(NIBBLES, 'add_nibble_pair')), '} else {', ...indent(bytes), '}'];
}

/** On AVR, vectors of eight bits have loops of their own. */
function orNarrow(narrow: readonly string[], wide: readonly string[]): string[] {
  return ['#ifdef AVR_LOOPS', 'if (narrow) {', ...indent(narrow), '} else', '#endif', '{', ...indent(wide), '}'];
}

const NARROW_FOUR_ROWS = [
  'const int8_t *q = (const int8_t *)vector, *const pairs_end = q + (columns & ~(uint_fast16_t)1);',
  '',
  'if (q != pairs_end) {',
  '    w = add_narrow_pairs(&sum, w, &q, pairs_end);',
  '}',
  'if (columns & 1) {',
  ...ROWS.map((row) => `    sum.${row} += *w++ * *q;`),
  '}',
];

const NARROW_ROW = [
  'const int8_t *q = (const int8_t *)vector, *const row_end = q + columns;',
  '',
  'while (q != row_end) {',
  '    sum += *w++ * *q++;',
  '}',
];

const fourRows: Loop = ({ pair, bytesPerPair }, addPair) => {
  const bytes = bytesPerPair === 8;
  const loop = bytes
    ? [
        'while (p != unrolled_end) {',
        `    w = ${addPair}(&sum, w, &p);`,
        '#if UNROLLED > 2',
        '    KEEP_ORDER;',
        `    w = ${addPair}(&sum, w, &p);`,
        '#endif',
        '}',
        '#if UNROLLED > 2',
        'if (columns & 2) {',
        `    w = ${addPair}(&sum, w, &p);`,
        '}',
        '#endif',
      ]
    : ['while (p != end - (columns & 1)) {', `    w = ${addPair}(&sum, w, &p);`, '}'];
  return [
    '#if defined(AVR_LOOPS) || defined(THUMB_LOOPS)',
    'if (p != unrolled_end) {',
    `    w = ${addPair}s(&sum, w, &p, unrolled_end);`,
    '}',
    '#else',
    ...loop,
    '#endif',
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
