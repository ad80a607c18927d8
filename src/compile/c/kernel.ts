import type { GateGroup, LayerShape } from '../../network/shapes.ts';
import type { Instruction } from '../../network/integer/program.ts';
import { formOf, IN_PLACE, layerStruct } from './descriptors.ts';
import { equationsOf } from './equations.ts';
import type { Amount, KernelForm } from './kernel-form.ts';
import { comment, indent } from './text.ts';

/** The name of a cell's step function. */
export const kernelName = (cell: string): string => `step_${cell}`;

/** Sums on the stack at most, unless four units need more. */
const SUMS_AT_A_TIME = 32;

/** Units whose sums are made before their equations are computed. Fours of them have fours of rows, whatever their gates. */
export function unitsAtATime({ groups }: LayerShape): number {
  const fours = Math.floor(SUMS_AT_A_TIME / (4 * sumsOfUnit(groups)));
  return 4 * Math.max(1, Math.min(4, fours));
}

function sumsOfUnit(groups: readonly GateGroup[]): number {
  return groups.reduce((sum, { gates }) => sum + gates.length, 0);
}

/**
 * One time step of a layer: products of some units, then their equations. Sizes come from the descriptor, so that one
 * function serves every layer with this cell.
 * @param context the type of the context struct
 */
export function kernelSource(shape: LayerShape, context: string): string[] {
  const form = formOf(shape);
  const { cell } = form;
  const struct = layerStruct(shape);
  return [
    comment([`${cell.title}:`, '', ...equationsOf(cell).map((equation) => `    ${equation}`), '', "Returns h'."]),
    ...struct.declaration(),
    '',
    `static KERNEL const int16_t *${kernelName(cell.name)}(CONSTANT ${struct.name} *layer, ${context} *model, const int16_t *x)`,
    '{',
    ...indent(body(shape, form)),
    '}',
  ];
}

function body(shape: LayerShape, form: KernelForm): string[] {
  const { cell, biasGates, groups } = shape;
  const narrow = shape.activationBits === 8;
  const unitsInBlock = unitsAtATime(shape);
  const sums = cell.accumulators.map(({ name }, accumulator) => {
    const terms = [
      ...groups.flatMap(({ part, gates }) => term(`${part}_sum`, gates.indexOf(accumulator))),
      ...term('bias', biasGates.indexOf(accumulator)),
    ];
    return `const int32_t sum_${name} = ${terms.join(' + ')};`;
  });
  const starts = groups.map((_, index) => unitsInBlock * sumsOfUnit(groups.slice(0, index)));
  return [
    'int16_t *const h = shorts_at(model, layer->state);',
    `${narrow ? 'operand' : 'int16_t'} *const x_part = ${narrow ? 'operands_at' : 'shorts_at'}(model, layer->vector), *const h_part = x_part + layer->inputs;`,
    ...(biasGates.length > 0 ? ['CONSTANT int16_t *bias = layer->bias;'] : []),
    'const uint_fast16_t units = layer->units;',
    'uint_fast16_t unit = 0;',
    '',
    ...(narrow
      ? [
          'copy_narrow(x_part, x, layer->inputs, layer->input_shift);',
          'copy_narrow(h_part, shorts_at(model, layer->source), layer->copied, layer->recurrent_shift);',
        ]
      : [
          `if (layer->input_shift != ${IN_PLACE}) {`,
          '    copy(x_part, x, layer->inputs, layer->input_shift);',
          '}',
          `if (layer->recurrent_shift != ${IN_PLACE}) {`,
          '    copy(h_part, h, units, layer->recurrent_shift);',
          '}',
        ]),
    'do {',
    ...indent([
      `const uint_fast16_t end = units - unit > ${unitsInBlock} ? unit + ${unitsInBlock} : units;`,
      `int32_t sums[${unitsInBlock * sumsOfUnit(groups)}];`,
      ...groups.map(({ part }, index) => `const int32_t *${part}_sum = sums${plus(starts[index]!)};`),
      '',
      ...groups.map((group, index) => multiplication(group, `sums${plus(starts[index]!)}`)),
      'do {',
      ...indent([
        ...sums,
        ...instructions(form),
        '',
        ...groups.map(({ part, gates }) => `${part}_sum += ${gates.length};`),
        ...(biasGates.length > 0 ? [`bias += ${biasGates.length};`] : []),
        'unit++;',
      ]),
      '} while (BEFORE(unit, end));',
    ]),
    '} while (unit != units);',
    'return h;',
  ];
}

