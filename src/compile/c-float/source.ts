import { cMacro } from '../../base/identifiers.ts';
import { layerShapes, type LayerShape, pooledFeatures } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { indent } from '../c/text.ts';
import { nonlinearitySource, preludeSource } from './arithmetic.ts';
import { type FloatContext, scratchText } from './context.ts';
import { floatData } from './data.ts';
import type { FloatNetwork } from './float-network.ts';
import { floatKernelName, floatKernelSource, layerStructSource, unitNodes } from './kernel.ts';
import { floatLiteral } from './literals.ts';
import { factorSource, meanSource, stageCalls, stageSource } from './routines.ts';

/** The model's source: arithmetic, one kernel per cell, constants, and the calls that string them together. */
export function floatSource(network: FloatNetwork, context: FloatContext, prefix: string): string[] {
  const { architecture } = network;
  const type = `${prefix}_t`;
  const shapes = layerShapes(architecture);
  const kernels = shapes.filter((shape, index) => shapes.findIndex(({ cell }) => cell === shape.cell) === index);
  const uses = (kind: string): boolean =>
    kernels.some((shape) => unitNodes(shape).some(({ operation }) => operation.kind === kind));
  const isFactorised = shapes.some(({ layer }) => (layer.inputRank ?? layer.recurrentRank) !== undefined);
  return [
    ...preludeSource(prefix),
    ...nonlinearitySource({ sigmoid: uses('sigmoid'), tanh: uses('tanh') }),
    '',
    ...(kernels.length > 0 ? layerStructSource() : []),
    ...kernels.flatMap((shape) => ['', ...floatKernelSource(shape)]),
    ...(isFactorised ? ['', ...factorSource()] : []),
    '',
    ...floatData(network),
    '',
    ...stageSource(architecture, type),
    ...(architecture.pooling === 'mean' ? ['', ...meanSource(pooledFeatures(architecture), type)] : []),
    '',
    ...resetSource(prefix),
    '',
    ...stepSource(architecture, shapes, context, prefix),
    '',
    ...predictSource(network, shapes, context, prefix),
  ];
}

function resetSource(prefix: string): string[] {
  return [
    `void ${prefix}_reset(${prefix}_t *model)`,
    '{',
    '    volatile unsigned char *memory = (unsigned char *)model;',
    '    size_t i;',
    '',
    '    for (i = 0; i < sizeof(*model); i++) {',
    '        memory[i] = 0;',
    '    }',
    '}',
    '',
    `void ${prefix}_init(${prefix}_t *model)`,
    '{',
    `    ${prefix}_reset(model);`,
    '}',
  ];
}

function stepSource(
  architecture: Architecture,
  shapes: readonly LayerShape[],
  context: FloatContext,
  prefix: string,
): string[] {
  const isMean = architecture.pooling === 'mean';
  const recurrentFactors = shapes.some(({ layer }) => layer.recurrentRank !== undefined);
  const layers = shapes.flatMap(({ layer, inputs, hidden }, index): string[] => {
    const name = `layer${index}`;
    const { inputFactor, recurrentFactor, next } = context.layers[index]!;
    const state = `model->${name}`;
    const project = (factor: string, rank: number, columns: number, vector: string, output: number): string =>
      `project(${name}_${factor}_factor, ${rank}, ${columns}, ${vector}, ${scratchText(output)});`;
    const result = isMean || index < shapes.length - 1 ? 'x = ' : '(void)';
    const kernel = floatKernelName(layer.cell);
    const nextState = next === undefined ? state : scratchText(next);
    return [
      ...(inputFactor === undefined ? [] : [`x = ${project('input', layer.inputRank!, inputs, 'x', inputFactor)}`]),
      ...(recurrentFactor === undefined
        ? [`${result}${kernel}(&${name}, x, ${state}, ${state}, ${nextState});`]
        : [
            `r = ${project('recurrent', layer.recurrentRank!, hidden, state, recurrentFactor)}`,
            `${result}${kernel}(&${name}, x, r, ${state}, ${nextState});`,
          ]),
    ];
  });
  return [
    `int ${prefix}_step(${prefix}_t *model, const float sample[${cMacro(prefix)}_INPUTS])`,
    '{',
    ...indent([
      'const float *x;',
      ...(recurrentFactors ? ['const float *r;'] : []),
      '',
      ...stageCalls(architecture, context),
      ...layers,
      ...(isMean ? ['accumulate(model, x);'] : []),
      'return 1;',
    ]),
    '}',
  ];
}

function predictSource(
  { architecture, normalisation }: FloatNetwork,
  shapes: readonly LayerShape[],
  { features: kept = `layer${shapes.length - 1}` }: FloatContext,
  prefix: string,
): string[] {
  const { pooling, dense, task, outputs } = architecture;
  const features = pooledFeatures(architecture);
  const isClassification = task === 'classification';
  /** A row of a dense layer times what pooling leaves. */
  const ofPooled = (layer: string): string =>
    pooling === 'mean'
      ? `${layer}_bias[i] + dot(0.0f, ${layer}_weights + i * ${features}, model->sums, ${features}) / steps`
      : `dot(${layer}_bias[i], ${layer}_weights + i * ${features}, model->${kept}, ${features})`;
  const product =
    dense === undefined ? ofPooled('output') : `dot(output_bias[i], output_weights + i * ${dense}, hidden, ${dense})`;
  const { targetScale, targetOffset } = normalisation;
  const value = isClassification
    ? product
    : `multiply_add(${product}, ${floatLiteral(targetScale)}, ${floatLiteral(targetOffset)})`;
  return [
    `${isClassification ? 'int32_t' : 'float'} ${prefix}_predict(const ${prefix}_t *model, float outputs[${cMacro(prefix)}_OUTPUTS])`,
    '{',
    ...indent([
      ...(pooling === 'mean' ? ['const float steps = model->steps > 0 ? (float)model->steps : 1.0f;'] : []),
      ...(isClassification ? ['int32_t best = 0;'] : []),
      ...(dense === undefined ? [] : [`float hidden[${dense}];`]),
      'int32_t i;',
      '',
      ...(dense === undefined
        ? []
        : [
            `for (i = 0; i < ${dense}; i++) {`,
            `    const float unit = ${ofPooled('hidden')};`,
            '    hidden[i] = unit > 0.0f ? unit : 0.0f;',
            '}',
          ]),
      `for (i = 0; i < ${outputs}; i++) {`,
      `    outputs[i] = ${value};`,
      ...(isClassification ? ['    if (outputs[i] > outputs[best]) {', '        best = i;', '    }'] : []),
      '}',
      `return ${isClassification ? 'best' : 'outputs[0]'};`,
    ]),
    '}',
  ];
}
