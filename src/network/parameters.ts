import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { headInputs, layerShapes, pooledFeatures, stageShapes } from './shapes.ts';

/** A named block of the flat parameter vector; row-major in `shape`. */
export interface Tensor {
  /** e.g. `layer0.recurrent` */
  readonly name: string;
  readonly shape: readonly number[];
  /** Index of the first value in the parameter vector. */
  readonly offset: number;
  readonly size: number;
  readonly initial: Initialiser;
}

/** Uniform in ±`limit`, or fixed values repeated along the last axis. */
type Initialiser =
  { readonly kind: 'uniform'; readonly limit: number } | { readonly kind: 'fixed'; readonly values: readonly number[] };

/**
 * The float parameters of an architecture, in the order of the data flow:
 *
 *     frontend.weight [filter][kernel][channel]   frontend.bias [filter]                 convolution only
 *     blockN.depthwise [channel][kernel]
 *     blockN.weight [filter][channel]             blockN.bias [filter]
 *     layerN.inputFactor [rank][input]            layerN.recurrentFactor [rank][hidden]  factorised layers only
 *     layerN.input [unit][column][gate]           layerN.recurrent [unit][column][gate]
 *     layerN.bias [unit][gate]                    layerN.scalar [scalar]
 *     dense.weight [unit][feature]                dense.bias [unit]                      hidden layer only
 *     head.weight [output][feature]               head.bias [output]
 *
 * The gate axis runs over `inputGates`, `recurrentGates` and `biasGates` of the layer's shape: the gates of one unit are
 * neighbours, so that one activation load serves them all, in the training kernels as in the C code.
 */
export function parameterLayout(architecture: Architecture): Tensor[] {
  const tensors: Tensor[] = [];
  let offset = 0;
  const add = (name: string, shape: number[], initial: Initialiser): void => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (size === 0) return;
    tensors.push({ name, shape, offset, size, initial });
    offset += size;
  };
  const glorot = (fanIn: number, fanOut: number): Initialiser => ({
    kind: 'uniform',
    limit: Math.sqrt(6 / (fanIn + fanOut)),
  });
  const zeros: Initialiser = { kind: 'fixed', values: [0] };

  for (const { kind, name, inputs, outputs, kernel } of stageShapes(architecture)) {
    if (kind === 'decimation') continue;
    if (kind === 'convolution') {
      add(`${name}.weight`, [outputs, kernel, inputs], glorot(kernel * inputs, outputs));
    } else {
      add(`${name}.depthwise`, [inputs, kernel], glorot(kernel, 1));
      add(`${name}.weight`, [outputs, inputs], glorot(inputs, outputs));
    }
    add(`${name}.bias`, [outputs], zeros);
  }

  layerShapes(architecture).forEach((shape, index) => {
    const { layer, cell, hidden, inputColumns, recurrentColumns } = shape;
    const name = (tensor: string): string => `layer${index}.${tensor}`;
    if (layer.inputRank !== undefined)
      add(name('inputFactor'), [inputColumns, shape.inputs], glorot(shape.inputs, inputColumns));
    if (layer.recurrentRank !== undefined)
      add(name('recurrentFactor'), [recurrentColumns, hidden], glorot(hidden, recurrentColumns));
    add(name('input'), [hidden, inputColumns, shape.inputGates.length], glorot(inputColumns, hidden));
    add(name('recurrent'), [hidden, recurrentColumns, shape.recurrentGates.length], {
      kind: 'uniform',
      limit: 1 / Math.sqrt(hidden),
    });
    add(name('bias'), [hidden, shape.biasGates.length], {
      kind: 'fixed',
      values: shape.biasGates.map((gate) => cell.accumulators[gate]!.bias ?? 0),
    });
    add(name('scalar'), [cell.scalars.length], { kind: 'fixed', values: cell.scalars.map((scalar) => scalar.initial) });
  });

  const addDense = (name: string, outputs: number, inputs: number): void => {
    add(`${name}.weight`, [outputs, inputs], glorot(inputs, outputs));
    add(`${name}.bias`, [outputs], zeros);
  };
  const { dense, outputs } = architecture;
  if (dense !== undefined) addDense('dense', dense, pooledFeatures(architecture));
  addDense('head', outputs, headInputs(architecture));
  return tensors;
}

/** Length of the parameter vector. */
export function parameterCount(architecture: Architecture): number {
  return parameterLayout(architecture).reduce((sum, tensor) => sum + tensor.size, 0);
}

/** The values of one tensor as a view into the parameter vector. */
export function view(parameters: Float32Array, tensor: Tensor): Float32Array {
  return parameters.subarray(tensor.offset, tensor.offset + tensor.size);
}

/** Random initial parameters: Glorot (2010) for all but U, ±1/√hidden for U, the cells' own biases. */
export function initialParameters(architecture: Architecture, random: Random): Float32Array {
  const parameters = new Float32Array(parameterCount(architecture));
  for (const tensor of parameterLayout(architecture)) {
    const { initial } = tensor;
    const values = view(parameters, tensor);
    for (let i = 0; i < values.length; i++) {
      values[i] =
        initial.kind === 'uniform'
          ? random.between(-initial.limit, initial.limit)
          : initial.values[i % initial.values.length]!;
    }
  }
  return parameters;
}
