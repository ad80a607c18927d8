import type { Architecture, CellName } from '../../protocol/architecture.ts';
import { cells } from '../cells/registry.ts';
import type { Requantisation } from './arithmetic.ts';
import { lowerCell, type CellProgram } from './program.ts';

/** int8 weights with one scale per row (unit and gate), times an int16 vector, requantised. */
export interface IntegerMatrix extends Requantisation {
  readonly units: number;
  readonly columns: number;
  readonly gates: number;
  /** [unit][column][gate] */
  readonly weights: Int8Array;
}

/** How a raw sample becomes int16: `round((raw − offset) · scale · 2^fraction)`, in float32 as written in `quantise`. */
export interface InputFormat {
  readonly fraction: number;
  /** [channel] */
  readonly offset: Float32Array;
  /** [channel] */
  readonly scale: Float32Array;
}

/** A dense layer with ReLU: max(0, saturated(M·x + b)), an int16 vector. */
export interface IntegerDense {
  /** [unit][feature] with one gate */
  readonly weights: IntegerMatrix;
  /** [unit], in the output's format */
  readonly bias: Int16Array;
  readonly outputFraction: number;
}

/** A vector for every `stride`-th window of `kernel` vectors. */
export type IntegerStage = { readonly kernel: number; readonly stride: number } & (
  | {
      readonly kind: 'decimation';
      /** One unit, one column: the mean of the window is its sum, requantised, in the input's format. */
      readonly mean: Requantisation;
    }
  | {
      readonly kind: 'convolution';
      /** Over the whole window: a unit per filter, [filter][kernel · channel]. */
      readonly dense: IntegerDense;
    }
  | {
      readonly kind: 'separable';
      readonly depthwise: IntegerDepthwise;
      /** [filter][channel] */
      readonly dense: IntegerDense;
    }
);

/** A kernel for each channel: an int16 vector, saturated, in its own format. */
export interface IntegerDepthwise {
  /** [channel][kernel] with one gate */
  readonly weights: IntegerMatrix;
  readonly outputFraction: number;
}

/** A low-rank factor: an int16 vector, saturated, in its own format. */
export interface IntegerFactor {
  readonly weights: IntegerMatrix;
  readonly outputFraction: number;
}

export interface IntegerLayer {
  readonly cell: CellName;
  /** Fraction bits of each state; the same in all layers with this cell, so that they share one C function. */
  readonly stateFractions: readonly number[];
  readonly inputs: number;
  readonly hidden: number;
  readonly inputFactor: IntegerFactor | undefined;
  readonly recurrentFactor: IntegerFactor | undefined;
  /** W, gates in the order of `LayerShape.inputGates`, to Q12. */
  readonly input: IntegerMatrix;
  /** U, gates in the order of `LayerShape.recurrentGates`, to Q12. */
  readonly recurrent: IntegerMatrix;
  /** b [unit][gate] in the order of `LayerShape.biasGates`, Q12. */
  readonly bias: Int16Array;
  /** Values of the program's constants, in the order in which they appear in its instructions. */
  readonly constants: Int16Array;
}

/**
 * The network that runs on the chip: int8 weights, int16 activations and states, int32 sums. Plain data: it crosses threads
 * by structured clone and files by `serialise`.
 */
export interface IntegerNetwork {
  readonly architecture: Architecture;
  readonly input: InputFormat;
  /** Front end and convolution blocks. */
  readonly stages: readonly IntegerStage[];
  readonly layers: readonly IntegerLayer[];
  /** The hidden layer before the output layer. */
  readonly dense: IntegerDense | undefined;
  readonly head: {
    /** [output][feature], to Q12 */
    readonly weights: IntegerMatrix;
    /** [output], Q12 */
    readonly bias: Int32Array;
    /** A regression's value is `output / 2^12 · targetScale + targetOffset`. */
    readonly targetScale: number;
    readonly targetOffset: number;
  };
}

/** The integer instructions of a layer's cell. */
export function programOf(layer: Pick<IntegerLayer, 'cell' | 'stateFractions'>): CellProgram {
  return lowerCell(cells[layer.cell], layer.stateFractions);
}
