/**
 * What a kernel is told about its task, as structs of 32-bit words in WebAssembly memory. The lists are the only place
 * where the order of the fields stands: the AssemblyScript classes are generated from them, and the engine writes by them.
 * Addresses and strides are in bytes; a panel is `[time][row][16 series]`.
 */
export const DESCRIPTORS = {
  /** Series that are processed together. */
  Panel: [
    'steps', // steps of the longest series, after front end and blocks
    'common', // steps that all series have; later ones need the mask
    'laneSteps', // [lane] u32, steps of each series
    'mask', // [step][8] all ones where the series is alive; written from `common` on
  ],
  /** A recurrent layer of any cell. */
  RecurrentLayer: [
    'hidden',
    'inputColumns', // columns of W
    'recurrentColumns', // columns of U
    'input', // panel that W multiplies
    'inputStride',
    'states', // [state][step + 1][unit]; step 0 is the initial state
    'stateStride',
    'stateBytes', // from one state's panel to the next
    'tape', // [step][unit][slot]: forward values that the gradient needs, then dL/d(accumulator)
    'tapeStride',
    'inputPacked', // W, packed for the forward and the transposed product
    'inputTransposed',
    'recurrentPacked', // U, likewise
    'recurrentTransposed',
    'bias',
    'scalar',
    'factorPacked', // B of a factorised recurrent matrix, likewise; 0: full rank
    'factorTransposed',
    'factored', // panel of q = B·h
    'factoredStride',
    'factoredGradient', // panel of dL/dq
    'factoredGradientStride',
    'outputGradient', // panel of dL/d(output state), from above; stride 0 where all steps share it
    'outputGradientStride',
    'finalGradient', // [unit] dL/d(last output state), or 0: none
    'inputGradient', // panel of dL/d(input), or 0: not wanted
    'inputGradientStride',
    'stateGradients', // [state][unit] scratch
    'held', // [state][unit] scratch
    'stateRowBytes', // from one state's rows to the next in the two above
    'zeros', // [unit] zeros
    'scalarSums', // [scalar][lane] scratch
    'sums', // dL/dW, then dL/dU and dL/db before their lanes are added: [unit][column][gate], whole blocks of units
    'unitBlocks', // register blocks of units
    'inputWeightGradient', // where dL/dW, dL/dU, … are added up, in the order of the parameters
    'recurrentWeightGradient',
    'biasGradient',
    'scalarGradient',
  ],
  /** y = M·x (+ b), at every step: convolution, low-rank factor, hidden and output layer. */
  Dense: [
    'rows',
    'columns',
    'packed', // M, packed for the forward and the transposed product
    'transposed',
    'bias', // or 0: none
    'input', // panel; of a convolution the steps overlap
    'inputStride',
    'output', // panel
    'outputStride',
    'outputGradient', // panel of dL/dy
    'outputGradientStride',
    'inputGradient', // panel of dL/dx, or 0: not wanted
    'inputGradientStride',
    'sums', // dL/dM, then dL/db before their lanes are added: [row][column], whole blocks of rows
    'rowBlocks', // register blocks of rows
    'weightGradient',
    'biasGradient', // or 0: none
  ],
  /** A kernel for each channel: the first half of a separable convolution. */
  Depthwise: [
    'channels',
    'kernel',
    'stride', // vectors between two windows
    'weights', // [channel][tap], as among the parameters
    'input', // panel
    'inputStride',
    'output', // panel
    'outputStride',
    'outputGradient', // panel of dL/dy
    'outputGradientStride',
    'inputGradient', // panel of dL/dx, or 0: not wanted
    'inputGradientStride',
    'weightGradient',
  ],
} as const;

export type DescriptorName = keyof typeof DESCRIPTORS;

export type DescriptorOf<Name extends DescriptorName> = Readonly<Record<(typeof DESCRIPTORS)[Name][number], number>>;

/** The structs as AssemblyScript classes. */
export function descriptorClasses(): string {
  return Object.entries(DESCRIPTORS)
    .map(([name, fields]) => {
      const members = fields.map((field) => `  ${field}: usize;`).join('\n');
      return `@unmanaged\nexport class ${name} {\n${members}\n}\n`;
    })
    .join('\n');
}
