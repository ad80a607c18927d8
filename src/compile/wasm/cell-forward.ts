import type { Cell } from '../../network/cell.ts';
import type { Expression } from '../../network/expression.ts';
import type { CellProgram } from './cell-program.ts';
import type { ConstantTable } from './constants.ts';
import { EquationWriter } from './equations.ts';
import { ROW_BYTES, VECTORS } from './lanes.ts';
import { multiplyColumns } from './matrix.ts';
import { lines, load, range, type Simd, splat, storeAll, ZERO } from './simd.ts';
import { Uniforms } from './uniforms.ts';

/** `forward(layer, panel)`: states and tape of all steps of a recurrent layer. */
export function cellForward(simd: Simd, program: CellProgram, constants: ConstantTable): string {
  const uniforms = new Uniforms();
  const step = [accumulateUnits(simd, program), evaluateUnits(simd, program, constants, uniforms)].join('\n');
  const states = range(program.cell.states.length);
  const stateAddress = (state: number, step: string): string =>
    `layer.states + ${state} * layer.stateBytes + ${step} * layer.stateStride`;
  return `${step}

export function forward(layer: RecurrentLayer, panel: Panel): void {
  ${uniforms.writes(constants, simd)}
  ${lines(states.map((state) => `memory.fill(${stateAddress(state, '0')}, 0, layer.hidden * ${ROW_BYTES});`))}
  for (let step: usize = 0; step < panel.steps; step++) {
    ${lines(states.map((state) => `const previous${state} = ${stateAddress(state, 'step')}, next${state} = previous${state} + layer.stateStride;`))}
    let recurrent = previous0;
    if (layer.factorPacked) {
      recurrent = layer.factored + step * layer.factoredStride;
      product(layer.factorPacked, 0, previous0, layer.hidden, recurrent, layer.recurrentColumns);
    }
    const input = layer.input + step * layer.inputStride;
    const tape = layer.tape + step * layer.tapeStride;
    accumulateUnits(layer.hidden, layer.inputPacked, layer.recurrentPacked, layer.bias, input,
      input + layer.inputColumns * ${ROW_BYTES}, recurrent, recurrent + layer.recurrentColumns * ${ROW_BYTES}, tape);
    evaluateUnits(${['layer.hidden', 'layer.bias', 'tape', ...states.map((state) => `previous${state}, next${state}`)].join(', ')});
    if (step >= panel.common) {
      const mask = panel.mask + step * ${ROW_BYTES};
      ${lines(states.map((state) => `carry(next${state}, previous${state}, mask, layer.hidden);`))}
    }
  }
}`;
}

/** The accumulators of all units of one step, a block of units in registers at a time. They stand where the tape will. */
function accumulateUnits(simd: Simd, program: CellProgram): string {
  const { cell, block, slots, inputGates, recurrentGates, biasGates } = program;
  const units = range(block);
  const accumulator = (gate: number, unit: number): string => `a${gate}_${unit}`;
  const accumulatorsOf = (gates: readonly number[]): string[] =>
    units.flatMap((unit) => gates.map((gate) => accumulator(gate, unit)));
  const initial = (gate: number, unit: number): string => {
    const bias = biasGates.indexOf(gate);
    return bias < 0 ? ZERO : splat('bias', (unit * biasGates.length + bias) * 4);
  };
  const all = units.flatMap((unit) =>
    range(cell.accumulators.length)
      .filter((gate) => !isBiasAlone(cell, gate))
      .map((gate) => ({ unit, gate, row: range(VECTORS).map((v) => `${accumulator(gate, unit)}_${v}`) })),
  );
  return `
function accumulateUnits(units: usize, w: usize, u: usize, bias: usize, x: usize, xEnd: usize, r: usize, rEnd: usize, tape: usize): void {
  for (let unit: usize = 0; unit < units; unit += ${block}) {
    ${lines(all.flatMap(({ unit, gate, row }) => row.map((name) => `let ${name}: v128 = ${initial(gate, unit)};`)))}
    ${inputGates.length > 0 ? multiplyColumns(simd, 'w', 'x', 'xEnd', accumulatorsOf(inputGates)) : ''}
    ${recurrentGates.length > 0 ? multiplyColumns(simd, 'u', 'r', 'rEnd', accumulatorsOf(recurrentGates)) : ''}
    ${lines(all.map(({ unit, gate, row }) => storeAll('tape', row, (unit * slots + gate) * ROW_BYTES)))}
    bias += ${block * biasGates.length * 4};
    tape += ${block * slots * ROW_BYTES};
  }
}`;
}

/** A learned vector: nothing to add up, so it needs no register and is read where it is used. */
function isBiasAlone({ accumulators }: Cell, gate: number): boolean {
  return !accumulators[gate]!.input && !accumulators[gate]!.recurrent;
}

/** The equations of all units of one step: next states, and the tape over the accumulators. */
function evaluateUnits(simd: Simd, program: CellProgram, table: ConstantTable, uniforms: Uniforms): string {
  const constants = table.scope();
  const { cell, slots, tape, biasGates } = program;
  const states = range(cell.states.length);
  const vectors = range(VECTORS);
  const writer = new EquationWriter(vectors, constants, simd, (node, v) => {
    const { operation } = node;
    if (operation.kind === 'accumulator') {
      const gate = operation.index;
      if (isBiasAlone(cell, gate)) return splat('bias', biasGates.indexOf(gate) * 4);
      return load('tape', gate * ROW_BYTES + v * 16);
    }
    if (operation.kind === 'state') return load(`previous${operation.index}`, v * 16);
    return uniforms.nameOf(node);
  });
  const write = (node: Expression, address: string, offset: number): string =>
    storeAll(address, writer.valueOf(node), offset);
  const results = [
    ...cell.next.map((node, state) => write(node, `next${state}`, 0)),
    ...tape.map((node, slot) => write(node, 'tape', slot * ROW_BYTES)),
  ];
  const parameters = ['units', 'bias', 'tape', ...states.flatMap((state) => [`previous${state}`, `next${state}`])].map(
    (name) => `${name}: usize`,
  );
  return `
function evaluateUnits(${parameters.join(', ')}): void {
  ${constants.declarations()}
  ${uniforms.reads()}
  for (let unit: usize = 0; unit < units; unit++) {
    ${lines([...writer.statements, ...results])}
    bias += ${biasGates.length * 4};
    tape += ${slots * ROW_BYTES};
    ${lines(states.map((state) => `previous${state} += ${ROW_BYTES}; next${state} += ${ROW_BYTES};`))}
  }
}`;
}
