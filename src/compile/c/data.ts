import type { Requantisation } from '../../network/integer/arithmetic.ts';
import type { IntegerFactor, IntegerFrontend, IntegerLayer, IntegerNetwork } from '../../network/integer/network.ts';
import type { LayerShape } from '../../network/shapes.ts';
import type { Context, LayerScratch } from './context.ts';
import { convolutionStruct, decimationStruct, factorStruct, formOf, headStruct, layerStruct } from './descriptors.ts';
import { kernelParameters } from './kernel-form.ts';
import { indent, numberRows } from './text.ts';

/** Offsets in the context struct, as C expressions. */
class Offsets {
  readonly #context: string;

  constructor(context: string) {
    this.#context = context;
  }

  member(name: string): string {
    return `offsetof(${this.#context}, ${name})`;
  }

  /** In the scratch area, in int16 values from its start. */
  scratch(index: number): string {
    return index === 0 ? this.member('scratch') : `${this.member('scratch')} + ${index} * sizeof(int16_t)`;
  }
}

/** The front end's weights and descriptor, named `frontend`. */
export function frontendData(frontend: IntegerFrontend, inputs: number, context: Context, type: string): string[] {
  const at = new Offsets(type);
  switch (frontend.kind) {
    case 'none':
      return [];
    case 'decimation':
      return decimationStruct.constant('frontend', {
        output: at.scratch(context.frontendOutput),
        channels: String(inputs),
        factor: size(frontend.factor),
        multiplier: String(frontend.mean.multipliers[0]!),
        ...requantisationValues('', frontend.mean),
      });
    case 'convolution': {
      const { weights, bias, kernel, stride } = frontend;
      const rows = Array.from(bias, (value, filter) => [weights.multipliers[filter]!, value]);
      return [
        ...array('int8_t', 'frontend_weights', weights.weights, inputs),
        ...array('int16_t', 'frontend_rows', rows.flat(), 2),
        ...convolutionStruct.constant('frontend', {
          weights: 'frontend_weights',
          rows: 'frontend_rows',
          window: at.member('window'),
          output: at.scratch(context.frontendOutput),
          channels: String(inputs),
          filters: size(bias.length),
          kernel: size(kernel),
          stride: size(stride),
          ...requantisationValues('', weights),
        }),
      ];
    }
  }
}

/** Weights and descriptors of a recurrent layer: `layerN`, and its factors, `layerN_input_factor` and `layerN_recurrent_factor`. */
export function layerData(
  layer: IntegerLayer,
  shape: LayerShape,
  index: number,
  scratch: LayerScratch,
  type: string,
): string[] {
  const at = new Offsets(type);
  const name = `layer${index}`;
  const { input, recurrent } = layer;
  const form = formOf(shape);
  const { shifts, constants } = kernelParameters(form, layer.stateFractions);
  return [
    ...factorData(`${name}_input_factor`, layer.inputFactor, scratch.inputFactor, at.member(name), at),
    ...factorData(`${name}_recurrent_factor`, layer.recurrentFactor, scratch.recurrentFactor, at.member(name), at),
    ...unitWeights(`${name}_weights`, layer, shape),
    ...unitRows(`${name}_rows`, layer, shape),
    ...layerStruct(form).constant(name, {
      weights: `${name}_weights`,
      rows: `${name}_rows`,
      state: at.member(name),
      recurrent: scratch.recurrentFactor === undefined ? at.member(name) : at.scratch(scratch.recurrentFactor),
      next: scratch.next === undefined ? at.member(name) : at.scratch(scratch.next),
      units: size(layer.hidden),
      input_columns: size(input.columns),
      recurrent_columns: size(recurrent.columns),
      constants: `{${constants.map((constant) => layer.constants[constant]!).join(', ')}}`,
      ...requantisationValues('input_', input),
      ...requantisationValues('recurrent_', recurrent),
      shifts: `{${shifts.map((shift) => shift - 1).join(', ')}}`,
    }),
  ];
}

