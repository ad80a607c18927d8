import { convolutionStruct, decimationStruct, factorStruct } from './descriptors.ts';
import { comment } from './text.ts';

/** Sums of a matrix that fit on the stack; a multiple of four. */
export const ROWS_AT_A_TIME = 16;

/** Low-rank factors. */
export function factorSource(context: string, recurrent: boolean): string[] {
  return [
    comment(['A low-rank factor: projects a vector to a shorter one, saturated to int16.']),
    ...factorStruct.declaration(),
    '',
    `static KERNEL const int16_t *project(CONSTANT factor *layer, ${context} *model, const int16_t *x)`,
    '{',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    const uint_fast16_t rows = layer->rows;',
    '    uint_fast16_t row = 0;',
    '',
    ...rowsSource('rows', 'x', ['output[row] = (int16_t)saturate(*sum++);']),
    '    return output;',
    '}',
    ...(recurrent
      ? [
          '',
          '/* A factor of h. */',
          `static KERNEL void project_state(CONSTANT factor *layer, ${context} *model)`,
          '{',
          '    (void)project(layer, model, shorts_at(model, layer->source));',
          '}',
        ]
      : []),
  ];
}

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
    '        } while (row < end);',
    `    } while (row < ${rows});`,
  ];
}

export function convolutionSource(context: string): string[] {
  return [
    comment(['A convolution over the newest samples, ReLU. NULL while the window still fills.']),
    ...convolutionStruct.declaration(),
    '',
    `static KERNEL const int16_t *convolve(CONSTANT convolution *layer, ${context} *model, const int16_t *sample)`,
    '{',
    '    const uint_fast16_t channels = layer->channels, kernel = layer->kernel, stride = layer->stride;',
    '    const uint_fast16_t filters = layer->filters;',
    '    int16_t *const window = shorts_at(model, layer->window);',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    uint_fast16_t row = 0, kept;',
    '',
    '    if (model->skip > 0) {',
    '        model->skip--;',
    '        return NULL;',
    '    }',
    '    copy(window + model->collected * channels, sample, channels);',
    '    model->collected++;',
    '    if (model->collected < kernel) {',
    '        return NULL;',
    '    }',
    ...rowsSource('filters', 'window', [
      'const int32_t value = saturate(*sum++ + layer->bias[row]);',
      'output[row] = (int16_t)(value > 0 ? value : 0);',
    ]),
    '    kept = kernel > stride ? kernel - stride : 0;',
    '    copy(window, window + (kernel - kept) * channels, kept * channels);',
    '    model->collected = (uint16_t)kept;',
    '    model->skip = (uint16_t)(stride > kernel ? stride - kernel : 0);',
    '    return output;',
    '}',
  ];
}

export function decimationSource(context: string): string[] {
  return [
    comment(['The mean of some samples takes their place. NULL while they are being summed.']),
    ...decimationStruct.declaration(),
    '',
    `static KERNEL const int16_t *decimate(CONSTANT decimation *layer, ${context} *model, const int16_t *sample)`,
    '{',
    '    const uint_fast16_t channels = layer->channels, pre_shift = layer->pre_shift, shift = layer->shift;',
    '    const int32_t multiplier = layer->multiplier, half = rounding(shift);',
    '    int32_t *const sums = model->sample_sums;',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    uint_fast16_t channel;',
    '',
    '    if (model->collected == 0) {',
    '        for (channel = 0; channel < channels; channel++) {',
    '            sums[channel] = rounding(pre_shift);',
    '        }',
    '    }',
    '    for (channel = 0; channel < channels; channel++) {',
    '        sums[channel] += sample[channel];',
    '    }',
    '    model->collected++;',
    '    if (model->collected < layer->factor) {',
    '        return NULL;',
    '    }',
    '    for (channel = 0; channel < channels; channel++) {',
    '        output[channel] = (int16_t)saturate(requantise(sums[channel], multiplier, pre_shift, half, shift));',
    '    }',
    '    model->collected = 0;',
    '    return output;',
    '}',
  ];
}

/** The running mean over time of the last layer's output. */
export function meanSource(context: string): string[] {
  return [
    '',
    '/* Sum and count are halved before they can overflow, so that a stream may go on for ever. */',
    `static KERNEL void accumulate(CONSTANT head *layer, ${context} *model, const int16_t *x)`,
    '{',
    '    int32_t *const sums = words_at(model, layer->sums);',
    '    const uint_fast16_t features = layer->weights.columns;',
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
  ];
}

/** The dense layer behind the recurrent ones. */
export function headSource(context: string, pooling: 'last' | 'mean', task: 'classification' | 'regression'): string[] {
  return [
    `static KERNEL int32_t apply_head(CONSTANT head *layer, ${context} *model, int32_t *outputs)`,
    '{',
    ...(pooling === 'mean'
      ? [
          '    const int32_t *const sums = words_at(model, layer->sums);',
          '    int16_t *const features = shorts_at(model, layer->features);',
          '    const uint_fast16_t columns = layer->weights.columns;',
          '    const int32_t steps = model->steps > 0 ? model->steps : 1;',
        ]
      : ['    const int16_t *const features = shorts_at(model, layer->features);']),
    '    const uint_fast16_t count = layer->outputs;',
    ...(task === 'classification' ? ['    int32_t best = 0;'] : []),
    '    uint_fast16_t i;',
    '',
    ...(pooling === 'mean'
      ? ['    for (i = 0; i < columns; i++) {', '        features[i] = (int16_t)round_divide(sums[i], steps);', '    }']
      : []),
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
