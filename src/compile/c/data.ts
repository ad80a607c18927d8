import type {
  IntegerFactor,
  IntegerFrontend,
  IntegerLayer,
  IntegerMatrix,
  IntegerNetwork,
} from '../../network/integer/network.ts';
import type { WeightBits } from '../../network/integer/weights.ts';
import type { LayerShape } from '../../network/shapes.ts';
import type { Context, LayerScratch } from './context.ts';
import { convolutionStruct, decimationStruct, factorStruct, formOf, headStruct, layerStruct } from './descriptors.ts';
import { kernelParameters } from './kernel-form.ts';
import { packMatrix } from './packing.ts';
import type { Values } from './struct.ts';
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
        pre_shift: String(frontend.mean.preShift),
        shift: String(frontend.mean.shift),
      });
    case 'convolution': {
      const { weights, bias, kernel, stride } = frontend;
      const matrix = matrixData('frontend', weights, 8);
      return [
        ...matrix.arrays,
        ...array('int16_t', 'frontend_bias', bias, 8),
        ...convolutionStruct.constant('frontend', {
          weights: matrix.values,
          bias: 'frontend_bias',
          window: at.member('window'),
          output: at.scratch(context.frontendOutput),
          channels: String(inputs),
          filters: size(bias.length),
          kernel: size(kernel),
          stride: size(stride),
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
  bits: WeightBits,
): string[] {
  const at = new Offsets(type);
  const name = `layer${index}`;
  const form = formOf(shape);
  const { shifts, constants } = kernelParameters(form, layer.stateFractions);
  const input = matrixData(`${name}_input`, layer.input, bits);
  const recurrent = matrixData(`${name}_recurrent`, layer.recurrent, bits);
  return [
    ...factorData(`${name}_input_factor`, layer.inputFactor, scratch.inputFactor, at.member(name), at, bits),
    ...factorData(
      `${name}_recurrent_factor`,
      layer.recurrentFactor,
      scratch.recurrentFactor,
      at.member(name),
      at,
      bits,
    ),
    ...input.arrays,
    ...recurrent.arrays,
    ...array('int16_t', `${name}_bias`, layer.bias, shape.biasGates.length),
    ...layerStruct(form).constant(name, {
      input: input.values,
      recurrent: recurrent.values,
      bias: `${name}_bias`,
      state: at.member(name),
      source: scratch.recurrentFactor === undefined ? at.member(name) : at.scratch(scratch.recurrentFactor),
      next: scratch.next === undefined ? at.member(name) : at.scratch(scratch.next),
      units: size(layer.hidden),
      constants: `{${constants.map((constant) => layer.constants[constant]!).join(', ')}}`,
      shifts: `{${shifts.map((shift) => shift - 1).join(', ')}}`,
    }),
  ];
}

/** The head's weights and descriptor, named `output_layer`. */
export function headData({ head, architecture }: IntegerNetwork, lastLayer: number, type: string): string[] {
  const { weights, bias } = head;
  const at = new Offsets(type);
  const matrix = matrixData('output', weights, 8);
  const last = at.member(`layer${lastLayer}`);
  return [
    ...matrix.arrays,
    ...array('int32_t', 'output_bias', bias, 8),
    ...headStruct(architecture.pooling).constant('output_layer', {
      weights: matrix.values,
      bias: 'output_bias',
      ...(architecture.pooling === 'mean' ? { features: at.scratch(0), sums: at.member('sums') } : { features: last }),
      outputs: size(weights.units),
    }),
  ];
}

function factorData(
  name: string,
  factor: IntegerFactor | undefined,
  output: number | undefined,
  source: string,
  at: Offsets,
  bits: WeightBits,
): string[] {
  if (factor === undefined || output === undefined) return [];
  const matrix = matrixData(name, factor.weights, bits);
  return [
    ...matrix.arrays,
    ...factorStruct.constant(name, {
      weights: matrix.values,
      source,
      output: at.scratch(output),
      rows: size(factor.weights.units),
    }),
  ];
}

/** The arrays of a matrix, `<name>_weights` and `<name>_multipliers`, and the values of its struct. */
function matrixData(
  name: string,
  matrix: IntegerMatrix,
  bits: WeightBits,
): { readonly arrays: string[]; readonly values: Values } {
  const { columns, gates, multipliers, preShift, shift } = matrix;
  const packed = packMatrix(matrix, bits);
  return {
    arrays: [
      ...array('int8_t', `${name}_weights`, packed, 4, 'ALIGNED '),
      ...array('int16_t', `${name}_multipliers`, multipliers, gates),
    ],
    values: {
      weights: `${name}_weights`,
      multipliers: `${name}_multipliers`,
      columns: size(columns),
      pre_shift: String(preShift),
      shift: bits === 4 ? `0x80 | ${shift}` : String(shift),
    },
  };
}

function array(type: string, name: string, values: ArrayLike<number>, group: number, attribute = ''): string[] {
  return [
    `static ${attribute}CONSTANT ${type} ${name}[${values.length}] = {`,
    ...indent(numberRows(values, group)),
    '};',
  ];
}

/** A number of the descriptors' 16-bit fields. */
function size(value: number): string {
  if (value > 0xffff) throw new RangeError(`the generated C counts to 65535; ${value} is too many`);
  return String(value);
}