/** The head's weights and descriptor, named `output_layer`. */
export function headData({ head, architecture }: IntegerNetwork, lastLayer: number, type: string): string[] {
  const { weights, bias } = head;
  const byFeature = transpose(weights.weights, weights.units, weights.columns);
  return [
    ...array('int8_t', 'output_weights', byFeature, weights.units),
    ...array('int16_t', 'output_multipliers', weights.multipliers, 8),
    ...array('int32_t', 'output_bias', bias, 8),
    ...headStruct.constant('output_layer', {
      weights: 'output_weights',
      multipliers: 'output_multipliers',
      bias: 'output_bias',
      source: new Offsets(type).member(architecture.pooling === 'mean' ? 'sums' : `layer${lastLayer}`),
      features: size(weights.columns),
      outputs: size(weights.units),
      ...requantisationValues('', weights),
    }),
  ];
}

function factorData(
  name: string,
  factor: IntegerFactor | undefined,
  output: number | undefined,
  source: string,
  at: Offsets,
): string[] {
  if (factor === undefined || output === undefined) return [];
  const { weights } = factor;
  return [
    ...array('int8_t', `${name}_weights`, weights.weights, weights.columns),
    ...array('int16_t', `${name}_multipliers`, weights.multipliers, 8),
    ...factorStruct.constant(name, {
      weights: `${name}_weights`,
      multipliers: `${name}_multipliers`,
      source,
      output: at.scratch(output),
      rows: size(weights.units),
      columns: size(weights.columns),
      ...requantisationValues('', weights),
    }),
  ];
}

/** W and U of each unit beside each other: the kernel reads them as one stream. */
function unitWeights(name: string, { input, recurrent, hidden }: IntegerLayer, shape: LayerShape): string[] {
  const lines: string[] = [];
  const part = (title: string, matrix: IntegerLayer['input'], unit: number): void => {
    const length = matrix.columns * matrix.gates;
    if (length === 0) return;
    const values = matrix.weights.subarray(unit * length, (unit + 1) * length);
    lines.push(`/* unit ${unit}, ${title} */`, ...numberRows(values, matrix.gates, 4));
  };
  for (let unit = 0; unit < hidden; unit++) {
    part('W', input, unit);
    part('U', recurrent, unit);
  }
  const total = input.weights.length + recurrent.weights.length;
  return [
    '/*',
    ` * Unit by unit: ${columnsComment('W', shape, shape.inputGates, input.columns)},`,
    ` * then ${columnsComment('U', shape, shape.recurrentGates, recurrent.columns)}.`,
    ' */',
    `static const int8_t ${name}[${total}] = {`,
    ...indent(lines),
    '};',
  ];
}

function columnsComment(matrix: string, { cell }: LayerShape, gates: readonly number[], columns: number): string {
  const names = gates.map((gate) => cell.accumulators[gate]!.name).join(', ');
  return `${columns} ${columns === 1 ? 'column' : 'columns'} of ${matrix}, in each a weight for ${names}`;
}

function unitRows(name: string, { input, recurrent, bias, hidden }: IntegerLayer, shape: LayerShape): string[] {
  const biases = shape.biasGates.length;
  const values = Array.from({ length: hidden }, (_, unit) => [
    ...input.multipliers.subarray(unit * input.gates, (unit + 1) * input.gates),
    ...recurrent.multipliers.subarray(unit * recurrent.gates, (unit + 1) * recurrent.gates),
    ...bias.subarray(unit * biases, (unit + 1) * biases),
  ]).flat();
  return array('int16_t', name, values, values.length / hidden);
}

function requantisationValues(prefix: string, { preShift, shift }: Requantisation): Record<string, string> {
  return { [`${prefix}pre_shift`]: String(preShift), [`${prefix}shift`]: String(shift - 1) };
}

function array(type: string, name: string, values: ArrayLike<number>, group: number): string[] {
  return [`static const ${type} ${name}[${values.length}] = {`, ...indent(numberRows(values, group)), '};'];
}

function transpose(values: Int8Array, rows: number, columns: number): Int8Array {
  return values.map((_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!);
}

/** A number of the descriptors' 16-bit fields. */
function size(value: number): string {
  if (value > 0xffff) throw new RangeError(`the generated C counts to 65535; ${value} is too many`);
  return String(value);
}
