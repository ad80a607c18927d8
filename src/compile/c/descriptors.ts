import type { LayerShape } from '../../network/shapes.ts';
import { type KernelForm, kernelForm } from './kernel-form.ts';
import { Struct } from './struct.ts';

/** Offsets into the context are in bytes, from its start. */
const WEIGHTS = { type: 'const int8_t *', name: 'weights' } as const;

/** Pre-shift and shift − 1 of a requantisation. */
function requantisation(prefix: string, of: string) {
  return [
    { type: 'uint8_t', name: `${prefix}pre_shift`, comment: `of ${of}` },
    { type: 'uint8_t', name: `${prefix}shift`, comment: 'less one: the last bit is rounded' },
  ] as const;
}

export const decimationStruct = new Struct('decimation', [
  { type: 'uint32_t', name: 'output', comment: 'offset of the means in the context' },
  { type: 'uint16_t', name: 'channels', comment: 'values of a sample' },
  { type: 'uint16_t', name: 'factor', comment: 'samples in a mean' },
  { type: 'int16_t', name: 'multiplier', comment: 'of a sum' },
  ...requantisation('', 'a sum'),
]);

export const convolutionStruct = new Struct('convolution', [
  { ...WEIGHTS, comment: '[filter][sample][channel]' },
  { type: 'const int16_t *', name: 'rows', comment: '[filter] multiplier, bias' },
  { type: 'uint32_t', name: 'window', comment: 'offset in the context' },
  { type: 'uint32_t', name: 'output', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'channels', comment: 'values of a sample' },
  { type: 'uint16_t', name: 'filters', comment: 'values of the output' },
  { type: 'uint16_t', name: 'kernel', comment: 'samples in the window' },
  { type: 'uint16_t', name: 'stride', comment: 'samples between two windows' },
  ...requantisation('', 'the sums'),
]);

export const factorStruct = new Struct('factor', [
  { ...WEIGHTS, comment: '[row][column]' },
  { type: 'const int16_t *', name: 'multipliers', comment: '[row]' },
  { type: 'uint32_t', name: 'source', comment: 'offset of h in the context, for a recurrent factor' },
  { type: 'uint32_t', name: 'output', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'rows', comment: 'rank' },
  { type: 'uint16_t', name: 'columns', comment: 'values of the vector' },
  ...requantisation('', 'the sums'),
]);

export const headStruct = new Struct('head', [
  { ...WEIGHTS, comment: '[feature][output]' },
  { type: 'const int16_t *', name: 'multipliers', comment: '[output]' },
  { type: 'const int32_t *', name: 'bias', comment: '[output], Q12' },
  { type: 'uint32_t', name: 'source', comment: 'offset of the features, or of their sums, in the context' },
  { type: 'uint16_t', name: 'features', comment: 'hidden size of the last layer' },
  { type: 'uint16_t', name: 'outputs', comment: 'classes, or 1' },
  ...requantisation('', 'the sums'),
]);

/** The descriptor of a layer with this cell. */
export function layerStruct(form: KernelForm): Struct {
  return new Struct(`${form.cell.name}_layer`, [
    { ...WEIGHTS, comment: 'per unit: W [column][gate], U [column][gate]' },
    { type: 'const int16_t *', name: 'rows', comment: 'per unit: multipliers of W [gate], of U [gate], biases [gate]' },
    { type: 'uint32_t', name: 'state', comment: 'offset of the states in the context' },
    { type: 'uint32_t', name: 'recurrent', comment: 'offset of what U multiplies: h, or its projection' },
    { type: 'uint32_t', name: 'next', comment: 'offset of the next h' },
    { type: 'uint16_t', name: 'units', comment: 'hidden size' },
    { type: 'uint16_t', name: 'input_columns', comment: 'columns of W' },
    { type: 'uint16_t', name: 'recurrent_columns', comment: 'columns of U' },
    { type: 'int16_t', name: 'constants', extent: form.constants.length, comment: 'learned numbers' },
    ...requantisation('input_', 'W x'),
    ...requantisation('recurrent_', 'U h'),
    { type: 'uint8_t', name: 'shifts', extent: form.shifts, comment: 'less one: formats of the states' },
  ]);
}

/** int16 values per unit in a layer's `rows`. */
export function rowValues(shape: LayerShape): number {
  return shape.inputGates.length + shape.recurrentGates.length + shape.biasGates.length;
}

/** int8 values per unit in a layer's `weights`. */
export function unitWeights(shape: LayerShape): number {
  return shape.inputGates.length * shape.inputColumns + shape.recurrentGates.length * shape.recurrentColumns;
}

const forms = new Map<string, KernelForm>();

/** The form of a cell; derived once. */
export function formOf({ cell }: LayerShape): KernelForm {
  const known = forms.get(cell.name);
  if (known?.cell === cell) return known;
  const form = kernelForm(cell);
  forms.set(cell.name, form);
  return form;
}
