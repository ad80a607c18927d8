import type { Random } from '../../src/base/random.ts';
import { requantisationFor } from '../../src/network/integer/arithmetic.ts';
import {
  type IntegerDense,
  type IntegerFactor,
  type IntegerLayer,
  type IntegerMatrix,
  type IntegerNetwork,
  type IntegerStage,
  programOf,
} from '../../src/network/integer/network.ts';
import type { WeightBits } from '../../src/network/integer/weights.ts';
import {
  headInputs,
  layerShapes,
  type LayerShape,
  pooledFeatures,
  stageShapes,
  type StageShape,
} from '../../src/network/shapes.ts';
import {
  type Architecture,
  CELL_NAMES,
  type CellName,
  type ConvolutionBlock,
  type Frontend,
} from '../../src/protocol/architecture.ts';

/** How a network's weights are drawn: like trained ones, or at the ends of their range. */
type Character = 'calm' | 'wild';

/** Any architecture, small enough for a test; layers may share a cell, and there may be none behind convolution blocks. */
export function randomArchitecture(random: Random): Architecture {
  const classification = random.uniform() < 0.6;
  const blocks = random.uniform() < 0.3 ? 1 + random.index(3) : 0;
  return {
    inputs: 1 + random.index(9),
    frontend: randomFrontend(random),
    ...(blocks === 0 ? {} : { blocks: Array.from({ length: blocks }, () => randomBlock(random)) }),
    recurrent: Array.from({ length: blocks > 0 && random.uniform() < 0.5 ? 0 : 1 + random.index(3) }, () => ({
      cell: random.pick(CELL_NAMES),
      hidden: 1 + random.index(random.pick([4, 12, 40])),
      ...(random.uniform() < 0.3 ? { inputRank: 1 + random.index(6) } : {}),
      ...(random.uniform() < 0.3 ? { recurrentRank: 1 + random.index(6) } : {}),
    })),
    ...random.pick([{}, {}, { weightBits: 4 as const }, { activationBits: 8 as const }]),
    pooling: random.pick(['last', 'mean']),
    ...(random.uniform() < 0.3 ? { dense: 1 + random.index(20) } : {}),
    task: classification ? 'classification' : 'regression',
    outputs: classification ? 2 + random.index(9) : 1,
  };
}

function randomFrontend(random: Random): Frontend {
  switch (random.index(4)) {
    case 0:
      return { kind: 'decimation', factor: 1 + random.index(7) };
    case 1:
      return {
        kind: 'convolution',
        filters: 1 + random.index(10),
        kernel: 1 + random.index(6),
        stride: 1 + random.index(8),
      };
    default:
      return { kind: 'none' };
  }
}

function randomBlock(random: Random): ConvolutionBlock {
  return { filters: 1 + random.index(random.pick([6, 20])), kernel: 1 + random.index(5), stride: 1 + random.index(3) };
}

/** A network with random numbers in which no sum can overflow, whatever its inputs. */
export function randomNetwork(random: Random, architecture: Architecture): IntegerNetwork {
  const character: Character = random.uniform() < 0.5 ? 'calm' : 'wild';
  const fractions = new Map<CellName, number[]>();
  const layers = layerShapes(architecture).map((shape): IntegerLayer => {
    const stateFractions = fractions.get(shape.layer.cell) ?? randomFractions(random, shape);
    fractions.set(shape.layer.cell, stateFractions);
    return randomLayer(random, shape, stateFractions, character, architecture.weightBits ?? 8);
  });
  const { inputs, dense, outputs } = architecture;
  const inputFraction = random.index(16);
  return {
    architecture,
    input: {
      fraction: inputFraction,
      offset: Float32Array.from({ length: inputs }, () => random.normal() * 10 ** random.between(-3, 3)),
      scale: Float32Array.from({ length: inputs }, () => 10 ** random.between(-4, 4)),
    },
    stages: stageShapes(architecture).map((shape) => randomStage(random, shape, character)),
    layers,
    dense: dense === undefined ? undefined : randomDense(random, dense, pooledFeatures(architecture), character),
    head: {
      weights: randomMatrix(random, outputs, headInputs(architecture), 1, 2 ** random.between(12, 24), character),
      bias: Int32Array.from({ length: outputs }, () => random.index(2 ** 20) - 2 ** 19),
      targetScale: 10 ** random.between(-3, 3),
      targetOffset: random.normal() * 100,
    },
  };
}

