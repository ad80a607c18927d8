import type { IntegerNetwork } from '../../network/integer/network.ts';
import { layerWeightBits } from '../../network/integer/weights.ts';
import { type LayerShape, pooledFeatures } from '../../network/shapes.ts';
import type { Context } from './context.ts';
import { frontendData, headData, hiddenData, layerData, poolingData } from './data.ts';
import { matrixStruct } from './descriptors.ts';
import { kernelName, kernelSource } from './kernel.ts';
import type { Plan } from './plan.ts';
import { prelude, tableSource, usedHelpers } from './prelude.ts';
import { decimationSource, denseSource, factorSource, headSource, meanSource, windowSource } from './routines.ts';
import { cMacro } from '../../base/identifiers.ts';
import { productSource } from './product.ts';
import { comment } from './text.ts';

/** The model's source: arithmetic, one kernel per cell, one descriptor per layer, and the calls that string them together. */
export function sourceText(network: IntegerNetwork, plan: Plan, context: Context, prefix: string): string[] {
  const type = `${prefix}_t`;
  const { frontend, pooling, dense, task } = plan.architecture;
  const convolution = frontend.kind === 'convolution';
  const factors = plan.inputFactors + plan.recurrentFactors > 0;
  const routines = [
    comment(['A matrix, requantised row by row.']),
    ...matrixStruct.declaration(),
    '',
    ...productSource(layerWeightBits(plan.architecture)),
    '',
    ...(convolution ? [...windowSource(type), ''] : []),
    ...(convolution || dense !== undefined ? [...denseSource(type), ''] : []),
    ...(frontend.kind === 'decimation' ? [...decimationSource(type), ''] : []),
    ...(factors ? [...factorSource(type, plan.recurrentFactors > 0), ''] : []),
    ...plan.kernels.flatMap((shape) => [...kernelSource(shape, type), '']),
    ...(pooling === 'mean' ? [...meanSource(type), ''] : []),
    ...headSource(type, task),
    '',
  ];
  return [
    ...prelude(prefix),
    ...usedHelpers(type, routines),
    ...tableSource(plan.tables),
    '',
    ...routines,
    ...data(network, plan, context, type),
    ...calls(plan, prefix),
  ];
}

function data(network: IntegerNetwork, plan: Plan, context: Context, type: string): string[] {
  const { architecture, shapes } = plan;
  const { frontend } = network;
  const lines: string[] = [];
  if (frontend.kind !== 'none') {
    lines.push(comment(frontendComment(network)), ...frontendData(frontend, architecture.inputs, context, type), '');
  }
  network.layers.forEach((layer, index) => {
    lines.push(
      comment(layerComment(shapes[index]!, index, shapes.length, layer.stateFractions)),
      ...layerData(layer, shapes[index]!, index, type, layerWeightBits(architecture)),
      '',
    );
  });
  const features = pooledFeatures(architecture);
  if (architecture.pooling === 'mean') {
    lines.push(comment([`Mean over time of ${features} features.`]), ...poolingData(features, context, type), '');
  }
  const { dense, head } = network;
  if (dense !== undefined) {
    lines.push(
      comment([`Hidden layer: ${features} features to ${dense.bias.length} units in ${format(dense.outputFraction)}.`]),
      ...hiddenData(dense, context, type),
      '',
    );
  }
  const { columns, units } = head.weights;
  lines.push(
    comment([`Output layer: ${columns} features to ${units} ${units === 1 ? 'output' : 'outputs'} in Q12.`]),
    ...headData(network, context, type),
    '',
  );
  return lines;
}

function frontendComment({ frontend, architecture, input }: IntegerNetwork): string[] {
  const from = `${architecture.inputs} channels in ${format(input.fraction)}`;
  if (frontend.kind === 'convolution') {
    return [
      `Convolution: ${frontend.kernel} samples of ${from}, every ${frontend.stride}, to ${frontend.bias.length} filters` +
        ` in ${format(frontend.outputFraction)}.`,
    ];
  }
  return [`Decimation: the mean of ${frontend.kind === 'decimation' ? frontend.factor : 1} samples of ${from}.`];
}

function layerComment(shape: LayerShape, index: number, layers: number, fractions: readonly number[]): string[] {
  const { cell, layer, inputs, hidden } = shape;
  const states = cell.states.map(({ name }, state) => `${name} in ${format(fractions[state]!)}`);
  const lines = [
    `Layer ${index + 1} of ${layers}: ${layer.cell}, ${inputs} inputs to ${hidden} units; ${states.join(', ')}.`,
  ];
  if (layer.inputRank !== undefined) lines.push(`W has rank ${layer.inputRank}.`);
  if (layer.recurrentRank !== undefined) lines.push(`U has rank ${layer.recurrentRank}.`);
  return lines;
}

/** Sign, integer and fraction bits of an int16. */
function format(fraction: number): string {
  return `Q${15 - fraction}.${fraction}`;
}

/** The public functions. Every call passes a descriptor and the context, so that its size does not depend on the network. */
function calls(plan: Plan, prefix: string): string[] {
  const type = `${prefix}_t`;
  return [
    `static KERNEL void clear(void *memory, uint32_t bytes)`,
    '{',
    '    volatile unsigned char *target = (unsigned char *)memory;',
    '    uint_fast16_t i;',
    '',
    '    for (i = 0; i < bytes; i++) {',
    '        target[i] = 0;',
    '    }',
    '}',
    '',
    `void ${prefix}_reset(${type} *model)`,
    '{',
    `    clear(model, (uint32_t)sizeof(*model));`,
    '}',
    '',
    `void ${prefix}_init(${type} *model)`,
    '{',
    `    ${prefix}_reset(model);`,
    '}',
    '',
    `int ${prefix}_step(${type} *model, const int16_t sample[${cMacro(prefix)}_INPUTS])`,
    '{',
    '    const int16_t *x = sample;',
    '',
    ...stepBody(plan).map((line) => `    ${line}`),
    '    return 1;',
    '}',
    '',
    `int32_t ${prefix}_predict(${type} *model, int32_t outputs[${cMacro(prefix)}_OUTPUTS])`,
    '{',
    ...(plan.architecture.pooling === 'mean' ? ['    average(&pooling, model);'] : []),
    ...(plan.architecture.dense === undefined ? [] : ['    (void)apply_dense(&hidden_layer, model);']),
    '    return apply_head(&output_layer, model, outputs);',
    '}',
  ];
}

function stepBody({ architecture, shapes }: Plan): string[] {
  const { frontend, pooling } = architecture;
  const lines: string[] = [];
  if (frontend.kind === 'convolution') {
    lines.push('if (!collect(&frontend_window, model, x)) {', '    return 0;', '}');
    lines.push('x = apply_dense(&frontend, model);');
  }
  if (frontend.kind === 'decimation') {
    lines.push('x = decimate(&frontend, model, x);', 'if (x == NULL) {', '    return 0;', '}');
  }
  shapes.forEach(({ layer }, index) => {
    const name = `layer${index}`;
    if (layer.inputRank !== undefined) lines.push(`x = project(&${name}_input_factor, model, x);`);
    if (layer.recurrentRank !== undefined) lines.push(`project_state(&${name}_recurrent_factor, model);`);
    const isLast = index === shapes.length - 1 && pooling !== 'mean';
    lines.push(`${isLast ? '(void)' : 'x = '}${kernelName(layer.cell)}(&${name}, model, x);`);
  });
  if (pooling === 'mean') lines.push('accumulate(&pooling, model, x);');
  return lines;
}
