import type { LayerShape } from '../../network/shapes.ts';
import type { Instruction } from '../../network/integer/program.ts';
import { formOf, layerStruct } from './descriptors.ts';
import { equationsOf } from './equations.ts';
import type { Amount, KernelForm } from './kernel-form.ts';
import { comment, indent } from './text.ts';

/** The name of a cell's step function. */
export const kernelName = (cell: string): string => `step_${cell}`;

/** Units whose sums are made before their equations are computed: rows come in fours whatever the number of gates. */
export const UNITS_AT_A_TIME = 4;

/**
 * One time step of a layer: products of some units, then their equations. Sizes come from the descriptor, so that one
 * function serves every layer with this cell.
 * @param context the type of the context struct
 */
export function kernelSource(shape: LayerShape, context: string): string[] {
  const form = formOf(shape);
  const { cell } = form;
  const struct = layerStruct(form);
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
  const { cell, inputGates, recurrentGates, biasGates } = shape;
  const [inputs, recurrents] = [inputGates.length, recurrentGates.length];
  if (inputs === 0 || recurrents === 0) throw new Error(`cell ${cell.name}: C needs a gate with W and one with U`);
  const recurrentAt = UNITS_AT_A_TIME * inputs;
  // Where W and U have as many gates, one pointer serves the sums of both.
  const shared = inputs === recurrents;
  const sums = cell.accumulators.map(({ name }, accumulator) => {
    const recurrent = recurrentGates.indexOf(accumulator);
    const terms = [
      ...term('sum', inputGates.indexOf(accumulator)),
      ...(recurrent < 0 ? [] : [shared ? `sum[${recurrentAt + recurrent}]` : `recurrent_sum[${recurrent}]`]),
      ...term('bias', biasGates.indexOf(accumulator)),
    ];
    return `const int32_t sum_${name} = ${terms.join(' + ')};`;
  });
  return [
    'int16_t *const h = shorts_at(model, layer->state);',
    'int16_t *const next = shorts_at(model, layer->next);',
    'const int16_t *const source = shorts_at(model, layer->source);',
    ...(biasGates.length > 0 ? ['CONSTANT int16_t *bias = layer->bias;'] : []),
    'const uint_fast16_t units = layer->units;',
    'uint_fast16_t unit = 0;',
    '',
    'do {',
    ...indent([
      `const uint_fast16_t end = units - unit > ${UNITS_AT_A_TIME} ? unit + ${UNITS_AT_A_TIME} : units;`,
      `int32_t sums[${UNITS_AT_A_TIME * (inputs + recurrents)}];`,
      'const int32_t *sum = sums;',
      ...(shared ? [] : [`const int32_t *recurrent_sum = sums + ${recurrentAt};`]),
      '',
      multiplication('input', 'x', inputs, 'sums'),
      multiplication('recurrent', 'source', recurrents, `sums + ${recurrentAt}`),
      'do {',
      ...indent([
        ...sums,
        ...instructions(form),
        '',
        `sum += ${inputs};`,
        ...(shared ? [] : [`recurrent_sum += ${recurrents};`]),
        ...(biasGates.length > 0 ? [`bias += ${biasGates.length};`] : []),
        'unit++;',
      ]),
      '} while (unit < end);',
    ]),
    '} while (unit < units);',
    'if (next != h) {',
    ...indent(['copy(h, next, units);']),
    '}',
    'return h;',
  ];
}

function term(vector: string, gate: number): string[] {
  return gate < 0 ? [] : [`${vector}[${gate}]`];
}

function multiplication(matrix: string, vector: string, gates: number, sums: string): string {
  return `multiply(&layer->${matrix}, ${vector}, ${times('unit', gates)}, ${times('(end - unit)', gates)}, ${sums});`;
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
    const target = state === 0 ? 'next[unit]' : stateText(state);
    return `${target} = (int16_t)${names[index]!}; /* ${cell.states[state]!.name}' */`;
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
