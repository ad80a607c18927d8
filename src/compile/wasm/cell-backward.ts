import type { Expression } from '../../network/expression.ts';
import type { CellProgram } from './cell-program.ts';
import type { Constants, ConstantTable } from './constants.ts';
import { EquationWriter } from './equations.ts';
import { PARTIAL_SUMS, ROW_BYTES, SUM_BYTES } from './lanes.ts';
import { learnBiasKernel, learnKernel, type Matrix, pullKernel } from './matrix.ts';
import {
  add,
  EQUATION_VECTORS,
  lines,
  load,
  range,
  rowSteps,
  type Simd,
  storeAll,
  storeSums,
  subtract,
} from './simd.ts';
import { Uniforms } from './uniforms.ts';

/**
 * `backward(layer, panel)`: from the last step to the first, gradients of the accumulators (over the tape), of the inputs
 * and of the states; gradients of the weights over chunks of steps, while the tape of a chunk is still in the cache.
 */
export function cellBackward(simd: Simd, program: CellProgram, constants: ConstantTable): string {
  const uniforms = new Uniforms();
  const step = backwardUnits(simd, program, constants, uniforms);
  const { cell, slots, block, inputGates, recurrentGates, biasGates } = program;
  const states = range(cell.states.length);
  const scalars = range(cell.scalars.length);
  const input: Matrix = { name: 'Input', gates: inputGates, slots, block };
  const recurrent: Matrix = { name: 'Recurrent', gates: recurrentGates, slots, block };
  const addresses = states.map(
    (state) => `const gradient${state} = layer.stateGradients + ${state} * layer.stateRowBytes;`,
  );
  const holdAll = states.map((state) => {
    const addend = state === 0 ? 'fromAbove' : 'layer.zeros';
    return `hold(gradient${state}, layer.held + ${state} * layer.stateRowBytes, ${addend}, mask, layer.hidden);`;
  });
  const releaseAll = states.map((state) => {
    return `release(gradient${state}, layer.held + ${state} * layer.stateRowBytes, layer.hidden);`;
  });
  const statesOf = states.flatMap((state) => [
    `const previous${state} = layer.states + ${state} * layer.stateBytes + step * layer.stateStride;`,
    `const next${state} = previous${state} + layer.stateStride;`,
  ]);
  const blockBytes = {
    input: `layer.inputColumns * ${block * inputGates.length * SUM_BYTES}`,
    recurrent: `layer.recurrentColumns * ${block * recurrentGates.length * SUM_BYTES}`,
    bias: `${block * biasGates.length * SUM_BYTES}`,
  };
  const stepArguments = [
    ...['layer.hidden', 'tape'],
    ...states.flatMap((state) => [`previous${state}`, `next${state}`, `gradient${state}`]),
    ...['fromAbove', 'layer.scalarSums'],
  ];
  return `
${[input, recurrent].flatMap((matrix) => [pullKernel(simd, matrix), learnKernel(simd, matrix)]).join('\n')}
${biasGates.length > 0 ? learnBiasKernel({ name: '', gates: biasGates, slots, block }) : ''}
${step}

export function backward(layer: RecurrentLayer, panel: Panel): void {
  ${uniforms.writes(constants, simd)}
  ${lines(addresses)}
  memory.fill(layer.stateGradients, 0, ${states.length} * layer.stateRowBytes);
  memory.fill(layer.scalarSums, 0, ${scalars.length * ROW_BYTES});
  const recurrentSums = layer.sums + layer.unitBlocks * ${blockBytes.input};
  const biasSums = recurrentSums + layer.unitBlocks * ${blockBytes.recurrent};
  memory.fill(layer.sums, 0, biasSums + layer.unitBlocks * ${blockBytes.bias} - layer.sums);
  if (layer.finalGradient) memory.copy(gradient0, layer.finalGradient, layer.hidden * ${ROW_BYTES});
  let chunkEnd = panel.steps;
  for (let step = panel.steps; step-- > 0; ) {
    const tape = layer.tape + step * layer.tapeStride;
    const mask = panel.mask + step * ${ROW_BYTES};
    let fromAbove = layer.outputGradient + step * layer.outputGradientStride;
    ${lines(statesOf)}
    if (step >= panel.common) {
      ${lines(holdAll)}
      fromAbove = layer.zeros;
    }
    backwardUnits(${stepArguments.join(', ')});
    if (layer.factorPacked) {
      const factored = layer.factoredGradient + step * layer.factoredGradientStride;
      pullRecurrent(layer.recurrentTransposed, tape, layer.hidden, factored, layer.recurrentColumns, false);
      pullDense(layer.factorTransposed, factored, layer.recurrentColumns, gradient0, layer.hidden, true);
    } else {
      pullRecurrent(layer.recurrentTransposed, tape, layer.hidden, gradient0, layer.hidden, true);
    }
    if (step >= panel.common) {
      ${lines(releaseAll)}
    }
    if (layer.inputGradient) {
      pullInput(layer.inputTransposed, tape, layer.hidden, layer.inputGradient + step * layer.inputGradientStride,
        layer.inputColumns, false);
    }
    if (chunkEnd - step == ${simd.chunk} || step == 0) {
      learn(layer, step, chunkEnd - step, recurrentSums, biasSums);
      chunkEnd = step;
    }
  }
  ${lines(scalars.map(depositScalar))}
  deposit(layer.inputWeightGradient, layer.sums, layer.hidden * layer.inputColumns * ${inputGates.length});
  deposit(layer.recurrentWeightGradient, recurrentSums, layer.hidden * layer.recurrentColumns * ${recurrentGates.length});
  deposit(layer.biasGradient, biasSums, layer.hidden * ${biasGates.length});
}

/** Gradients of the weights over some steps. */
function learn(layer: RecurrentLayer, step: usize, count: usize, recurrentSums: usize, biasSums: usize): void {
  const input = layer.input + step * layer.inputStride;
  const recurrentStride = layer.factorPacked ? layer.factoredStride : layer.stateStride;
  const recurrent = (layer.factorPacked ? layer.factored : layer.states) + step * recurrentStride;
  let rows = layer.tape + step * layer.tapeStride;
  let w = layer.sums, u = recurrentSums, b = biasSums;
  for (let blocks = layer.unitBlocks; blocks > 0; blocks--, rows += ${block * slots * ROW_BYTES}) {
    learnInput(rows, layer.tapeStride, input, layer.inputStride, count, layer.inputColumns, w);
    learnRecurrent(rows, layer.tapeStride, recurrent, recurrentStride, count, layer.recurrentColumns, u);
    ${biasGates.length > 0 ? 'learnBias(rows, layer.tapeStride, count, b);' : ''}
    w += ${blockBytes.input};
    u += ${blockBytes.recurrent};
    b += ${blockBytes.bias};
  }
}`;
}

