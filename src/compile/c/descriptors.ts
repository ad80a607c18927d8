import type { GateGroup, LayerShape } from '../../network/shapes.ts';
import { type KernelForm, kernelForm } from './kernel-form.ts';
import { Struct } from './struct.ts';

/** A matrix: int8 weights as `packMatrix` orders them, requantised row by row. */
export const matrixStruct = new Struct('matrix', [
  { type: 'CONSTANT int8_t *', name: 'weights', comment: 'in the order in which `multiply` reads them' },
  { type: 'CONSTANT int16_t *', name: 'multipliers', comment: '[row]' },
  { type: 'uint16_t', name: 'columns', comment: 'values of the vector' },
  { type: 'uint8_t', name: 'pre_shift', comment: 'of a sum, before it is multiplied' },
  {
    type: 'uint8_t',
    name: 'shift',
    comment: 'and after; bit 7: weights are half bytes, bit 6: the vector has eight bits',
  },
]);

/** Offsets into the context are in bytes, from its start. */
export const decimationStruct = new Struct('decimation', [
  { type: 'uint32_t', name: 'sums', comment: 'offset in the context' },
  { type: 'uint32_t', name: 'output', comment: 'offset of the means in the context' },
  { type: 'uint16_t', name: 'channels', comment: 'values of a sample' },
  { type: 'uint16_t', name: 'factor', comment: 'samples in a mean' },
  { type: 'int16_t', name: 'multiplier', comment: 'of a sum' },
  { type: 'uint8_t', name: 'pre_shift', comment: 'of a sum, before it is multiplied' },
  { type: 'uint8_t', name: 'shift', comment: 'and after' },
]);

export const windowStruct = new Struct('window', [
  { type: 'uint32_t', name: 'collected', comment: 'offset of the number of vectors in it' },
  { type: 'uint32_t', name: 'values', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'channels', comment: 'values of a vector' },
  { type: 'uint16_t', name: 'kernel', comment: 'vectors in the window' },
  { type: 'uint16_t', name: 'stride', comment: 'vectors between two windows' },
]);

export const depthwiseStruct = new Struct('depthwise', [
  { type: 'CONSTANT int8_t *', name: 'weights', comment: 'channels in fours: [vector of the window][4]' },
  { type: 'CONSTANT int16_t *', name: 'multipliers', comment: '[channel]' },
  { type: 'uint32_t', name: 'window', comment: 'offset in the context' },
  { type: 'uint32_t', name: 'output', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'channels', comment: 'values of a vector' },
  { type: 'uint16_t', name: 'kernel', comment: 'vectors in the window' },
  { type: 'uint8_t', name: 'pre_shift', comment: 'of a sum, before it is multiplied' },
  { type: 'uint8_t', name: 'shift', comment: 'and after' },
]);

export const denseStruct = new Struct('dense', [
  { type: matrixStruct, name: 'weights', comment: '[unit][column]' },
  { type: 'CONSTANT int16_t *', name: 'bias', comment: '[unit]' },
  { type: 'uint32_t', name: 'source', comment: 'offset of the vector in the context' },
  { type: 'uint32_t', name: 'output', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'units', comment: 'values of the output' },
]);

export const factorStruct = new Struct('factor', [
  { type: matrixStruct, name: 'weights', comment: '[row][column]' },
  { type: 'uint32_t', name: 'source', comment: 'offset of h in the context, for a recurrent factor' },
  { type: 'uint32_t', name: 'output', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'rows', comment: 'rank, or a part of it' },
]);

export const meanStruct = new Struct('mean', [
  { type: 'uint32_t', name: 'sums', comment: 'offset of the sums over time' },
  { type: 'uint32_t', name: 'output', comment: 'offset of the means in the context' },
  { type: 'uint16_t', name: 'features', comment: 'values of both' },
]);

export const headStruct = new Struct('head', [
  { type: matrixStruct, name: 'weights', comment: '[output][feature]' },
  { type: 'CONSTANT int32_t *', name: 'bias', comment: '[output], Q12' },
  { type: 'uint32_t', name: 'features', comment: 'offset in the context' },
  { type: 'uint16_t', name: 'outputs', comment: 'classes, or 1' },
]);

/** Instead of the shift of a copy: there is none, since a low-rank factor puts its result where products read it. */
export const IN_PLACE = 255;

/** The descriptor of a layer with this cell. */
export function layerStruct(shape: LayerShape): Struct {
  const form = formOf(shape);
  return new Struct(`${form.cell.name}_layer`, [
    ...shape.groups.map(({ part }) => ({ type: matrixStruct, name: part, comment: GROUP_COMMENTS[part] })),
    { type: 'CONSTANT int16_t *', name: 'bias', comment: '[unit][gate], Q12' },
    { type: 'uint32_t', name: 'state', comment: 'offset of the states in the context' },
    { type: 'uint32_t', name: 'vector', comment: 'offset of x and h as the products read them' },
    ...(shape.activationBits === 8
      ? ([
          { type: 'uint32_t', name: 'source', comment: 'offset of h, or of its projection' },
          { type: 'uint16_t', name: 'copied', comment: 'values of h or its projection' },
        ] as const)
      : []),
    { type: 'uint16_t', name: 'inputs', comment: 'values of x in the vector' },
    { type: 'uint16_t', name: 'units', comment: 'hidden size' },
    { type: 'int16_t', name: 'constants', extent: form.constants.length, comment: 'learned numbers' },
    { type: 'uint8_t', name: 'input_shift', comment: `of x, when it is copied; ${IN_PLACE}: a factor puts it there` },
    { type: 'uint8_t', name: 'recurrent_shift', comment: 'of h, likewise' },
    { type: 'uint8_t', name: 'shifts', extent: form.shifts, comment: 'formats of the states' },
  ]);
}

const GROUP_COMMENTS: Readonly<Record<GateGroup['part'], string>> = {
  joint: 'W and U: [unit, gate][column]',
  input: 'W alone',
  recurrent: 'U alone',
};

const forms = new Map<string, KernelForm>();

/** The form of a cell; derived once. */
export function formOf({ cell }: LayerShape): KernelForm {
  const known = forms.get(cell.name);
  if (known?.cell === cell) return known;
  const form = kernelForm(cell);
  forms.set(cell.name, form);
  return form;
}
