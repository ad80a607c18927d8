import type {
  IntegerDense,
  IntegerFactor,
  IntegerLayer,
  IntegerNetwork,
  IntegerStage,
} from '../../network/integer/network.ts';
import type { LayerShape, StageShape } from '../../network/shapes.ts';
import { type Context, inVector, type Place, type StagePlaces } from './context.ts';
import {
  decimationStruct,
  denseStruct,
  depthwiseStruct,
  factorStruct,
  formOf,
  headStruct,
  IN_PLACE,
  layerStruct,
  meanStruct,
  windowStruct,
} from './descriptors.ts';
import { factorParts, partName } from './factor-parts.ts';
import { kernelParameters } from './kernel-form.ts';
import { array, matrixData, Offsets, size } from './matrix-data.ts';
import { type MatrixForm, packDepthwise, packedBytes, type WeightOrder } from './packing.ts';

/** Weights and descriptors of a front end or block: `<name>`, `<name>_window`, `<name>_depthwise`. */
export function stageData(
  { name, inputs, kernel, stride }: StageShape,
  stage: IntegerStage,
  { output, depthwise }: StagePlaces,
  type: string,
  order: WeightOrder,
): string[] {
  const at = new Offsets(type);
  if (stage.kind === 'decimation') {
    return decimationStruct.constant(name, {
      sums: at.member(`${name}_sums`),
      output: at.of(output),
      channels: size(inputs),
      factor: size(kernel),
      multiplier: String(stage.mean.multipliers[0]!),
      pre_shift: String(stage.mean.preShift),
      shift: String(stage.mean.shift),
    });
  }
  const window = at.member(`${name}_window`);
  const descriptor = windowStruct.constant(`${name}_window`, {
    collected: at.member(`${name}_collected`),
    values: window,
    channels: size(inputs),
    kernel: size(kernel),
    stride: size(stride),
  });
  if (stage.kind === 'convolution')
    return [...descriptor, '', ...denseData(name, stage.dense, window, at.of(output), order)];
  const { multipliers, preShift, shift } = stage.depthwise.weights;
  return [
    ...descriptor,
    '',
    ...array('int8_t', `${name}_depthwise_weights`, packDepthwise(stage.depthwise.weights), 4),
    ...array('int16_t', `${name}_depthwise_multipliers`, multipliers, 8),
    ...depthwiseStruct.constant(`${name}_depthwise`, {
      weights: `${name}_depthwise_weights`,
      multipliers: `${name}_depthwise_multipliers`,
      window,
      output: at.of(depthwise),
      channels: size(inputs),
      kernel: size(kernel),
      pre_shift: String(preShift),
      shift: String(shift),
    }),
    '',
    ...denseData(name, stage.dense, at.of(depthwise), at.of(output), order),
  ];
}

/** The weights and the descriptor of a dense layer, both named `name`, between two vectors in the context. */
function denseData(
  name: string,
  { weights, bias }: IntegerDense,
  source: string,
  output: string,
  order: WeightOrder,
): string[] {
  const matrix = matrixData(name, weights, { bits: 8, order });
  return [
    ...matrix.arrays,
    ...array('int16_t', `${name}_bias`, bias, 8),
    ...denseStruct.constant(name, {
      weights: matrix.values,
      bias: `${name}_bias`,
      source,
      output,
      units: size(weights.units),
    }),
  ];
}

