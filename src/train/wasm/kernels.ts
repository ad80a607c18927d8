import type { CellName } from '../../protocol/architecture.ts';

type CellKernel = (layer: number, panel: number) => void;

/**
 * What the module of the training kernels exports. Arguments are addresses, sizes and strides in bytes, or counts; what
 * each kernel does stands beside it in src/compile/wasm.
 */
export interface Kernels extends IntegerKernels, Readonly<Record<`${CellName}${'Forward' | 'Backward'}`, CellKernel>> {
  readonly memory: WebAssembly.Memory;
  readonly heapStart: () => number;
  readonly clear: (address: number, bytes: number) => void;
  readonly loadPanel: (
    sources: number,
    samples: number,
    channels: number,
    normalisation: number,
    panel: number,
    stride: number,
  ) => void;
  readonly writeMask: (panel: number) => void;
  readonly packForward: (
    weights: number,
    packed: number,
    units: number,
    columns: number,
    gates: number,
    block: number,
  ) => void;
  readonly packTransposed: (weights: number, packed: number, units: number, columns: number, gates: number) => void;
  readonly decimate: (
    panel: number,
    stride: number,
    channels: number,
    factor: number,
    out: number,
    outStride: number,
    steps: number,
  ) => void;
  readonly rectify: (panel: number, stride: number, rows: number, steps: number) => void;
  readonly rectifyGradient: (
    gradient: number,
    gradientStride: number,
    output: number,
    outputStride: number,
    rows: number,
    steps: number,
  ) => void;
  readonly denseForward: (dense: number, steps: number) => void;
  readonly denseBackward: (dense: number, steps: number) => void;
  readonly poolMean: (panel: number, rows: number, values: number, stride: number, pooled: number) => void;
  readonly depthwiseForward: (depthwise: number, steps: number) => void;
  readonly depthwiseBackward: (depthwise: number, steps: number) => void;
  readonly poolLast: (panel: number, rows: number, values: number, stride: number, pooled: number) => void;
  readonly poolMeanGradient: (panel: number, rows: number, gradient: number) => void;
  readonly spreadMean: (panel: number, rows: number, pooled: number, gradient: number, stride: number) => void;
  readonly spreadLast: (panel: number, rows: number, pooled: number, gradient: number, stride: number) => void;
  readonly crossEntropy: (
    outputs: number,
    classes: number,
    targets: number,
    weights: number,
    gradient: number,
  ) => number;
  readonly squaredError: (outputs: number, targets: number, weights: number, gradient: number) => number;
  readonly huber: (outputs: number, targets: number, weights: number, gradient: number) => number;
  readonly squaredNorm: (values: number, bytes: number) => number;
  readonly adam: (
    parameters: number,
    gradient: number,
    first: number,
    second: number,
    bytes: number,
    scale: number,
    beta1: number,
    beta2: number,
    rate: number,
    correction: number,
    epsilon: number,
  ) => void;
  readonly activate: (values: number, count: number, kind: number) => void;
}

/** Those of the integer network. */
export interface IntegerKernels {
  readonly integerSamples: (sources: number, samples: number, channels: number, format: number, panel: number) => void;
  readonly integerPack: (rows: number, count: number, packed: number) => void;
  readonly integerProduct: (
    packed: number,
    pairs: number,
    weights: number,
    rows: number,
    multipliers: number,
    preShift: number,
    shift: number,
    output: number,
  ) => void;
  readonly integerDepthwise: (
    window: number,
    channels: number,
    taps: number,
    weights: number,
    multipliers: number,
    preShift: number,
    shift: number,
    output: number,
  ) => void;
  readonly integerDecimate: (
    window: number,
    channels: number,
    factor: number,
    multiplier: number,
    preShift: number,
    shift: number,
    output: number,
  ) => void;
  readonly integerRectify: (rows: number, count: number, bias: number) => void;
  readonly integerAddRows: (rows: number, stride: number, output: number, count: number) => void;
  readonly integerSpread: (values: number, stride: number, output: number, count: number) => void;
  readonly integerAdd: (left: number, right: number, output: number, count: number) => void;
  readonly integerMultiply: (left: number, right: number, shift: number, output: number, count: number) => void;
  readonly integerComplement: (values: number, one: number, output: number, count: number) => void;
  readonly integerShiftLeft: (values: number, shift: number, output: number, count: number) => void;
  readonly integerNarrow: (values: number, shift: number, bits: number, output: number, count: number) => void;
  readonly integerRelu: (values: number, output: number, count: number) => void;
  readonly integerLookUp: (values: number, table: number, output: number, count: number) => void;
}

/** A fresh instance with a memory of its own. */
export function instantiate(module: WebAssembly.Module): Kernels {
  return new WebAssembly.Instance(module).exports as unknown as Kernels;
}
