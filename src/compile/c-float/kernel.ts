import { type Expression, topologicalOrder } from '../../network/expression.ts';
import type { LayerShape } from '../../network/shapes.ts';
import { equationsOf } from '../c/equations.ts';
import { comment, indent } from '../c/text.ts';
import { isUniform } from '../wasm/equations.ts';
import { floatLiteral } from './literals.ts';

/** The name of a cell's step function. */
export const floatKernelName = (cell: string): string => `step_${cell}`;

/** What a step function is given of its layer. */
export function layerStructSource(): string[] {
  return [
    'typedef struct {',
    '    const float *weights; /* what all units share, then unit by unit b, W and U */',
    '    uint32_t units, input_columns, recurrent_columns;',
    '} recurrent_layer;',
  ];
}

/**
 * One time step of a layer. All sums of a unit are computed in one pass over x and one over h, so that the gates share
 * each load of an activation; sizes come from the descriptor, so that one function serves every layer with this cell.
 */
export function floatKernelSource(shape: LayerShape): string[] {
  const { cell } = shape;
  return [
    comment([
      `${cell.title}:`,
      '',
      ...equationsOf(cell).map((equation) => `    ${equation}`),
      '',
      "r is what U multiplies: h, or its projection. Returns h'.",
    ]),
    `static const float *${floatKernelName(cell.name)}(const recurrent_layer *layer, const float *x, const float *r,`,
    `${' '.repeat(`static const float *${floatKernelName(cell.name)}(`.length)}float *h, float *next)`,
    '{',
    ...indent(body(shape)),
    '}',
  ];
}

/** Parts of a cell's equations that are the same for all units of a layer, computed when the C is written. */
export function sharedNodes({ cell }: LayerShape): Expression[] {
  const nodes = new Set<Expression>();
  const visit = ({ operation }: Expression): void => {
    const operands = 'left' in operation ? [operation.left, operation.right] : 'of' in operation ? [operation.of] : [];
    for (const operand of operands) {
      if (!isUniform(operand)) visit(operand);
      else if (operand.operation.kind !== 'constant') nodes.add(operand);
    }
  };
  cell.next.forEach(visit);
  return [...nodes];
}

/** Nodes that the kernel computes for each unit, operands before the nodes that use them. */
export function unitNodes({ cell }: LayerShape): Expression[] {
  return topologicalOrder(cell.next).filter((node) => !isUniform(node));
}

function body(shape: LayerShape): string[] {
  const { inputGates, recurrentGates } = shape;
  const shared = sharedNodes(shape);
  const sharedLines = shared.map((_, index) => `const float ${sharedName(index)} = w[${index}];`);
  return [
    'const float *w = layer->weights;',
    'const uint32_t units = layer->units;',
    ...(inputGates.length > 0 ? ['const float *const x_end = x + layer->input_columns;'] : []),
    ...(recurrentGates.length > 0 ? ['const float *const r_end = r + layer->recurrent_columns;'] : []),
    ...sharedLines,
    'uint32_t unit;',
    '',
    ...(shared.length > 0 ? [`w += ${shared.length};`] : []),
    'for (unit = 0; unit < units; unit++) {',
    ...indent([
      ...sums(shape),
      ...pass(shape, 'W x', 'x', inputGates),
      ...pass(shape, 'U h', 'r', recurrentGates),
      '',
      ...equations(shape),
    ]),
    '}',
    'if (next != h) {',
    ...indent(['copy(h, next, units);']),
    '}',
    'return h;',
  ];
}

const sharedName = (index: number): string => `shared_${index}`;

const sumName = ({ cell }: LayerShape, accumulator: number): string => `sum_${cell.accumulators[accumulator]!.name}`;

/** Every sum begins with its bias. */
function sums(shape: LayerShape): string[] {
  const { cell, biasGates } = shape;
  const starts = cell.accumulators.map((_, accumulator) => {
    const gate = biasGates.indexOf(accumulator);
    return `${sumName(shape, accumulator)} = ${gate < 0 ? '0.0f' : `w[${gate}]`}`;
  });
  return [
    `float ${starts.join(', ')};`,
    'const float *v;',
    '',
    ...(biasGates.length > 0 ? [`w += ${biasGates.length};`] : []),
  ];
}

/** One pass over a vector for all gates. */
function pass(shape: LayerShape, title: string, vector: string, gates: readonly number[]): string[] {
  if (gates.length === 0) return [];
  return [
    `/* + ${title} */`,
    `for (v = ${vector}; v != ${vector}_end; v++) {`,
    ...indent([
      'const float value = *v;',
      ...gates.map((gate, index) => {
        const sum = sumName(shape, gate);
        return `${sum} = multiply_add(w[${index}], value, ${sum});`;
      }),
      `w += ${gates.length};`,
    ]),
    '}',
  ];
}

/** The cell's equations for one unit. */
function equations(shape: LayerShape): string[] {
  const { cell } = shape;
  const names = new Map<Expression, string>(sharedNodes(shape).map((node, index) => [node, sharedName(index)]));
  const nameOf = (node: Expression): string => {
    const { operation } = node;
    return operation.kind === 'constant' ? floatLiteral(operation.value) : names.get(node)!;
  };
  const lines = unitNodes(shape).flatMap((node, index) => {
    if (node.operation.kind === 'accumulator') {
      names.set(node, sumName(shape, node.operation.index));
      return [];
    }
    const value = text(node, nameOf);
    const name = variableName(shape, node, nameOf, index);
    names.set(node, name);
    return [`const float ${name} = ${value};`];
  });
  const writes = cell.next.map((node, state) => {
    const target = state === 0 ? 'next[unit]' : stateText(state);
    return `${target} = ${nameOf(node)}; /* ${cell.states[state]!.name}' */`;
  });
  return [...lines, ...writes];
}

function variableName(
  { cell }: LayerShape,
  { operation }: Expression,
  nameOf: (node: Expression) => string,
  index: number,
): string {
  if (operation.kind === 'state') return `old_${cell.states[operation.index]!.name}`;
  const of = 'of' in operation ? nameOf(operation.of) : '';
  return of.startsWith('sum_') ? `${operation.kind}_${of.slice(4)}` : `v${index}`;
}

function stateText(state: number): string {
  if (state === 0) return 'h[unit]';
  return `h[${state === 1 ? '' : `${state} * `}units + unit]`;
}

function text({ operation }: Expression, nameOf: (node: Expression) => string): string {
  switch (operation.kind) {
    case 'state':
      return stateText(operation.index);
    case 'add':
      return `${nameOf(operation.left)} + ${nameOf(operation.right)}`;
    case 'multiply':
      return `${nameOf(operation.left)} * ${nameOf(operation.right)}`;
    case 'complement':
      return `1.0f - ${nameOf(operation.of)}`;
    case 'sigmoid':
      return `sigmoid(${nameOf(operation.of)})`;
    case 'tanh':
      return `rational_tanh(${nameOf(operation.of)})`;
    case 'relu':
      return `${nameOf(operation.of)} > 0.0f ? ${nameOf(operation.of)} : 0.0f`;
    case 'accumulator':
    case 'scalar':
    case 'constant':
    case 'step':
    case 'incoming':
      throw new Error(`${operation.kind} is not computed for a unit`);
  }
}