/** Above 2²⁵ times as much nothing is rounded; nothing is left below 2⁻²⁴ of it, and what is left can be multiplied. */
const TRACE = 2 ** -64;

/**
 * A gradient that vanishes on its way to the first step becomes subnormal, and with such numbers processors of Intel take
 * many times as long. Added to a sum of gradients of weights it would change nothing: it is rounded to zero before.
 */
function withoutTraces(gradient: string, constants: Constants): string {
  const trace = constants.read(TRACE);
  return subtract(add(gradient, trace), trace);
}

/** The derivative's equations for all units of one step. A unit's tape is read before it is overwritten. */
function backwardUnits(simd: Simd, program: CellProgram, table: ConstantTable, uniforms: Uniforms): string {
  const constants = table.scope();
  const { cell, derivative, tape, slots } = program;
  const states = range(cell.states.length);
  const given = (node: Expression, v: number): string | undefined => {
    const { operation } = node;
    const slot = tape.get(node);
    if (slot !== undefined) return load('tape', slot * ROW_BYTES + v * 16);
    const next = cell.next.indexOf(node);
    if (next >= 0 && operation.kind !== 'state') return load(`next${next}`, v * 16);
    if (operation.kind === 'state') return load(`previous${operation.index}`, v * 16);
    if (operation.kind === 'incoming') {
      const gradient = load(`gradient${operation.index}`, v * 16);
      return withoutTraces(operation.index === 0 ? add(gradient, load('fromAbove', v * 16)) : gradient, constants);
    }
    return uniforms.nameOf(node);
  };
  const writer = new EquationWriter(EQUATION_VECTORS, constants, simd, given);
  const write = (node: Expression, address: string, offset: number): string =>
    storeAll(address, writer.valueOf(node), offset);
  const results = [
    ...derivative.accumulators.map((node, slot) => write(node, 'tape', slot * ROW_BYTES)),
    ...derivative.states.map((node, state) => write(node, `gradient${state}`, 0)),
    ...derivative.scalars.map((node, scalar) => {
      const sum = (v: number): string => load('sums', scalar * ROW_BYTES + v * 16);
      const sums = writer.valueOf(node).map((value, v) => add(sum(v), value));
      return storeAll('sums', sums, scalar * ROW_BYTES);
    }),
  ];
  const rows = [...states.flatMap((state) => [`previous${state}`, `next${state}`, `gradient${state}`]), 'fromAbove'];
  const parameters = ['units', 'tape', ...rows, 'sums'].map((name) => `${name}: usize`);
  return `
function backwardUnits(${parameters.join(', ')}): void {
  ${constants.declarations()}
  ${uniforms.reads()}
  for (let unit: usize = 0; unit < units; unit++) {
    ${rowSteps([...writer.statements, ...results], ['tape', ...rows, 'sums'])}
    tape += ${(slots - 1) * ROW_BYTES};
    sums -= ${ROW_BYTES};
  }
}`;
}

/** The sums of a scalar's gradient, one vector per vector of a row, to the gradient. */
function depositScalar(scalar: number): string {
  const sum = (v: number): string => load('layer.scalarSums', scalar * ROW_BYTES + v * 16);
  const halves = range(PARTIAL_SUMS).map((v) => add(sum(v), sum(v + PARTIAL_SUMS)));
  return lines([storeSums(halves), `deposit(layer.scalarGradient + ${scalar * 4}, scratch, 1);`]);
}
