import type { LayerShape } from '../../network/shapes.ts';
import type { Instruction } from '../../network/integer/program.ts';
import { formOf, layerStruct } from './descriptors.ts';
import { equationsOf } from './equations.ts';
import type { Amount, KernelForm } from './kernel-form.ts';
import { comment, indent } from './text.ts';

/** The name of a cell's step function. */
export const kernelName = (cell: string): string => `step_${cell}`;

/** Units whose sums are made before their equations are computed: rows come in fours whatever the number of gates. */
const UNITS_AT_A_TIME = 4;

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
  const sums = cell.accumulators.map(({ name }, accumulator) => {
    const terms = [
      ...term('wx', inputGates.indexOf(accumulator)),
      ...term('uh', recurrentGates.indexOf(accumulator)),
      ...term('bias', biasGates.indexOf(accumulator)),
    ];
    return `const int32_t sum_${name} = ${terms.join(' + ')};`;
  });
  const products = [
    { sums: 'wx', all: 'input_sums', matrix: 'input', vector: 'x', gates: inputGates.length },
    { sums: 'uh', all: 'recurrent_sums', matrix: 'recurrent', vector: 'source', gates: recurrentGates.length },
  ].filter(({ gates }) => gates > 0);
  return [
    'int16_t *const h = shorts_at(model, layer->state);',
    'int16_t *const next = shorts_at(model, layer->next);',
    ...(recurrentGates.length > 0 ? ['const int16_t *const source = shorts_at(model, layer->source);'] : []),
    ...(biasGates.length > 0 ? ['CONSTANT int16_t *bias = layer->bias;'] : []),
    'const uint32_t units = layer->units;',
    'uint32_t unit = 0;',
    '',
    'do {',
    ...indent([
      `const uint32_t end = units - unit > ${UNITS_AT_A_TIME} ? unit + ${UNITS_AT_A_TIME} : units;`,
      ...products.map(({ all, gates }) => `int32_t ${all}[${UNITS_AT_A_TIME * gates}];`),
      ...products.map((product) => `const int32_t *${product.sums} = ${product.all};`),
      '',
      ...products.map(({ matrix, vector, gates, all }) => {
        const [first, count] = [times('unit', gates), times('(end - unit)', gates)];
        return `multiply(&layer->${matrix}, ${vector}, ${first}, ${count}, ${all});`;
      }),
      'do {',
      ...indent([
        ...sums,
        ...instructions(form),
        '',
        ...products.map((product) => `${product.sums} += ${product.gates};`),
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