function randomFractions(random: Random, { cell }: LayerShape): number[] {
  return cell.states.map(({ within }) => (within === undefined ? random.index(16) : 15 - Math.ceil(Math.log2(within))));
}

function randomLayer(
  random: Random,
  shape: LayerShape,
  stateFractions: number[],
  character: Character,
  bits: WeightBits,
): IntegerLayer {
  const { layer, hidden, inputs, biasGates } = shape;
  // Sums of products and b stay below ACCUMULATOR_BOUND = 2^28.
  const gateBound = (): number => 2 ** random.between(13, character === 'calm' ? 23.9 : 27.9);
  const constants = programOf({ cell: layer.cell, stateFractions }).instructions.flatMap((instruction) =>
    instruction.kind === 'constant' ? [random.index(2 * instruction.bound + 1) - instruction.bound] : [],
  );
  return {
    cell: layer.cell,
    stateFractions,
    inputs,
    hidden,
    inputFactor: randomFactor(random, layer.inputRank, inputs, character, bits),
    recurrentFactor: randomFactor(random, layer.recurrentRank, hidden, character, bits),
    inputShift: layer.inputRank === undefined ? random.index(8) : 0,
    recurrentShift: layer.recurrentRank === undefined ? random.index(8) : 0,
    products: shape.groups.map(({ gates, columns }) =>
      randomMatrix(random, hidden, columns, gates.length, gateBound(), character, bits),
    ),
    bias: randomInt16(random, hidden * biasGates.length, character),
    constants: Int16Array.from(constants),
  };
}

function randomFactor(
  random: Random,
  rank: number | undefined,
  columns: number,
  character: Character,
  bits: WeightBits,
): IntegerFactor | undefined {
  if (rank === undefined) return undefined;
  const weights = randomMatrix(random, rank, columns, 1, 2 ** random.between(12, 18), character, bits);
  return { weights, outputFraction: random.index(16) };
}

function randomStage(random: Random, shape: StageShape, character: Character): IntegerStage {
  const { kind, inputs, outputs, kernel, stride } = shape;
  switch (kind) {
    case 'decimation': {
      const mean = requantisationFor(Float64Array.of(1 / kernel), Float64Array.of(kernel * 32768));
      return { kind, kernel, stride, mean };
    }
    case 'convolution':
      return { kind, kernel, stride, dense: randomDense(random, outputs, kernel * inputs, character) };
    case 'separable': {
      const weights = randomMatrix(random, inputs, kernel, 1, 2 ** random.between(12, 18), character);
      const dense = randomDense(random, outputs, inputs, character);
      return { kind, kernel, stride, depthwise: { weights, outputFraction: random.index(16) }, dense };
    }
  }
}

function randomDense(random: Random, units: number, columns: number, character: Character): IntegerDense {
  return {
    weights: randomMatrix(random, units, columns, 1, 2 ** random.between(12, 18), character),
    bias: randomInt16(random, units, character),
    outputFraction: random.index(15),
  };
}

/** @param bound the largest magnitude that a requantised sum can have */
function randomMatrix(
  random: Random,
  units: number,
  columns: number,
  gates: number,
  bound: number,
  character: Character,
  bits: WeightBits = 8,
): IntegerMatrix {
  const weights = Int8Array.from({ length: units * columns * gates }, () => {
    const weight = randomWeight(random, character);
    return bits === 8 ? weight : weight & ~15;
  });
  const sums = new Float64Array(units * gates);
  weights.forEach((weight, index) => {
    sums[Math.floor(index / (columns * gates)) * gates + (index % gates)]! += Math.abs(weight) * 32768;
  });
  const factors = sums.map((sum) => (sum === 0 ? 0 : (bound / sum) * random.between(0.2, 0.99)));
  return { units, columns, gates, weights, ...requantisationFor(factors, sums) };
}

function randomWeight(random: Random, character: Character): number {
  if (character === 'calm') return Math.max(-127, Math.min(127, Math.round(40 * random.normal())));
  return random.pick([-127, -127, 127, 127, -1, 0, 1, random.index(255) - 127]);
}

function randomInt16(random: Random, length: number, character: Character): Int16Array {
  return Int16Array.from({ length }, () =>
    character === 'calm' ? random.index(8192) - 4096 : random.pick([-32768, 32767, 0, random.index(65536) - 32768]),
  );
}
