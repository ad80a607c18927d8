import { assembly, indent } from './text.ts';

/**
 * Products of all pairs of columns of four rows for cores with Thumb instructions of 16 bits alone, Cortex-M0 and M0+: weights
 * are shifted out of words, since to load a byte takes two cycles and an offset in a register. Sums stay in high registers,
 * to which these cores can add.
 */
export function thumbSource(): string[] {
  const word = (a: string, b: string): string[] => [
    LOAD_WORD,
    'sxtb %[t], %[word]',
    ...add('first', a),
    ...bits(8, 8),
    ...add('first', b),
    ...bits(16, 8),
    ...add('second', a),
    ...bits(24, 8),
    ...add('second', b),
  ];
  return [
    'INLINE const int8_t *add_pairs(four_sums *sum, const int8_t *w, const int16_t **v, const int16_t *end)',
    '{',
    ...indent(loop([...word('a', 'b'), ...word('c', 'd')], 'sum->')),
    '    return w;',
    '}',
  ];
}

/**
 * The same of half bytes: in each column's two bytes, the upper ones are weights of a and b, the lower ones of c and d. Fours of
 * rows with odd columns do not begin at words.
 */
export function thumbNibbleSource(): string[] {
  const column = (value: string): string[] => [
    ...bits(4, 4),
    ...add(value, 'a'),
    ...bits(12, 4),
    ...add(value, 'b'),
    ...bits(0, 4),
    ...add(value, 'c'),
    ...bits(8, 4),
    ...add(value, 'd'),
  ];
  const pair = [
    'ldrh %[word], [%[w]]',
    ...column('first'),
    'ldrh %[word], [%[w], #2]',
    ...column('second'),
    'adds %[w], #4',
  ];
  return [
    '/* A weight is 16 times its half byte. */',
    'INLINE const int8_t *add_nibble_pairs(four_sums *sum, const int8_t *w, const int16_t **v, const int16_t *end)',
    '{',
    '    int32_t a = 0, b = 0, c = 0, d = 0;',
    ...indent(loop(pair, '')),
    ...['a', 'b', 'c', 'd'].map((row) => `    sum->${row} += ${row} * 16;`),
    '    return w;',
    '}',
  ];
}

const LOAD_WORD = 'ldmia %[w]!, {%[word]}';

/** A signed number of the word's bits, from the lowest. */
function bits(from: number, count: number): string[] {
  const above = 32 - from - count;
  const right = `asrs %[t], %[${above === 0 ? 'word' : 't'}], #${32 - count}`;
  return above === 0 ? [right] : [`lsls %[t], %[word], #${above}`, right];
}

function add(column: string, row: string): string[] {
  return [`muls %[t], %[${column}]`, `add %[${row}], %[t]`];
}

/** @param sums where the four sums are */
function loop(pair: readonly string[], sums: string): string[] {
  return [
    'int32_t first, second, t;',
    'uint32_t word;',
    '',
    ...assembly([
      '.syntax unified',
      '1:',
      'movs %[t], #0',
      'ldrsh %[first], [%[v], %[t]]',
      'movs %[t], #2',
      'ldrsh %[second], [%[v], %[t]]',
      'adds %[v], #4',
      ...pair,
      'cmp %[v], %[end]',
      'bne 1b',
    ]),
    '    : [w] "+l"(w), [v] "+l"(*v), [first] "=&l"(first), [second] "=&l"(second), [t] "=&l"(t), [word] "=&l"(word),',
    `      ${['a', 'b', 'c', 'd'].map((row) => `[${row}] "+h"(${sums}${row})`).join(', ')}`,
    '    : [end] "h"(end)',
    '    : "cc", "memory");',
  ];
}
