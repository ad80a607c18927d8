import type { LayerShape } from '../../network/shapes.ts';
import type { Instruction } from '../../network/integer/program.ts';
import { formOf, layerStruct, rowValues } from './descriptors.ts';
import { equationsOf } from './equations.ts';
import type { Amount, KernelForm } from './kernel-form.ts';
import { comment, indent } from './text.ts';

/** The name of a cell's step function. */
export const kernelName = (cell: string): string => `step_${cell}`;

/**
 * One time step of a layer. All sums of a unit are computed in one pass over x and one over h, so that the gates share
 * each load of an activation; sizes come from the descriptor, so that one function serves every layer with this cell.
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
    `static KERNEL const int16_t *${kernelName(cell.name)}(const ${struct.name} *layer, ${context} *model, const int16_t *x)`,
    '{',
    ...indent(body(shape, form)),
    '}',
  ];
}

function body(shape: LayerShape, form: KernelForm): string[] {
  const { cell, inputGates, recurrentGates, biasGates } = shape;
  const names = cell.accumulators.map(({ name }) => name);
  const biasAt = inputGates.length + recurrentGates.length;
  const biases = names.flatMap((name, accumulator) => {
    const gate = biasGates.indexOf(accumulator);
    return gate < 0 ? [] : [`sum_${name} += row[${biasAt + gate}];`];
  });
  return [
    'const int8_t *w = layer->weights;',
    'const int16_t *row = layer->rows;',
    'const uint32_t units = layer->units;',
    'int16_t *const h = shorts_at(model, layer->state);',
    'int16_t *const next = shorts_at(model, layer->next);',
    ...(recurrentGates.length > 0 ? ['const int16_t *const r = shorts_at(model, layer->recurrent);'] : []),
    'uint32_t unit;',
    '',
    'for (unit = 0; unit < units; unit++) {',
    ...indent([
      `int32_t ${names.map((name, index) => `sum_${name}${starts(shape, index) ? '' : ' = 0'}`).join(', ')};`,
      ...product(
        'input',
        'W x',
        'x',
        inputGates.map((gate) => names[gate]!),
        [],
        0,
      ),
      ...product(
        'recurrent',
        'U h',
        'r',
        recurrentGates.map((gate) => names[gate]!),
        inputGates.map((gate) => names[gate]!),
        inputGates.length,
      ),
      ...(biases.length > 0 ? ['/* + b */', ...biases] : []),
      `row += ${rowValues(shape)};`,
      '',
      ...instructions(form),
    ]),
    '}',
    'if (next != h) {',
    ...indent(['copy(h, next, units);']),
    '}',
    'return h;',
  ];
}

/** Whether a product gives the accumulator its first value. */
function starts({ inputGates, recurrentGates }: LayerShape, accumulator: number): boolean {
  return inputGates.includes(accumulator) || recurrentGates.includes(accumulator);
}

/** One pass over a vector for all gates; sums that exist already are added to. */
function product(
  matrix: 'input' | 'recurrent',
  title: string,
  vector: string,
  gates: readonly string[],
  earlier: readonly string[],
  multiplierAt: number,
): string[] {
  if (gates.length === 0) return [];
  const accumulators = gates.map((_, gate) => `a${gate}`);
  return [
    `/* ${title} */`,
    '{',
    ...indent([
      `const int16_t *v = ${vector};`,
      `const int16_t *const end = v + layer->${matrix}_columns;`,
      `const uint32_t pre_shift = layer->${matrix}_pre_shift, shift = layer->${matrix}_shift;`,
      `int32_t a0 = rounding(pre_shift)${accumulators
        .slice(1)
        .map((name) => `, ${name} = a0`)
        .join('')};`,
      'do {',
      ...indent([
        'const int32_t value = *v++;',
        ...accumulators.map((name, gate) => `${name} += w[${gate}] * value;`),
        `w += ${gates.length};`,
      ]),
      '} while (v != end);',
      ...gates.map((name, gate) => {
        const assignment = earlier.includes(name) ? '+=' : '=';
        return `sum_${name} ${assignment} requantise(a${gate}, row[${multiplierAt + gate}], pre_shift, shift);`;
      }),
    ]),
    '}',
  ];
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
