import { frontendOutputs } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { comment, indent } from '../c/text.ts';
import { floatLiteral } from './literals.ts';

/**
 * What the front end does with a sample; its result is what the first layer sees, or NULL. A network has one, so that its
 * sizes stand in it as numbers.
 * @param type of the context
 */
export function frontendSource({ inputs, frontend }: Architecture, type: string): string[] {
  switch (frontend.kind) {
    case 'none':
      return normaliseSource(inputs);
    case 'decimation':
      return decimationSource(inputs, frontend.factor, type);
    case 'convolution':
      return [...normaliseSource(inputs), '', ...convolutionSource(inputs, frontend, type)];
  }
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
    '    float *const sums = model->sample_sums;',
    ...indent(
      overChannels(inputs, [
        'const float normal = (sample[channel] - input_offset[channel]) * input_scale[channel];',
        'sums[channel] = model->collected == 0 ? normal : sums[channel] + normal;',
      ]),
    ),
    '    model->collected++;',
    `    if (model->collected < ${factor}) {`,
    '        return NULL;',
    '    }',
    `    for (channel = 0; channel < ${inputs}; channel++) {`,
    `        sums[channel] /= ${floatLiteral(factor)};`,
    '    }',
    '    model->collected = 0;',
    '    return sums;',
    '}',
  ];
}

function overChannels(inputs: number, statements: readonly string[]): string[] {
  return ['uint32_t channel;', '', `for (channel = 0; channel < ${inputs}; channel++) {`, ...indent(statements), '}'];
}

function convolutionSource(
  inputs: number,
  { filters, kernel, stride }: { readonly filters: number; readonly kernel: number; readonly stride: number },
  type: string,
): string[] {
  const kept = Math.max(0, kernel - stride);
  return [
    comment(['A convolution over the newest samples, ReLU. NULL while the window still fills.']),
    `static const float *convolve(${type} *model, const float *sample)`,
    '{',
    '    float *const output = model->scratch;',
    '    uint32_t filter;',
    '',
    ...(stride > kernel
      ? ['    if (model->skip > 0) {', '        model->skip--;', '        return NULL;', '    }']
      : []),
    `    normalise(sample, model->window + model->collected * ${inputs});`,
    '    model->collected++;',
    `    if (model->collected < ${kernel}) {`,
    '        return NULL;',
    '    }',
    `    for (filter = 0; filter < ${filters}; filter++) {`,
    `        const float *const w = frontend_weights + filter * ${kernel * inputs};`,
    `        const float value = dot(frontend_bias[filter], w, model->window, ${kernel * inputs});`,
    '        output[filter] = value > 0.0f ? value : 0.0f;',
    '    }',
    ...(kept > 0 ? [`    copy(model->window, model->window + ${stride * inputs}, ${kept * inputs});`] : []),
    `    model->collected = ${kept};`,
    ...(stride > kernel ? [`    model->skip = ${stride - kernel};`] : []),
    '    return output;',
    '}',
  ];
}

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

/** The front end's call in a step. */
export function frontendCall(architecture: Architecture): string[] {
  const { frontend } = architecture;
  if (frontend.kind === 'none') return ['normalise(sample, model->scratch);', 'x = model->scratch;'];
  return [
    `x = ${frontend.kind === 'convolution' ? 'convolve' : 'decimate'}(model, sample);`,
    'if (x == NULL) {',
    '    return 0;',
    '}',
  ];
}

/** What is done before a network is known to have advanced, in words. */
export function frontendTitle(architecture: Architecture): string {
  const { inputs, frontend } = architecture;
  const channels = `${inputs} ${inputs === 1 ? 'channel' : 'channels'}`;
  switch (frontend.kind) {
    case 'none':
      return `${channels}, normalised: (sample - offset) scale.`;
    case 'decimation':
      return `${channels}, normalised: (sample - offset) scale; the mean of ${frontend.factor} samples.`;
    case 'convolution':
      return (
        `${channels}, normalised: (sample - offset) scale; ` +
        `convolution of ${frontend.kernel} samples, every ${frontend.stride}, to ${frontendOutputs(architecture)} filters.`
      );
  }
}
