import type { Architecture, CellName } from '../../protocol/architecture.ts';
import { parameterLayout, view } from '../parameters.ts';
import { layerShapes, type LayerShape, stageShapes, type StageShape } from '../shapes.ts';
import { PRE_ACTIVATION_FRACTION, requantisationFor } from './arithmetic.ts';
import { calibrate, type Ranges } from './calibrate.ts';
import type { InputFormat, IntegerDense, IntegerNetwork, IntegerStage } from './network.ts';
import { quantiseLayer } from './quantise-layer.ts';
import { fractionFor, int16, MARGIN, quantiseMatrix, type ToMatrix } from './quantise-matrix.ts';
import { roundWeights, weightMatrices } from './weights.ts';

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
  const matrices = new Map(weightMatrices(architecture).map((matrix) => [matrix.name, matrix]));
  const matrix: ToMatrix = (name, from, to, vector) => {
    const weights = matrices.get(name)!;
    return quantiseMatrix(
      { ...weights, ...roundWeights(parameters, weights, vector?.factors) },
      from,
      to,
      vector?.bits,
    );
  };
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
  let range = ranges.input;
  const stages = stageShapes(architecture).map((shape, index) => {
    const stage = quantiseStage(shape, matrix, rectified, fraction, ranges.stages[index]!);
    if (stage.kind !== 'decimation') {
      fraction = stage.dense.outputFraction;
      range = ranges.stages[index]!.output;
    }
    return stage;
  });
  const layers = shapes.map((shape, index) => {
    const states = stateFractions.get(shape.layer.cell)!;
    const h = shape.cell.states[0]!.within ?? ranges.states[index]![0]!;
    const [inputFactor, recurrentFactor] = [ranges.inputFactors[index]!, ranges.recurrentFactors[index]!];
    const formats = { input: fraction, states, ranges: { x: range, h, inputFactor, recurrentFactor } };
    const nameOf = (part: string): string => `layer${index}.${part}`;
    const layer = quantiseLayer(
      shape,
      (part) => values(nameOf(part)),
      (part, from, to, vector) => matrix(nameOf(part), from, to, vector),
      formats,
    );
    [fraction, range] = [states[0]!, h];
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

/** The integer form of `<name>.weight` and `<name>.bias`, whose outputs after ReLU reach up to `range`. */
type ToDense = (name: string, inputFraction: number, range: number) => IntegerDense;

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
