import { convolutionStruct, decimationStruct, factorStruct, headStruct } from './descriptors.ts';
import { comment } from './text.ts';

/** Low-rank factors. */
export function factorSource(context: string, recurrent: boolean): string[] {
  return [
    comment(['A low-rank factor: projects a vector to a shorter one, saturated to int16.']),
    ...factorStruct.declaration(),
    '',
    `static KERNEL const int16_t *project(const factor *matrix, ${context} *model, const int16_t *x)`,
    '{',
    '    const int8_t *w = matrix->weights;',
    '    const uint32_t pre_shift = matrix->pre_shift, shift = matrix->shift;',
    '    const uint32_t columns = matrix->columns, rows = matrix->rows;',
    '    int16_t *const output = shorts_at(model, matrix->output);',
    '    uint32_t row;',
    '',
    '    for (row = 0; row < rows; row++) {',
    '        const int32_t sum = dot(w, x, columns, rounding(pre_shift));',
    '        output[row] = (int16_t)saturate(requantise(sum, matrix->multipliers[row], pre_shift, shift));',
    '        w += columns;',
    '    }',
    '    return output;',
    '}',
    ...(recurrent
      ? [
          '',
          '/* A factor of h. */',
          `static KERNEL void project_state(const factor *matrix, ${context} *model)`,
          '{',
          '    (void)project(matrix, model, shorts_at(model, matrix->source));',
          '}',
        ]
      : []),
  ];
}

export function convolutionSource(context: string): string[] {
  return [
    comment(['A convolution over the newest samples, ReLU. NULL while the window still fills.']),
    ...convolutionStruct.declaration(),
    '',
    `static KERNEL const int16_t *convolve(const convolution *layer, ${context} *model, const int16_t *sample)`,
    '{',
    '    const uint32_t channels = layer->channels, kernel = layer->kernel, stride = layer->stride;',
    '    const uint32_t pre_shift = layer->pre_shift, shift = layer->shift;',
    '    const int8_t *w = layer->weights;',
    '    const int16_t *row = layer->rows;',
    '    int16_t *const window = shorts_at(model, layer->window);',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    uint32_t filter, kept;',
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
    '    for (filter = 0; filter < layer->filters; filter++) {',
    '        const int32_t sum = dot(w, window, kernel * channels, rounding(pre_shift));',
    '        const int32_t value = saturate(requantise(sum, row[0], pre_shift, shift) + row[1]);',
    '        output[filter] = (int16_t)(value > 0 ? value : 0);',
    '        w += kernel * channels;',
    '        row += 2;',
    '    }',
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
    `static KERNEL const int16_t *decimate(const decimation *layer, ${context} *model, const int16_t *sample)`,
    '{',
    '    const uint32_t channels = layer->channels, pre_shift = layer->pre_shift;',
    '    int32_t *const sums = model->sample_sums;',
    '    int16_t *const output = shorts_at(model, layer->output);',
    '    uint32_t channel;',
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
    '        output[channel] = (int16_t)saturate(requantise(sums[channel], layer->multiplier, pre_shift, layer->shift));',
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
    `static KERNEL void accumulate(const head *layer, ${context} *model, const int16_t *x)`,
    '{',
    '    int32_t *const sums = words_at(model, layer->source);',
    '    const uint32_t features = layer->features;',
    '    uint32_t i;',
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
export function headStructSource(): string[] {
  return [comment(['The dense head: all outputs share each load of a feature.']), ...headStruct.declaration()];
}

export function headSource(context: string, pooling: 'last' | 'mean', task: 'classification' | 'regression'): string[] {
  const mean = pooling === 'mean';
  const type = mean ? 'int32_t' : 'int16_t';
  return [
    '',
    `static KERNEL int32_t apply_head(const head *layer, const ${context} *model, int32_t *outputs)`,
    '{',
    '    const int8_t *w = layer->weights;',
    '    const uint32_t pre_shift = layer->pre_shift, shift = layer->shift, count = layer->outputs;',
    `    const ${type} *source = (const ${type} *)(const void *)((const unsigned char *)model + layer->source);`,
    `    const ${type} *const end = source + layer->features;`,
    ...(mean ? ['    const int32_t steps = model->steps > 0 ? model->steps : 1;'] : []),
    ...(task === 'classification' ? ['    int32_t best = 0;'] : []),
    '    uint32_t i;',
    '',
    '    for (i = 0; i < count; i++) {',
    '        outputs[i] = rounding(pre_shift);',
    '    }',
    '    do {',
    `        const int32_t feature = ${mean ? 'round_divide(*source, steps)' : '*source'};`,
    '        source++;',
    '        for (i = 0; i < count; i++) {',
    '            outputs[i] += *w++ * feature;',
    '        }',
    '    } while (source != end);',
    '    for (i = 0; i < count; i++) {',
    '        outputs[i] = requantise(outputs[i], layer->multipliers[i], pre_shift, shift) + layer->bias[i];',
    ...(task === 'classification'
      ? ['        if (outputs[i] > outputs[best]) {', '            best = (int32_t)i;', '        }']
      : []),
    '    }',
    `    return ${task === 'classification' ? 'best' : 'outputs[0]'};`,
    '}',
  ];
}
