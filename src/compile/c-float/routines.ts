import { type StageShape, stageShapes } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { comment, indent } from '../c/text.ts';
import type { FloatContext } from './context.ts';
import { floatLiteral } from './literals.ts';

/**
 * What stands before the layers: normalising, and the routines of front end and convolution blocks.
 * @param type of the context
 */
export function stageSource(architecture: Architecture, type: string): string[] {
  const { inputs, frontend } = architecture;
  const kinds = stageShapes(architecture).map(({ kind }) => kind);
  const separable = kinds.includes('separable');
  return [
    ...(frontend.kind === 'decimation' ? decimationSource(inputs, frontend.factor, type) : normaliseSource(inputs)),
    ...(separable || kinds.includes('convolution') ? ['', ...WINDOW_SOURCE, '', ...DENSE_SOURCE] : []),
    ...(separable ? ['', ...DEPTHWISE_SOURCE] : []),
  ];
}

function normaliseSource(inputs: number): string[] {
  return [
    'static void normalise(const float *sample, float *normal)',
    '{',
    ...indent(
      overChannels(inputs, ['normal[channel] = (sample[channel] - input_offset[channel]) * input_scale[channel];']),
    ),
    '}',
  ];
}

function decimationSource(inputs: number, factor: number, type: string): string[] {
  return [
    comment([`The mean of ${factor} samples takes their place. NULL while they are being summed.`]),
    `static const float *decimate(${type} *model, const float *sample)`,
    '{',
    '    float *const sums = model->frontend_sums;',
    ...indent(
      overChannels(inputs, [
        'const float normal = (sample[channel] - input_offset[channel]) * input_scale[channel];',
        'sums[channel] = model->frontend_collected == 0 ? normal : sums[channel] + normal;',
      ]),
    ),
    '    model->frontend_collected++;',
    `    if (model->frontend_collected < ${factor}) {`,
    '        return NULL;',
    '    }',
    `    for (channel = 0; channel < ${inputs}; channel++) {`,
    `        sums[channel] /= ${floatLiteral(factor)};`,
    '    }',
    '    model->frontend_collected = 0;',
    '    return sums;',
    '}',
  ];
}

function overChannels(inputs: number, statements: readonly string[]): string[] {
  return ['uint32_t channel;', '', `for (channel = 0; channel < ${inputs}; channel++) {`, ...indent(statements), '}'];
}

const WINDOW_SOURCE = [
  comment(['The newest vectors. Takes another one; 1 when the window is full, and until the next call.']),
  'static int collect(int32_t *collected, float *window, const float *x, uint32_t channels, int32_t kernel, int32_t stride)',
  '{',
  '    int32_t count = *collected;',
  '',
  '    if (count == kernel) {',
  '        count -= stride;',
  '        if (count > 0) {',
  '            copy(window, window + (uint32_t)stride * channels, (uint32_t)count * channels);',
  '        }',
  '    }',
  '    if (count >= 0) {',
  '        copy(window + (uint32_t)count * channels, x, channels);',
  '    }',
  '    count++;',
  '    *collected = count;',
  '    return count == kernel;',
  '}',
];

const DENSE_SOURCE = [
  comment(['A dense layer with ReLU.']),
  'static const float *apply_dense(const float *w, const float *bias, uint32_t units, uint32_t columns, const float *v,',
  '                                float *output)',
  '{',
  '    uint32_t unit;',
  '',
  '    for (unit = 0; unit < units; unit++) {',
  '        const float value = dot(bias[unit], w + unit * columns, v, columns);',
  '        output[unit] = value > 0.0f ? value : 0.0f;',
  '    }',
  '    return output;',
  '}',
];

const DEPTHWISE_SOURCE = [
  comment(['A kernel for each channel of a window.']),
  'static void apply_depthwise(const float *w, const float *window, uint32_t channels, uint32_t kernel, float *output)',
  '{',
  '    uint32_t channel, tap;',
  '',
  '    for (channel = 0; channel < channels; channel++) {',
  '        float sum = 0.0f;',
  '',
  '        for (tap = 0; tap < kernel; tap++) {',
  '            sum = multiply_add(*w++, window[tap * channels + channel], sum);',
  '        }',
  '        output[channel] = sum;',
  '    }',
  '}',
];

/** Low-rank factors. */
export function factorSource(): string[] {
  return [
    '/* A low-rank factor: projects a vector to a shorter one. */',
    'static const float *project(const float *w, uint32_t rows, uint32_t columns, const float *v, float *output)',
    '{',
    '    uint32_t row;',
    '',
    '    for (row = 0; row < rows; row++) {',
    '        output[row] = dot(0.0f, w + row * columns, v, columns);',
    '    }',
    '    return output;',
    '}',
  ];
}

/** The running mean over time of the last layer's output. */
export function meanSource(features: number, type: string): string[] {
  return [
    '/* Sum and count are halved now and then, so that a stream may go on for ever and the mean follows it. */',
    `static void accumulate(${type} *model, const float *x)`,
    '{',
    '    uint32_t i;',
    '',
    '    if (model->steps == 32768) {',
    '        model->steps = 16384;',
    `        for (i = 0; i < ${features}; i++) {`,
    '            model->sums[i] *= 0.5f;',
    '        }',
    '    }',
    '    model->steps++;',
    `    for (i = 0; i < ${features}; i++) {`,
    '        model->sums[i] += x[i];',
    '    }',
    '}',
  ];
}

/** What a step does before the layers: leaves in `x` what they see. */
export function stageCalls(architecture: Architecture, { stages }: FloatContext): string[] {
  const giveUp = ['    return 0;', '}'];
  return [
    ...(architecture.frontend.kind === 'decimation'
      ? []
      : ['normalise(sample, model->scratch);', 'x = model->scratch;']),
    ...stageShapes(architecture).flatMap(({ kind, name, inputs, outputs, kernel, stride }, index) => {
      if (kind === 'decimation') return ['x = decimate(model, sample);', 'if (x == NULL) {', ...giveUp];
      const { output, depthwise } = stages[index]!;
      const window = `model->${name}_window`;
      const from = kind === 'convolution' ? `${kernel * inputs}, ${window}` : `${inputs}, ${depthwise}`;
      return [
        `if (!collect(&model->${name}_collected, ${window}, x, ${inputs}, ${kernel}, ${stride})) {`,
        ...giveUp,
        ...(kind === 'separable'
          ? [`apply_depthwise(${name}_depthwise, ${window}, ${inputs}, ${kernel}, ${depthwise});`]
          : []),
        `x = apply_dense(${name}_weights, ${name}_bias, ${outputs}, ${from}, ${output});`,
      ];
    }),
  ];
}

/** What a step does before the layers, in words. */
export function stageTitles(architecture: Architecture): string[] {
  const { inputs } = architecture;
  return [
    `${inputs} ${inputs === 1 ? 'channel' : 'channels'}, normalised: (sample - offset) scale.`,
    ...stageShapes(architecture).map(stageTitle),
  ];
}

function stageTitle({ kind, outputs, kernel, stride }: StageShape): string {
  switch (kind) {
    case 'decimation':
      return `The mean of ${kernel} samples.`;
    case 'convolution':
      return `Convolution of ${kernel} samples, every ${stride}, to ${outputs} filters.`;
    case 'separable':
      return `Separable convolution of ${kernel} vectors, every ${stride}, to ${outputs} filters.`;
  }
}
