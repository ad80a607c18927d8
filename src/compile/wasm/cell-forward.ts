import type { Cell } from '../../network/cell.ts';
import type { Expression } from '../../network/expression.ts';
import type { CellProgram } from './cell-program.ts';
import type { Constants, ConstantTable } from './constants.ts';
import { EquationWriter } from './equations.ts';
import { ROW_BYTES } from './lanes.ts';
import { multiplyColumns } from './matrix.ts';
import { EQUATION_VECTORS, lines, load, range, rowParts, rowSteps, type Simd, splat, storeAll, ZERO } from './simd.ts';
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
      .map((gate) => ({ unit, gate, row: range(simd.vectors).map((v) => `${accumulator(gate, unit)}_${v}`) })),
  );
  const [inputs, recurrents] = [accumulatorsOf(inputGates), accumulatorsOf(recurrentGates)];
  // What only one of the products adds to needs registers during that one alone.
  const first = all.filter(({ gate }) => inputGates.includes(gate));
  const declare = (some: typeof all): string =>
    lines(some.flatMap(({ unit, gate, row }) => row.map((name) => `let ${name}: v128 = ${initial(gate, unit)};`)));
  const keep = (address: string, some: typeof all): string =>
    lines(some.map(({ unit, gate, row }) => storeAll(address, row, (unit * slots + gate) * ROW_BYTES)));
  const part = (at: (address: string) => string): string => `
    let w = inputs, u = recurrents;
    ${declare(first)}
    ${inputs.length > 0 ? multiplyColumns(simd, 'w', at('x'), at('xEnd'), inputs) : ''}
    ${keep(
      at('tape'),
      first.filter(({ gate }) => !recurrentGates.includes(gate)),
    )}
    ${declare(all.filter((one) => !first.includes(one)))}
    ${recurrents.length > 0 ? multiplyColumns(simd, 'u', at('r'), at('rEnd'), recurrents) : ''}
    ${keep(
      at('tape'),
      all.filter(({ gate }) => recurrentGates.includes(gate)),
    )}`;
  return `
function accumulateUnits(units: usize, inputs: usize, recurrents: usize, bias: usize, x: usize, xEnd: usize, r: usize, rEnd: usize, tape: usize): void {
  const inputBytes = ((xEnd - x) >> ${Math.log2(ROW_BYTES / 4)}) * ${inputs.length};
  const recurrentBytes = ((rEnd - r) >> ${Math.log2(ROW_BYTES / 4)}) * ${recurrents.length};
  for (let unit: usize = 0; unit < units; unit += ${block}) {
    ${rowParts(simd, part)}
    inputs += inputBytes;
    recurrents += recurrentBytes;
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
  const rows = range(program.cell.states.length).flatMap((state) => [`previous${state}`, `next${state}`]);
  const parameters = ['units', 'bias', 'tape', ...rows].map((name) => `${name}: usize`);
  return `
function evaluateUnits(${parameters.join(', ')}): void {
  ${lines(program.stages.map((_, stage) => stageUnits(simd, program, stage, table.scope(), uniforms)))}
}`;
}

/** One stage of the equations, for all units. Values of earlier stages are read where those have left them. */
function stageUnits(
  simd: Simd,
  { cell, slots, tape, stages, biasGates }: CellProgram,
  stage: number,
  constants: Constants,
  uniforms: Uniforms,
): string {
  const values = stages[stage]!;
  const earlier = new Set(stages.slice(0, stage).flat());
  const addresses = new Set<string>(['tape']);
  const read = (address: string, offset: number): string => {
    addresses.add(address);
    return load(`${address}At`, offset);
  };
  const writer = new EquationWriter(EQUATION_VECTORS, constants, simd, (node, v) => {
    const { operation } = node;
    if (operation.kind === 'accumulator') {
      const gate = operation.index;
      if (isBiasAlone(cell, gate)) return splat('biasAt', biasGates.indexOf(gate) * 4);
      return read('tape', gate * ROW_BYTES + v * 16);
    }
    if (operation.kind === 'state') return read(`previous${operation.index}`, v * 16);
    if (!earlier.has(node)) return uniforms.nameOf(node);
    const slot = tape.get(node);
    return slot === undefined
      ? read(`next${cell.next.indexOf(node)}`, v * 16)
      : read('tape', slot * ROW_BYTES + v * 16);
  });
  const write = (node: Expression, address: string, offset: number): string => {
    addresses.add(address);
    return storeAll(`${address}At`, writer.valueOf(node), offset);
  };
  const results = values.flatMap((node) => {
    const [state, slot] = [cell.next.indexOf(node), tape.get(node)];
    return [
      ...(state < 0 ? [] : [write(node, `next${state}`, 0)]),
      ...(slot === undefined || node.operation.kind === 'accumulator' ? [] : [write(node, 'tape', slot * ROW_BYTES)]),
    ];
  });
  const statements = [...writer.statements, ...results];
  return `{
    ${constants.declarations()}
    ${uniforms.reads()}
    let biasAt = bias;
    ${lines([...addresses].map((address) => `let ${address}At = ${address};`))}
    for (let unit: usize = 0; unit < units; unit++) {
      ${rowSteps(
        statements,
        [...addresses].map((address) => `${address}At`),
      )}
      biasAt += ${biasGates.length * 4};
      tapeAt += ${(slots - 1) * ROW_BYTES};
    }
  }`;
}