/** Weights and descriptors of a recurrent layer: `layerN`, and its factors, `layerN_input_factor` and `layerN_recurrent_factor`. */
export function layerData(
  layer: IntegerLayer,
  shape: LayerShape,
  index: number,
  type: string,
  matrixForm: MatrixForm,
): string[] {
  const at = new Offsets(type);
  const name = `layer${index}`;
  const form = formOf(shape);
  const narrow = shape.activationBits === 8;
  const { shifts, constants } = kernelParameters(form, layer.stateFractions);
  const products = shape.groups.map(({ part }, product) => ({
    part,
    ...matrixData(`${name}_${part}`, layer.products[product]!, matrixForm, narrow),
  }));
  const { inputColumns, recurrentColumns } = shape;
  const source = layer.recurrentFactor === undefined ? at.member(name) : at.of(inVector(inputColumns));
  // Vectors of eight bits are always copied, since their values are.
  const shiftOf = (shift: number, factor: IntegerFactor | undefined): string =>
    String(narrow || factor === undefined ? shift : IN_PLACE);
  return [
    ...factorData(`${name}_input_factor`, layer.inputFactor, inVector(0), at.member(name), at, matrixForm),
    ...factorData(
      `${name}_recurrent_factor`,
      layer.recurrentFactor,
      inVector(inputColumns),
      at.member(name),
      at,
      matrixForm,
    ),
    ...products.flatMap(({ arrays }) => arrays),
    ...array('int16_t', `${name}_bias`, layer.bias, shape.biasGates.length),
    ...layerStruct(shape).constant(name, {
      ...Object.fromEntries(products.map(({ part, values }) => [part, values])),
      bias: `${name}_bias`,
      state: at.member(name),
      vector: at.of(inVector(0)),
      ...(narrow ? { source, copied: size(recurrentColumns) } : {}),
      inputs: size(inputColumns),
      units: size(layer.hidden),
      input_shift: shiftOf(layer.inputShift, layer.inputFactor),
      recurrent_shift: shiftOf(layer.recurrentShift, layer.recurrentFactor),
      constants: `{${constants.map((constant) => layer.constants[constant]!).join(', ')}}`,
      shifts: `{${shifts.map((shift) => shift - 1).join(', ')}}`,
    }),
  ];
}

/** The descriptor of the mean over time, `pooling`. */
export function poolingData(features: number, { pooled }: Context, type: string): string[] {
  const at = new Offsets(type);
  return meanStruct.constant('pooling', {
    sums: at.member('sums'),
    output: at.of(pooled),
    features: size(features),
  });
}

/** The weights and the descriptor of the hidden layer before the output layer, `hidden_layer`. */
export function hiddenData(dense: IntegerDense, context: Context, type: string, order: WeightOrder): string[] {
  const at = new Offsets(type);
  return denseData('hidden_layer', dense, at.of(context.pooled), at.of(context.dense), order);
}

/** The output layer's weights and descriptor, named `output_layer`. */
export function headData(
  { head, dense }: IntegerNetwork,
  context: Context,
  type: string,
  order: WeightOrder,
): string[] {
  const { weights, bias } = head;
  const at = new Offsets(type);
  const matrix = matrixData('output', weights, { bits: 8, order });
  return [
    ...matrix.arrays,
    ...array('int32_t', 'output_bias', bias, 8),
    ...headStruct.constant('output_layer', {
      weights: matrix.values,
      bias: 'output_bias',
      features: at.of(dense === undefined ? context.pooled : context.dense),
      outputs: size(weights.units),
    }),
  ];
}

function factorData(
  name: string,
  factor: IntegerFactor | undefined,
  output: Place,
  source: string,
  at: Offsets,
  form: MatrixForm,
): string[] {
  if (factor === undefined) return [];
  const { units, columns } = factor.weights;
  const matrix = matrixData(name, factor.weights, form);
  const { member, index } = output;
  return [
    ...matrix.arrays,
    ...factorParts(units).flatMap(({ first, rows }) =>
      factorStruct.constant(partName(name, first), {
        weights: {
          ...matrix.values,
          weights: plus(`${name}_weights`, packedBytes(first, columns, form.bits)),
          multipliers: plus(`${name}_multipliers`, first),
        },
        source,
        output: at.of({ member, index: index + first }),
        rows: size(rows),
      }),
    ),
  ];
}

function plus(array: string, offset: number): string {
  return offset === 0 ? array : `${array} + ${offset}`;
}
