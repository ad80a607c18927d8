import type { IntegerNetwork, IntegerStage } from '../../network/integer/network.ts';
import { layerWeightBits } from '../../network/integer/weights.ts';
import { type LayerShape, pooledFeatures, type StageShape } from '../../network/shapes.ts';
import type { Context } from './context.ts';
import { headData, hiddenData, layerData, poolingData, stageData } from './data.ts';
import { matrixStruct } from './descriptors.ts';
import { factorParts, partName } from './factor-parts.ts';
import { usedHelpers } from './helpers.ts';
import { kernelName, kernelSource } from './kernel.ts';
import type { Plan } from './plan.ts';
import { prelude, tableSource } from './prelude.ts';
import { denseSource, factorSource, headSource, meanSource } from './routines.ts';
import { decimationSource, depthwiseSource, windowSource } from './stage-routines.ts';
import { cMacro } from '../../base/identifiers.ts';
import type { WeightOrder } from './packing.ts';
import { productSource } from './product.ts';
import { rowProductSource } from './product-rows.ts';
import { comment } from './text.ts';

/**
 * The model's source: arithmetic, one kernel per cell, one descriptor per layer, and the calls that string them together.
 * @param order of weights with eight bits
 */
export function sourceText(
  network: IntegerNetwork,
  plan: Plan,
  context: Context,
  prefix: string,
  order: WeightOrder,
): string[] {
  const type = `${prefix}_t`;
  const { pooling, dense, task } = plan.architecture;
  const narrow = plan.architecture.activationBits === 8;
  const has = (kind: StageShape['kind']): boolean => plan.stages.some((stage) => stage.kind === kind);
  const convolution = has('convolution') || has('separable');
  const factors = plan.inputFactors + plan.recurrentFactors > 0;
  const routines = [
    comment(['A matrix, requantised row by row.']),
    ...matrixStruct.declaration(),
    '',
    ...(order === 'rows'
      ? rowProductSource()
      : productSource({ nibbles: layerWeightBits(plan.architecture) === 4, narrow })),
    '',
    ...(convolution ? [...windowSource(type), ''] : []),
    ...(has('separable') ? [...depthwiseSource(type), ''] : []),
    ...(convolution || dense !== undefined ? [...denseSource(type), ''] : []),
    ...(has('decimation') ? [...decimationSource(type), ''] : []),
    ...(factors ? [...factorSource(type, order), ''] : []),
    ...plan.kernels.flatMap((shape) => [...kernelSource(shape, type), '']),
    ...(pooling === 'mean' ? [...meanSource(type), ''] : []),
    ...headSource(type, task),
    '',
  ];
  return [
    ...prelude(prefix, narrow, order),
    ...usedHelpers(type, routines),
    ...tableSource(plan.tables),
    '',
    ...routines,
    ...data(network, plan, context, type, order),
    ...calls(plan, prefix),
  ];
}

function data(network: IntegerNetwork, plan: Plan, context: Context, type: string, order: WeightOrder): string[] {
  const { architecture, shapes } = plan;
  const lines: string[] = [];
  let { fraction } = network.input;
  network.stages.forEach((stage, index) => {
    const shape = plan.stages[index]!;
    lines.push(
      comment(stageComment(shape, stage, fraction)),
      ...stageData(shape, stage, context.stages[index]!, type, order),
      '',
    );
    if (stage.kind !== 'decimation') fraction = stage.dense.outputFraction;
  });
  network.layers.forEach((layer, index) => {
    lines.push(
      comment(layerComment(shapes[index]!, index, shapes.length, layer.stateFractions)),
      ...layerData(layer, shapes[index]!, index, type, { bits: layerWeightBits(architecture), order }),
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
      ...hiddenData(dense, context, type, order),
      '',
    );
  }
  const { columns, units } = head.weights;
  lines.push(
    comment([`Output layer: ${columns} features to ${units} ${units === 1 ? 'output' : 'outputs'} in Q12.`]),
    ...headData(network, context, type, order),
    '',
  );
  return lines;
}

function stageComment(shape: StageShape, stage: IntegerStage, inputFraction: number): string[] {
  const { inputs, outputs, kernel, stride } = shape;
  const from = `${inputs} channels in ${format(inputFraction)}`;
  if (stage.kind === 'decimation') return [`Decimation: the mean of ${kernel} samples of ${from}.`];
  const filters = `${outputs} filters in ${format(stage.dense.outputFraction)}`;
  if (stage.kind === 'convolution') {
    return [`Convolution: ${kernel} samples of ${from}, every ${stride}, to ${filters}.`];
  }
  return [
    `Separable convolution: ${kernel} vectors of ${from}, every ${stride}; a kernel for each channel, its sums in`,
    `${format(stage.depthwise.outputFraction)}; then all channels to ${filters}.`,
  ];
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

function stepBody({ architecture, stages, shapes }: Plan): string[] {
  const { pooling } = architecture;
  const lines: string[] = [];
  stages.forEach(({ kind, name }, index) => {
    if (kind === 'decimation') {
      lines.push(`x = decimate(&${name}, model, x);`, 'if (x == NULL) {', '    return 0;', '}');
      return;
    }
    lines.push(`if (!collect(&${name}_window, model, x)) {`, '    return 0;', '}');
    if (kind === 'separable') lines.push(`apply_depthwise(&${name}_depthwise, model);`);
    const isLast = index === stages.length - 1 && shapes.length === 0 && pooling !== 'mean';
    lines.push(`${isLast ? '(void)' : 'x = '}apply_dense(&${name}, model);`);
  });
  shapes.forEach(({ layer }, index) => {
    const name = `layer${index}`;
    // The first part is last, since its result is where the kernel finds x.
    for (const { first } of factorParts(layer.inputRank).reverse()) {
      lines.push(`${first === 0 ? 'x = ' : '(void)'}project(&${partName(`${name}_input_factor`, first)}, model, x);`);
    }
    for (const { first } of factorParts(layer.recurrentRank)) {
      lines.push(`(void)project(&${partName(`${name}_recurrent_factor`, first)}, model, NULL);`);
    }
    const isLast = index === shapes.length - 1 && pooling !== 'mean';
    lines.push(`${isLast ? '(void)' : 'x = '}${kernelName(layer.cell)}(&${name}, model, x);`);
  });
  if (pooling === 'mean') lines.push('accumulate(&pooling, model, x);');
  return lines;
}
