import { denseStruct, factorStruct, headStruct, meanStruct } from './descriptors.ts';
import { ROWS_AT_A_TIME } from './factor-parts.ts';
import type { WeightOrder } from './packing.ts';
import { assembly, comment, indent } from './text.ts';

/**
 * The parts of low-rank factors. More rows at a time would need a loop that is not worth its instructions: few have them.
 * @param order of the weights; `rows` is read by Helium or plain C
 */
export function factorSource(context: string, order: WeightOrder): string[] {
  return [
    comment(['A low-rank factor, or a part of it: projects x, or h where x is NULL, saturated to int16.']),
    ...factorStruct.declaration(),
    '',
    `static KERNEL const int16_t *project(CONSTANT factor *layer, ${context} *model, const int16_t *x)`,
    '{',
    '    int16_t *const output = shorts_at(model, layer->output), *to = output;',
    '    const uint_fast16_t rows = layer->rows;',
    `    int32_t sums[${ROWS_AT_A_TIME}];`,
    '    const int32_t *sum = sums, *const end = sums + rows;',
    ...(order === 'fours'
      ? ['#ifdef DSP', '    const int32_t *const fours_end = sums + (rows & ~(uint_fast16_t)3);', '#endif']
      : []),
    '',
    '    multiply(&layer->weights, x == NULL ? shorts_at(model, layer->source) : x, 0, rows, sums);',
    ...(order === 'fours'
      ? ['#ifdef DSP', ...indent(SATURATED_FOURS), '#endif']
      : ['#ifdef HELIUM', ...indent(SATURATED_LANES), '#endif']),
    '    while (sum != end) {',
    '        *to++ = (int16_t)saturate(*sum++);',
    '    }',
    '    return output;',
    '}',
  ];
}

/** Four values of `sum` at a time, saturated; any core with DSP instructions stores a word at any address. */
const SATURATED_FOURS = [
  'while (sum != fours_end) {',
  '    int32_t a, b, c, d;',
  '',
  ...indent(
    assembly([
      'ldrd %[a], %[b], [%[sum]], #8',
      'ldrd %[c], %[d], [%[sum]], #8',
      ...['a', 'b', 'c', 'd'].map((row) => `ssat %[${row}], #16, %[${row}]`),
      'pkhbt %[a], %[a], %[b], lsl #16',
      'pkhbt %[c], %[c], %[d], lsl #16',
      'str %[a], [%[to]], #4',
      'str %[c], [%[to]], #4',
    ]),
  ),
  '            : [sum] "+r"(sum), [to] "+r"(to), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d)',
  '            :',
  '            : "memory");',
  '}',
];

/** All of them, in lanes. */
const SATURATED_LANES = [
  ...assembly([
    'dlstp.32 lr, %[rows]',
    '1:',
    'vldrw.u32 q0, [%[sum]], #16',
    'vqmovnb.s32 q0, q0',
    'vstrh.32 q0, [%[to]], #8',
    'letp lr, 1b',
  ]),
  '        : [sum] "+&r"(sum), [to] "+&l"(to)',
  '        : [rows] "r"(rows)',
  '        : "lr", "q0", "memory");',
  'sum = end;',
];

/** A loop over the rows of `layer->weights`; `each` uses `row` and `*sum`. */
function rowsSource(rows: string, vector: string, each: readonly string[]): string[] {
  return [
    '    do {',
    `        const uint_fast16_t end = ${rows} - row > ${ROWS_AT_A_TIME} ? row + ${ROWS_AT_A_TIME} : ${rows};`,
    `        int32_t sums[${ROWS_AT_A_TIME}];`,
    '        const int32_t *sum = sums;',
    '',
    `        multiply(&layer->weights, ${vector}, row, end - row, sums);`,
    '        do {',
    ...each.map((line) => `            ${line}`),
    '            row++;',
    '        } while (BEFORE(row, end));',
    `    } while (BEFORE(row, ${rows}));`,
  ];
}

/** Dense layers with ReLU: the filters of a convolution, the hidden layer before the output layer. */
export function denseSource(context: string): string[] {
  return [
    comment(['A dense layer: max(0, M x + b), saturated to int16.']),
    ...denseStruct.declaration(),
    '',
    `static KERNEL const int16_t *apply_dense(CONSTANT dense *layer, ${context} *model)`,
    '{',
    '    const int16_t *const source = shorts_at(model, layer->source);',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    const uint_fast16_t units = layer->units;',
    '    uint_fast16_t row = 0;',
    '',
    ...rowsSource('units', 'source', [
      'const int32_t value = saturate(*sum++ + layer->bias[row]);',
      'output[row] = (int16_t)(value > 0 ? value : 0);',
    ]),
    '    return output;',
    '}',
  ];
}

/** The running mean over time of the last layer's output. */
export function meanSource(context: string): string[] {
  return [
    comment(['A mean over time. Sum and count are halved before they can overflow: a stream may go on for ever.']),
    ...meanStruct.declaration(),
    '',
    `static KERNEL void accumulate(CONSTANT mean *layer, ${context} *model, const int16_t *x)`,
    '{',
    '    int32_t *const sums = words_at(model, layer->sums);',
    '    const uint_fast16_t features = layer->features;',
    '    uint_fast16_t i;',
    '',
    '    if (model->steps == 32768) {',
    '        model->steps = 16384;',
    '        for (i = 0; i < features; i++) {',
    '            sums[i] = round_divide(sums[i], 2);',
    '        }',
    '    }',
    '    model->steps++;',
    '    for (i = 0; i < features; i++) {',
    '        sums[i] += x[i];',
    '    }',
    '}',
    '',
    `static KERNEL void average(CONSTANT mean *layer, ${context} *model)`,
    '{',
    '    const int32_t *const sums = words_at(model, layer->sums);',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    const uint_fast16_t features = layer->features;',
    '    const int32_t steps = model->steps > 0 ? model->steps : 1;',
    '    uint_fast16_t i;',
    '',
    '    for (i = 0; i < features; i++) {',
    '        output[i] = (int16_t)round_divide(sums[i], steps);',
    '    }',
    '}',
  ];
}

/** The output layer. */
export function headSource(context: string, task: 'classification' | 'regression'): string[] {
  return [
    comment(['The output layer.']),
    ...headStruct.declaration(),
    '',
    `static KERNEL int32_t apply_head(CONSTANT head *layer, ${context} *model, int32_t *outputs)`,
    '{',
    '    const int16_t *const features = shorts_at(model, layer->features);',
    '    const uint_fast16_t count = layer->outputs;',
    ...(task === 'classification' ? ['    int32_t best = 0;'] : []),
    '    uint_fast16_t i;',
    '',
    '    multiply(&layer->weights, features, 0, count, outputs);',
    '    for (i = 0; i < count; i++) {',
    '        outputs[i] += layer->bias[i];',
    ...(task === 'classification'
      ? ['        if (outputs[i] > outputs[best]) {', '            best = (int32_t)i;', '        }']
      : []),
    '    }',
    `    return ${task === 'classification' ? 'best' : 'outputs[0]'};`,
    '}',
  ];
}
