import type { Cell } from '../../network/cell.ts';
import { cellBackward } from './cell-backward.ts';
import { cellForward } from './cell-forward.ts';
import { cellProgram } from './cell-program.ts';
import { denseKernels } from './dense-kernels.ts';
import { depthwiseKernels } from './depthwise-kernels.ts';
import { descriptorClasses } from './descriptors.ts';
import { activationKernel } from './activation.ts';
import { ConstantTable } from './constants.ts';
import { laneConstants } from './lanes.ts';
import type { Simd } from './simd.ts';
import { UNIFORMS_DECLARATION } from './uniforms.ts';

/** Parts of assembly/ that export kernels to the engine. */
const HAND_WRITTEN = ['frontend', 'integer', 'loss', 'memory', 'optimiser', 'pack', 'panel', 'pooling'];

/**
 * The AssemblyScript files that the generator adds to those of assembly/, by name without extension. `index` is the entry;
 * it exports the kernels of a cell as `<cell>Forward` and `<cell>Backward`.
 */
export function generatedAssembly(simd: Simd, cells: readonly Cell[]): Map<string, string> {
  const entry = [
    ...HAND_WRITTEN.map((file) => `export * from './${file}';`),
    `export { denseForward, denseBackward } from './dense';`,
    `export { depthwiseForward, depthwiseBackward } from './depthwise';`,
    `export { activate } from './activation';`,
    ...cells.map(
      ({ name }) => `export { forward as ${name}Forward, backward as ${name}Backward } from './cell-${name}';`,
    ),
  ];
  return new Map([
    ['index', entry.join('\n')],
    ['descriptors', descriptorClasses()],
    ['lanes', laneConstants()],
    ['activation', activationFile(simd)],
    ['dense', denseKernels(simd)],
    ['depthwise', depthwiseKernels(simd)],
    ...cells.map((cell): [string, string] => [`cell-${cell.name}`, cellKernels(simd, cell)]),
  ]);
}

function activationFile(simd: Simd): string {
  const constants = new ConstantTable();
  const kernel = activationKernel(simd, constants);
  return `${constants.declaration()}\n${kernel}`;
}

function cellKernels(simd: Simd, cell: Cell): string {
  const program = cellProgram(cell);
  const constants = new ConstantTable();
  const kernels = [cellForward(simd, program, constants), cellBackward(simd, program, constants)];
  return `// ${cell.title}: generated from its equations.
import { relu, step } from './relu';
import { Panel, RecurrentLayer } from './descriptors';
import { product, pullDense } from './dense';
import { carry, hold, release } from './masks';
import { deposit, scratch } from './reduce';
${constants.declaration()}
${UNIFORMS_DECLARATION}
${kernels.join('\n')}
`;
}
