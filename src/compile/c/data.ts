import type {
  IntegerDense,
  IntegerFactor,
  IntegerLayer,
  IntegerMatrix,
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
  layerStruct,
  meanStruct,
  windowStruct,
} from './descriptors.ts';
import { kernelParameters } from './kernel-form.ts';
import { type MatrixForm, packDepthwise, packedBytes, packMatrix, type WeightOrder } from './packing.ts';
import type { Values } from './struct.ts';
import { indent, numberRows, textRows } from './text.ts';

/** Offsets in the context struct, as C expressions. */
class Offsets {
  readonly #context: string;

  constructor(context: string) {
    this.#context = context;
  }

  member(name: string): string {
    return `offsetof(${this.#context}, ${name})`;
  }

  of({ member, index }: Place): string {
    return index === 0 ? this.member(member) : `${this.member(member)} + ${index} * sizeof(int16_t)`;
  }
}

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
  const [projected, copied] = [layer.recurrentFactor !== undefined, narrow ? recurrentColumns : layer.hidden];
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
      ...(narrow ? { source: projected ? at.of(inVector(inputColumns)) : at.member(name) } : {}),
      inputs: size(inputColumns),
      copied: size(projected && !narrow ? 0 : copied),
      units: size(layer.hidden),
      input_shift: String(layer.inputShift),
      recurrent_shift: String(layer.recurrentShift),
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
  const matrix = matrixData(name, factor.weights, form);
  return [
    ...matrix.arrays,
    ...factorStruct.constant(name, {
      weights: matrix.values,
      source,
      output: at.of(output),
      rows: size(factor.weights.units),
    }),
  ];
}

/** The arrays of a matrix, `<name>_weights` and `<name>_multipliers`, and the values of its struct. */
function matrixData(
  name: string,
  matrix: IntegerMatrix,
  form: MatrixForm,
  narrow = false,
): { readonly arrays: string[]; readonly values: Values } {
  const { units, columns, gates, multipliers, preShift, shift } = matrix;
  const packed = packMatrix(matrix, form).map((item) =>
    typeof item === 'number' ? String(item) : `PAIR(${item[0]}, ${item[1]})`,
  );
  return {
    arrays: [
      `static ALIGNED CONSTANT int8_t ${name}_weights[${packedBytes(units * gates, columns, form.bits)}] = {`,
      ...indent(textRows(packed, 4)),
      '};',
      ...array('int16_t', `${name}_multipliers`, multipliers, gates),
    ],
    values: {
      weights: `${name}_weights`,
      multipliers: `${name}_multipliers`,
      columns: size(columns),
      pre_shift: String(preShift),
      shift: form.bits === 4 ? `0x80 | ${shift}` : narrow ? `0x40 | ${shift}` : String(shift),
    },
  };
}

function array(type: string, name: string, values: ArrayLike<number>, group: number): string[] {
  return [`static CONSTANT ${type} ${name}[${values.length}] = {`, ...indent(numberRows(values, group)), '};'];
}

/** A number of the descriptors' 16-bit fields. */
function size(value: number): string {
  if (value > 0xffff) throw new RangeError(`the generated C counts to 65535; ${value} is too many`);
  return String(value);
}
