import type { Architecture, CellName } from '../../protocol/architecture.ts';
import { Interpreter } from '../interpreter.ts';
import { parameterLayout, view } from '../parameters.ts';
import { layerShapes, type LayerShape, stageShapes, type StageShape } from '../shapes.ts';
import { INT16_MAX, PRE_ACTIVATION_FRACTION, requantisationFor, saturate16 } from './arithmetic.ts';
import { calibrate, type Ranges } from './calibrate.ts';
import {
  type InputFormat,
  type IntegerDense,
  type IntegerFactor,
  type IntegerLayer,
  type IntegerMatrix,
  type IntegerNetwork,
  type IntegerStage,
  programOf,
} from './network.ts';
import { ACCUMULATOR_BOUND } from './program.ts';
import { forEachWeight, roundWeights, type WeightMatrix, weightMatrices } from './weights.ts';

/**
 * Room above the calibrated range before an input or activation saturates. A bit of sixteen, which accuracy does not
 * notice, while a stream that leaves the range of the calibration would: see `test/network/long-stream.test.ts`.
 */
const MARGIN = 2;

/** What the network sees of raw data: (x − offset) · scale, and of targets likewise. */
export interface Normalisation {
  /** [channel] */
  readonly offset: Float32Array;
  /** [channel] */
  readonly scale: Float32Array;
  readonly targetOffset: number;
  readonly targetScale: number;
}

/**
 * Post-training quantisation: int8 weights with a scale per gate row, int16 activations in power-of-two formats found by
 * running the float network over `series`.
 * @param parameters laid out by `parameterLayout`
 * @param series calibration data, normalised, each [sample][channel]
 * @throws RangeError when the weights are too large for the integer arithmetic (a diverged training)
 */
export function quantise(
  architecture: Architecture,
  parameters: Float32Array,
  normalisation: Normalisation,
  series: Iterable<Float32Array>,
): IntegerNetwork {
  const tensors = new Map(parameterLayout(architecture).map((tensor) => [tensor.name, tensor]));
  const values = (name: string): Float32Array => {
    const tensor = tensors.get(name);
    return tensor === undefined ? new Float32Array(0) : view(parameters, tensor);
  };
  const matrices = new Map(weightMatrices(architecture).map((matrix) => [matrix.tensor.name, matrix]));
  const matrix: ToMatrix = (name, from, to) => quantiseMatrix(values(name), matrices.get(name)!, from, to);
  const ranges = calibrate(architecture, parameters, series);
  const shapes = layerShapes(architecture);
  const stateFractions = stateFractionsByCell(shapes, ranges);

  const input: InputFormat = {
    fraction: fractionFor(ranges.input * MARGIN, 14),
    offset: normalisation.offset,
    scale: normalisation.scale,
  };
  const rectified: ToDense = (name, from, range) => {
    const outputFraction = fractionFor(range * MARGIN, 14);
    const bias = int16(values(`${name}.bias`), outputFraction);
    return { weights: matrix(`${name}.weight`, from, outputFraction), bias, outputFraction };
  };
  let fraction = input.fraction;
  const stages = stageShapes(architecture).map((shape, index) => {
    const stage = quantiseStage(shape, matrix, rectified, fraction, ranges.stages[index]!);
    if (stage.kind !== 'decimation') fraction = stage.dense.outputFraction;
    return stage;
  });
  const layers = shapes.map((shape, index) => {
    const fractions = {
      input: fraction,
      states: stateFractions.get(shape.layer.cell)!,
      inputFactor: fractionFor(ranges.inputFactors[index]! * MARGIN, 15),
      recurrentFactor: fractionFor(ranges.recurrentFactors[index]! * MARGIN, 15),
    };
    const nameOf = (part: string): string => `layer${index}.${part}`;
    const layer = quantiseLayer(
      shape,
      (part) => values(nameOf(part)),
      (part, from, to) => matrix(nameOf(part), from, to),
      fractions,
    );
    fraction = fractions.states[0]!;
    return layer;
  });
  const dense = architecture.dense === undefined ? undefined : rectified('dense', fraction, ranges.dense);

  return {
    architecture,
    input,
    stages,
    layers,
    dense,
    head: {
      weights: matrix('head.weight', dense?.outputFraction ?? fraction, PRE_ACTIVATION_FRACTION),
      bias: Int32Array.from(values('head.bias'), (bias) => Math.round(bias * 2 ** PRE_ACTIVATION_FRACTION)),
      targetScale: 1 / normalisation.targetScale,
      targetOffset: normalisation.targetOffset,
    },
  };
}

/** Most fraction bits, up to `most`, with which ±`range` fits in int16. */
function fractionFor(range: number, most: number): number {
  return range === 0 ? most : Math.max(0, Math.min(most, Math.floor(Math.log2(INT16_MAX / range))));
}

/** All layers with the same cell use the same formats, so that they share one C function. */
function stateFractionsByCell(shapes: readonly LayerShape[], ranges: Ranges): Map<CellName, number[]> {
  const fractions = new Map<CellName, number[]>();
  shapes.forEach(({ cell, layer }, index) => {
    const own = cell.states.map(({ within }, state) =>
      within === undefined
        ? fractionFor(ranges.states[index]![state]! * MARGIN, 15)
        : 15 - Math.ceil(Math.log2(within)),
    );
    const other = fractions.get(layer.cell) ?? own;
    fractions.set(
      layer.cell,
      own.map((fraction, state) => Math.min(fraction, other[state]!)),
    );
  });
  return fractions;
}

