import type { Architecture } from '../protocol/architecture.ts';
import { Interpreter } from './interpreter.ts';
import { parameterLayout } from './parameters.ts';
import { type Observe, type Place, report } from './places.ts';
import { ReferenceStage } from './reference-stage.ts';
import { layerShapes, type LayerShape, pooledFeatures, stageShapes } from './shapes.ts';
import { mean, product, rectified } from './vectors.ts';

/**
 * The float network, in float64, one series at a time: the specification that the training kernels, the gradients and
 * the integer network are held to. Slow on purpose.
 */
export class ReferenceNetwork {
  readonly architecture: Architecture;
  /** Every place that `run` reports to its observer. */
  readonly places: readonly Place[];
  readonly #tensor: (name: string) => ArrayLike<number>;
  readonly #stages: readonly ReferenceStage[];
  readonly #layers: readonly ReferenceLayer[];
  readonly #pooled: Place = { kind: 'pooled' };
  readonly #dense: Place = { kind: 'dense' };
  readonly #output: Place = { kind: 'output' };

  /** @param parameters laid out by `parameterLayout`; read at every `run`, so that they may be changed in between */
  constructor(architecture: Architecture, parameters: Float32Array | Float64Array) {
    this.architecture = architecture;
    const tensors = new Map(parameterLayout(architecture).map((tensor) => [tensor.name, tensor]));
    this.#tensor = (name) => {
      const tensor = tensors.get(name);
      return tensor === undefined ? [] : parameters.subarray(tensor.offset, tensor.offset + tensor.size);
    };
    this.#stages = stageShapes(architecture).map((shape, index) => {
      return new ReferenceStage(shape, index, (name) => this.#tensor(`${shape.name}.${name}`));
    });
    this.#layers = layerShapes(architecture).map((shape, index) => {
      return new ReferenceLayer(shape, index, (name) => this.#tensor(`layer${index}.${name}`));
    });
    this.places = [
      ...this.#stages.flatMap((stage) => stage.places),
      ...this.#layers.flatMap((layer) => layer.places),
      this.#pooled,
      ...(architecture.dense === undefined ? [] : [this.#dense]),
      this.#output,
    ];
  }

  /**
   * @param series [sample][channel], normalised
   * @returns [output] logits, or the normalised value of a regression
   */
  run(series: ArrayLike<number>, observe?: Observe): Float64Array {
    const { inputs } = this.architecture;
    let steps: Float64Array[] = Array.from({ length: Math.floor(series.length / inputs) }, (_, sample) =>
      Float64Array.from({ length: inputs }, (_, channel) => series[sample * inputs + channel]!),
    );
    for (const stage of this.#stages) steps = stage.run(steps, observe);
    for (const layer of this.#layers) steps = layer.run(steps, observe);
    const pooled = this.#pool(steps);
    report(observe, this.#pooled, [pooled]);
    const outputs = product(this.#tensor('head.weight'), this.#hidden(pooled, observe), this.#tensor('head.bias'));
    report(observe, this.#output, [outputs]);
    return outputs;
  }

  /** [feature]; zeros for a series without a step. */
  #pool(steps: readonly Float64Array[]): Float64Array {
    if (steps.length === 0) return new Float64Array(pooledFeatures(this.architecture));
    return this.architecture.pooling === 'last' ? steps.at(-1)! : mean(steps);
  }

  /** What the output layer sees: [feature] → [unit] where there is a hidden layer. */
  #hidden(features: Float64Array, observe: Observe | undefined): Float64Array {
    if (this.architecture.dense === undefined) return features;
    const units = rectified(product(this.#tensor('dense.weight'), features, this.#tensor('dense.bias')));
    report(observe, this.#dense, [units]);
    return units;
  }
}

class ReferenceLayer {
  readonly places: readonly Place[];
  readonly #shape: LayerShape;
  readonly #tensor: (name: string) => ArrayLike<number>;
  readonly #interpreter: Interpreter;
  readonly #inputFactor: Place;
  readonly #recurrentFactor: Place;
  readonly #nodes: readonly Place[];

  constructor(shape: LayerShape, layer: number, tensor: (name: string) => ArrayLike<number>) {
    this.#shape = shape;
    this.#tensor = tensor;
    this.#interpreter = new Interpreter(shape.cell.next);
    this.#inputFactor = { kind: 'inputFactor', layer };
    this.#recurrentFactor = { kind: 'recurrentFactor', layer };
    this.#nodes = this.#interpreter.nodes.map((node) => ({ kind: 'node', layer, node }));
    this.places = [
      ...(shape.layer.inputRank === undefined ? [] : [this.#inputFactor]),
      ...(shape.layer.recurrentRank === undefined ? [] : [this.#recurrentFactor]),
      ...this.#nodes,
    ];
  }

  /** [step][feature] → the output state after each step, [step][unit] */
  run(steps: readonly Float64Array[], observe: Observe | undefined): Float64Array[] {
    const { hidden, cell } = this.#shape;
    let states: Float64Array[] = cell.states.map(() => new Float64Array(hidden));
    return steps.map((x) => {
      const h = states[0]!;
      states = this.#next(
        this.#factored('inputFactor', x, observe),
        this.#factored('recurrentFactor', h, observe),
        states,
        observe,
      );
      return states[0]!;
    });
  }

  /** The vector that W or U multiplies: through the low-rank factor, where there is one. */
  #factored(
    factor: 'inputFactor' | 'recurrentFactor',
    vector: Float64Array,
    observe: Observe | undefined,
  ): Float64Array {
    const { layer } = this.#shape;
    if ((factor === 'inputFactor' ? layer.inputRank : layer.recurrentRank) === undefined) return vector;
    const result = product(this.#tensor(factor), vector);
    report(observe, factor === 'inputFactor' ? this.#inputFactor : this.#recurrentFactor, [result]);
    return result;
  }

  #next(
    x: Float64Array,
    h: Float64Array,
    states: readonly Float64Array[],
    observe: Observe | undefined,
  ): Float64Array[] {
    const { hidden, cell } = this.#shape;
    const scalars = this.#tensor('scalar');
    const sums = this.#accumulators(x, h);
    const count = cell.accumulators.length;
    const next = states.map(() => new Float64Array(hidden));
    for (let unit = 0; unit < hidden; unit++) {
      const values = this.#interpreter.evaluate({
        accumulators: sums.subarray(unit * count, (unit + 1) * count),
        states: states.map((state) => state[unit]!),
        scalars,
      });
      next.forEach((state, index) => (state[unit] = this.#interpreter.root(index)));
      if (observe !== undefined) this.#nodes.forEach((place, node) => observe(place, values[node]!));
    }
    return next;
  }

  /** W·x + U·h + b, [unit][accumulator] */
  #accumulators(x: Float64Array, h: Float64Array): Float64Array {
    const { cell, hidden, inputGates, recurrentGates, biasGates } = this.#shape;
    const sums = new Float64Array(hidden * cell.accumulators.length);
    addProduct(this.#tensor('input'), inputGates, x, sums, hidden);
    addProduct(this.#tensor('recurrent'), recurrentGates, h, sums, hidden);
    addProduct(this.#tensor('bias'), biasGates, ONE, sums, hidden);
    return sums;
  }
}

const ONE = Float64Array.of(1);

/**
 * @param weights [unit][column][gate]
 * @param gates to which of a unit's sums each belongs
 */
function addProduct(
  weights: ArrayLike<number>,
  gates: readonly number[],
  vector: Float64Array,
  sums: Float64Array,
  units: number,
): void {
  const count = sums.length / units;
  for (let unit = 0, index = 0; unit < units; unit++) {
    for (const value of vector) {
      for (const gate of gates) sums[unit * count + gate]! += weights[index++]! * value;
    }
  }
}
