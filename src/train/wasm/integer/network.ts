import { LANES, ROW_BYTES } from '../../../compile/wasm/lanes.ts';
import type { SeriesSet } from '../../../data/dataset.ts';
import { roundDivide, SIGMOID_TABLE, TANH_TABLE } from '../../../network/integer/arithmetic.ts';
import type { InputFormat, IntegerNetwork } from '../../../network/integer/network.ts';
import {
  layerShapes,
  pooledFeatures,
  stageCounts,
  stageOutputs,
  stageShapes,
  stepsOf,
} from '../../../network/shapes.ts';
import type { Kernels } from '../kernels.ts';
import { panelsOf } from '../panels.ts';
import { PanelDense } from './dense.ts';
import { PanelLayer } from './layer.ts';
import { IntegerMemory } from './memory.ts';
import { PanelProduct } from './product.ts';
import { PanelStage } from './stage.ts';

/** The integer network on sixteen series at a time: the same results as `IntegerRunner`, bit for bit. */
export class PanelNetwork {
  readonly #kernels: Kernels;
  readonly #network: IntegerNetwork;
  readonly #memory: IntegerMemory;
  /** [lane] addresses of raw series, and where those addresses stand. */
  readonly #series: readonly number[];
  readonly #sources: number;
  readonly #format: number;
  /** [sample][channel] */
  readonly #samples: number;
  readonly #stages: readonly PanelStage[];
  readonly #layers: readonly PanelLayer[];
  /** Rows that pooling has summed up, and those that it leaves. */
  readonly #sums: number;
  readonly #features: number;
  readonly #dense: { readonly layer: PanelDense; readonly output: number } | undefined;
  readonly #head: PanelProduct;
  readonly #outputs: number;

  /** @param samples of the longest series */
  constructor(kernels: Kernels, network: IntegerNetwork, samples: number) {
    const { architecture } = network;
    const { inputs, outputs } = architecture;
    const memory = new IntegerMemory(kernels.heapStart());
    this.#kernels = kernels;
    this.#network = network;
    this.#memory = memory;
    this.#series = Array.from({ length: LANES }, () => memory.rows(Math.ceil((samples * inputs) / LANES)));
    this.#sources = memory.place(Int32Array.from(this.#series));
    this.#format = memory.place(formatOf(network.input));
    this.#samples = memory.rows(samples * inputs);
    const counts = stageCounts(architecture, samples);
    this.#stages = stageShapes(architecture).map(
      (shape, index) => new PanelStage(kernels, memory, network.stages[index]!, shape, counts[index]!),
    );
    const tables = { sigmoid: memory.place(SIGMOID_TABLE), tanh: memory.place(TANH_TABLE) };
    this.#layers = layerShapes(architecture).map(
      (shape, index) => new PanelLayer(kernels, memory, network.layers[index]!, shape, tables),
    );
    const features = pooledFeatures(architecture);
    this.#sums = memory.rows(features);
    this.#features = memory.rows(features);
    this.#dense = network.dense && {
      layer: new PanelDense(kernels, memory, network.dense),
      output: memory.rows(network.dense.bias.length),
    };
    this.#head = new PanelProduct(kernels, memory, network.head.weights);
    this.#outputs = memory.rows(outputs);
  }

  /** First byte of the kernels' memory that the network does not need. */
  get end(): number {
    return this.#memory.end;
  }

  /** Outputs for every series, [series][output], Q12. The kernels' memory must reach to `end`. */
  run(set: SeriesSet): Int32Array {
    const { outputs } = this.#network.architecture;
    const { buffer } = this.#kernels.memory;
    this.#memory.write(buffer);
    const words = new Int32Array(buffer);
    const result = new Int32Array(set.lengths.length * outputs);
    for (const panel of panelsOf(set, [...set.lengths.keys()])) {
      this.#runPanel(set, panel, words);
      const { bias } = this.#network.head;
      panel.forEach((series, lane) => {
        for (let output = 0; output < outputs; output++) {
          result[series * outputs + output] = words[this.#outputs / 4 + output * LANES + lane]! + bias[output]!;
        }
      });
    }
    return result;
  }

  /** @param panel series, the longest first */
  #runPanel(set: SeriesSet, panel: readonly number[], words: Int32Array): void {
    this.#load(set, panel, new Float32Array(words.buffer));
    let [values, count] = [this.#samples, set.lengths[panel[0]!]!];
    for (const stage of this.#stages) {
      count = stage.run(values, count);
      values = stage.output;
    }
    this.#pool(values, set, panel, words);
    const { layer, output = this.#features } = this.#dense ?? {};
    layer?.apply(this.#features, output);
    this.#head.apply(output, this.#outputs);
  }

  /** Lanes that stay free have what was there before. */
  #load(set: SeriesSet, panel: readonly number[], floats: Float32Array): void {
    const { inputs } = this.#network.architecture;
    panel.forEach((series, lane) => {
      const [first, length] = [set.starts[series]!, set.lengths[series]!];
      floats.set(set.values.subarray(first * inputs, (first + length) * inputs), this.#series[lane]! / 4);
    });
    const longest = set.lengths[panel[0]!]!;
    this.#kernels.integerSamples(this.#sources, longest, inputs, this.#format, this.#samples);
  }

  /** Steps through the layers. The features of a lane are taken when its series ends; what follows there is nobody's. */
  #pool(values: number, set: SeriesSet, panel: readonly number[], words: Int32Array): void {
    const { architecture } = this.#network;
    const kernels = this.#kernels;
    const features = pooledFeatures(architecture);
    const isMean = architecture.pooling === 'mean';
    for (const layer of this.#layers) layer.reset();
    kernels.clear(this.#sums, features * ROW_BYTES);
    kernels.clear(this.#features, features * ROW_BYTES);
    const steps = panel.map((series) => stepsOf(architecture, set.lengths[series]!));
    let left = steps.filter((count) => count > 0).length;
    for (let step = 0; step < steps[0]!; step++) {
      let output = values + step * stageOutputs(architecture) * ROW_BYTES;
      for (const layer of this.#layers) {
        layer.step(output);
        output = layer.output;
      }
      if (isMean) kernels.integerAddRows(output, ROW_BYTES, this.#sums, features);
      for (; left > 0 && step + 1 === steps[left - 1]; left--) {
        for (let row = 0, at = left - 1; row < features; row++, at += LANES) {
          const value = words[(isMean ? this.#sums : output) / 4 + at]!;
          words[this.#features / 4 + at] = isMean ? roundDivide(value, step + 1) : value;
        }
      }
    }
  }
}

/** [channel] offset, then [channel] scale · 2^(fraction + 1), as `quantiseSample` multiplies by it. */
function formatOf({ offset, scale, fraction }: InputFormat): Float32Array {
  return Float32Array.from([...offset, ...scale.map((value) => value * 2 ** (fraction + 1))]);
}