/** The integer matrix of a tensor, between an input and an output with these numbers of fraction bits. */
type ToMatrix = (tensor: string, inputFraction: number, outputFraction: number) => IntegerMatrix;

/** The integer form of `<name>.weight` and `<name>.bias`, whose outputs after ReLU reach up to `range`. */
type ToDense = (name: string, inputFraction: number, range: number) => IntegerDense;

function quantiseMatrix(
  values: Float32Array,
  matrix: WeightMatrix,
  inputFraction: number,
  outputFraction: number,
): IntegerMatrix {
  const { units, columns, gates } = matrix;
  const { weights, scales } = roundWeights(values, matrix);
  const result = { units, columns, gates, weights };
  const factors = weights.every((weight) => weight === 0)
    ? scales.fill(0)
    : scales.map((scale) => scale * 2 ** (outputFraction - inputFraction));
  return { ...result, ...requantisationFor(factors, largestSums(result)) };
}

/** Largest magnitude that the sum of each row can have, [unit][gate]. */
function largestSums(matrix: Pick<IntegerMatrix, 'units' | 'columns' | 'gates' | 'weights'>): Float64Array {
  const sums = new Float64Array(matrix.units * matrix.gates);
  forEachWeight(matrix, (index, row) => (sums[row]! += Math.abs(matrix.weights[index]!) * 32768));
  return sums;
}

function quantiseStage(
  { kind, name, kernel, stride }: StageShape,
  matrix: ToMatrix,
  rectified: ToDense,
  inputFraction: number,
  ranges: Ranges['stages'][number],
): IntegerStage {
  switch (kind) {
    case 'decimation': {
      const mean = requantisationFor(Float64Array.of(1 / kernel), Float64Array.of(kernel * 32768));
      return { kind, kernel, stride, mean };
    }
    case 'convolution':
      return { kind, kernel, stride, dense: rectified(name, inputFraction, ranges.output) };
    case 'separable': {
      const outputFraction = fractionFor(ranges.depthwise * MARGIN, 15);
      const depthwise = { weights: matrix(`${name}.depthwise`, inputFraction, outputFraction), outputFraction };
      return { kind, kernel, stride, depthwise, dense: rectified(name, outputFraction, ranges.output) };
    }
  }
}

interface LayerFractions {
  readonly input: number;
  readonly states: readonly number[];
  readonly inputFactor: number;
  readonly recurrentFactor: number;
}

function quantiseLayer(
  { layer, inputs, hidden }: LayerShape,
  values: (part: string) => Float32Array,
  matrix: ToMatrix,
  fractions: LayerFractions,
): IntegerLayer {
  const factor = (part: string, rank: number | undefined, from: number, to: number): IntegerFactor | undefined =>
    rank === undefined ? undefined : { weights: matrix(part, from, to), outputFraction: to };
  const state = fractions.states[0]!;
  const inputFactor = factor('inputFactor', layer.inputRank, fractions.input, fractions.inputFactor);
  const recurrentFactor = factor('recurrentFactor', layer.recurrentRank, state, fractions.recurrentFactor);
  const result: IntegerLayer = {
    cell: layer.cell,
    stateFractions: fractions.states,
    inputs,
    hidden,
    inputFactor,
    recurrentFactor,
    input: matrix('input', inputFactor?.outputFraction ?? fractions.input, PRE_ACTIVATION_FRACTION),
    recurrent: matrix('recurrent', recurrentFactor?.outputFraction ?? state, PRE_ACTIVATION_FRACTION),
    bias: int16(values('bias'), PRE_ACTIVATION_FRACTION),
    constants: constantsOf(layer.cell, fractions.states, values('scalar')),
  };
  checkAccumulators(result);
  return result;
}

function int16(values: Float32Array, fraction: number): Int16Array {
  return Int16Array.from(values, (value) => saturate16(Math.round(value * 2 ** fraction)));
}

/** Values of the instructions that depend on the layer's learned scalars alone. */
function constantsOf(cell: CellName, stateFractions: readonly number[], scalars: Float32Array): Int16Array {
  const { instructions } = programOf({ cell, stateFractions });
  const constants = instructions.flatMap((instruction) => (instruction.kind === 'constant' ? [instruction] : []));
  return Int16Array.from(constants, ({ expression, fraction }) => {
    const interpreter = new Interpreter([expression]);
    interpreter.evaluate({ accumulators: [], states: [], scalars });
    return saturate16(Math.round(interpreter.root(0) * 2 ** fraction));
  });
}

/** The cell's program relies on pre-activations below `ACCUMULATOR_BOUND`; only a diverged network exceeds it. */
function checkAccumulators({ input, recurrent }: IntegerLayer): void {
  const most = (matrix: IntegerMatrix): number => {
    const { multipliers, preShift, shift } = matrix;
    return largestSums(matrix).reduce(
      (largest, sum, row) => Math.max(largest, (sum * multipliers[row]!) / 2 ** (preShift + shift)),
      0,
    );
  };
  if (most(input) + most(recurrent) + 32768 > ACCUMULATOR_BOUND) {
    throw new RangeError('the weights of a layer are too large for integer arithmetic');
  }
}