function term(vector: string, gate: number): string[] {
  return gate < 0 ? [] : [`${vector}[${gate}]`];
}

function multiplication({ part, gates }: GateGroup, sums: string): string {
  const vector = part === 'recurrent' ? 'h_part' : 'x_part';
  const [first, rows] = [times('unit', gates.length), times('(end - unit)', gates.length)];
  return `multiply(&layer->${part}, ${vector}, ${first}, ${rows}, ${sums});`;
}

function plus(offset: number): string {
  return offset === 0 ? '' : ` + ${offset}`;
}

function times(value: string, factor: number): string {
  return factor === 1 ? value : `${value} * ${factor}`;
}

/** The cell's program for one unit. */
function instructions(form: KernelForm): string[] {
  const { program, cell } = form;
  const names: string[] = [];
  const lines: string[] = [];
  program.instructions.forEach((instruction, index) => {
    const { name, text } = operation(form, instruction, names, index);
    names.push(name);
    if (text !== undefined) lines.push(`const int32_t ${name} = ${text};`);
  });
  const writes = program.next.map((index, state) => {
    return `${stateText(state)} = (int16_t)${names[index]!}; /* ${cell.states[state]!.name}' */`;
  });
  return [...lines, ...writes];
}

function stateText(state: number): string {
  if (state === 0) return 'h[unit]';
  return `h[${state === 1 ? '' : `${state} * `}units + unit]`;
}

/** The variable that holds an instruction's value, and the expression that gives it its value. */
function operation(
  form: KernelForm,
  instruction: Instruction,
  names: readonly string[],
  index: number,
): { name: string; text?: string } {
  const { cell } = form;
  const operand = (of: number): string => names[of]!;
  const amount = form.amounts.get(instruction);
  switch (instruction.kind) {
    case 'accumulator':
      return { name: `sum_${cell.accumulators[instruction.index]!.name}` };
    case 'state':
      return { name: `old_${cell.states[instruction.index]!.name}`, text: stateText(instruction.index) };
    case 'constant':
      return { name: `constant_${index}`, text: `layer->constants[${form.constants.indexOf(instruction)}]` };
    case 'sigmoid':
    case 'tanh': {
      const of = operand(instruction.of);
      const name = of.startsWith('sum_') ? `${instruction.kind}_${of.slice(4)}` : `${instruction.kind}_${index}`;
      return { name, text: `look_up(${instruction.kind}_table, ${of})` };
    }
    case 'add':
      return { name: `v${index}`, text: `${operand(instruction.left)} + ${operand(instruction.right)}` };
    case 'multiply':
      return {
        name: `v${index}`,
        text: shiftedRight(`${operand(instruction.left)} * ${operand(instruction.right)}`, amount!),
      };
    case 'shiftRight':
      return { name: `v${index}`, text: shiftedRight(operand(instruction.of), amount!) };
    case 'shiftLeft':
      return { name: `v${index}`, text: `${operand(instruction.of)} * ${powerOfTwo(amount!)}` };
    case 'complement':
      return { name: `v${index}`, text: `${powerOfTwo(amount!)} - ${operand(instruction.of)}` };
    case 'saturate':
      return { name: `v${index}`, text: `saturate(${operand(instruction.of)})` };
    case 'relu':
      return { name: `v${index}`, text: `${operand(instruction.of)} > 0 ? ${operand(instruction.of)} : 0` };
  }
}

function shiftedRight(value: string, amount: Amount): string {
  if (amount.kind === 'shift') return `round_last(${value}, layer->shifts[${amount.index}])`;
  return amount.value === 0 ? value : `round_shift(${value}, ${amount.value})`;
}

function powerOfTwo(amount: Amount): string {
  return amount.kind === 'literal' ? String(2 ** amount.value) : `((int32_t)2 << layer->shifts[${amount.index}])`;
}
