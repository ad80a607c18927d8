import { layerShapes, type LayerShape } from '../shapes.ts';
import {
  lookUp,
  requantise,
  roundDivide,
  roundShift,
  saturate16,
  SIGMOID_TABLE,
  sumStart,
  TANH_TABLE,
} from './arithmetic.ts';
import { programOf, type InputFormat, type IntegerLayer, type IntegerMatrix, type IntegerNetwork } from './network.ts';
import type { CellProgram, Instruction } from './program.ts';

/** Steps after which a running mean halves its sum and count, so that an endless stream cannot overflow them. */
const MEAN_LIMIT = 32768;

/** A raw sample as the chip sees it: `round((raw − offset) · scale · 2^fraction)` in float32, halves away from zero, saturated. */
export function quantiseSample(format: InputFormat, raw: ArrayLike<number>, sample: Int16Array): void {
  const doubled = 2 ** (format.fraction + 1);
  for (let channel = 0; channel < sample.length; channel++) {
    const factor = Math.fround(format.scale[channel]! * doubled);
    const twice = Math.fround(Math.fround(raw[channel]! - format.offset[channel]!) * factor);
    const truncated = twice > 65536 ? 65536 : twice > -65536 ? Math.trunc(twice) : -65536;
    sample[channel] = saturate16(Math.trunc((truncated + (truncated >= 0 ? 1 : -1)) / 2));
  }
}

/** output[unit · gates + gate] = requantised Σ weights · vector. */
function multiply(matrix: IntegerMatrix, vector: Int16Array, output: Int32Array): void {
  const { units, columns, gates, weights, multipliers, preShift, shift } = matrix;
  const start = sumStart(matrix);
  for (let row = 0; row < units * gates; row++) {
    let sum = start;
    let weight = Math.floor(row / gates) * columns * gates + (row % gates);
    for (let column = 0; column < columns; column++, weight += gates) sum += weights[weight]! * vector[column]!;
    output[row] = requantise(sum, multipliers[row]!, preShift, shift);
  }
}

function saturateInto(values: Int32Array, output: Int16Array): void {
  for (let i = 0; i < output.length; i++) output[i] = saturate16(values[i]!);
}

/** One recurrent layer with its states and buffers. */
class LayerRunner {
  readonly output: Int16Array;
  readonly #layer: IntegerLayer;
  readonly #shape: LayerShape;
  readonly #program: CellProgram;
  readonly #states: Int16Array[];
  readonly #inputSums: Int32Array;
  readonly #recurrentSums: Int32Array;
  readonly #factorSums: Int32Array;
  readonly #inputColumns: Int16Array;
  readonly #recurrentColumns: Int16Array;
  /** [instruction][unit] */
  readonly #values: Int32Array[];

  constructor(layer: IntegerLayer, shape: LayerShape) {
    const { hidden, inputColumns, recurrentColumns } = shape;
    this.#layer = layer;
    this.#shape = shape;
    this.#program = programOf(layer);
    this.#states = layer.stateFractions.map(() => new Int16Array(hidden));
    this.output = this.#states[0]!;
    this.#inputSums = new Int32Array(hidden * shape.inputGates.length);
    this.#recurrentSums = new Int32Array(hidden * shape.recurrentGates.length);
    this.#factorSums = new Int32Array(Math.max(inputColumns, recurrentColumns));
    this.#inputColumns = new Int16Array(inputColumns);
    this.#recurrentColumns = new Int16Array(recurrentColumns);
    let constant = 0;
    this.#values = this.#program.instructions.map((instruction) =>
      new Int32Array(hidden).fill(instruction.kind === 'constant' ? layer.constants[constant++]! : 0),
    );
  }

  reset(): void {
    for (const state of this.#states) state.fill(0);
  }

  step(input: Int16Array): void {
    const { inputFactor, recurrentFactor } = this.#layer;
    multiply(this.#layer.input, this.#factored(inputFactor?.weights, input, this.#inputColumns), this.#inputSums);
    multiply(
      this.#layer.recurrent,
      this.#factored(recurrentFactor?.weights, this.output, this.#recurrentColumns),
      this.#recurrentSums,
    );
    this.#program.instructions.forEach((instruction, index) => {
      this.#execute(instruction, this.#values[index]!);
    });
    this.#program.next.forEach((index, state) => {
      this.#states[state]!.set(this.#values[index]!);
    });
  }

  #factored(factor: IntegerMatrix | undefined, vector: Int16Array, output: Int16Array): Int16Array {
    if (factor === undefined) return vector;
    multiply(factor, vector, this.#factorSums);
    saturateInto(this.#factorSums, output);
    return output;
  }

  #execute(instruction: Instruction, output: Int32Array): void {
    const units = output.length;
    switch (instruction.kind) {
      case 'accumulator': {
        this.#accumulate(instruction.index, output);
        break;
      }
      case 'state':
        output.set(this.#states[instruction.index]!);
        break;
      case 'constant':
        break;
      case 'add': {
        const [left, right] = [this.#values[instruction.left]!, this.#values[instruction.right]!];
        for (let unit = 0; unit < units; unit++) output[unit] = left[unit]! + right[unit]!;
        break;
      }
      case 'multiply': {
        const [left, right] = [this.#values[instruction.left]!, this.#values[instruction.right]!];
        for (let unit = 0; unit < units; unit++)
          output[unit] = roundShift(left[unit]! * right[unit]!, instruction.shift);
        break;
      }
      default: {
        const of = this.#values[instruction.of]!;
        for (let unit = 0; unit < units; unit++) output[unit] = unary(instruction, of[unit]!);
      }
    }
  }

  #accumulate(accumulator: number, output: Int32Array): void {
    output.fill(0);
    const addGate = (gates: readonly number[], values: ArrayLike<number>): void => {
      const gate = gates.indexOf(accumulator);
      if (gate < 0) return;
      for (let unit = 0; unit < output.length; unit++) output[unit]! += values[unit * gates.length + gate]!;
    };
    addGate(this.#shape.inputGates, this.#inputSums);
    addGate(this.#shape.recurrentGates, this.#recurrentSums);
    addGate(this.#shape.biasGates, this.#layer.bias);
  }
}

type Unary = Extract<Instruction, { readonly of: number }>;

function unary(instruction: Unary, x: number): number {
  switch (instruction.kind) {
    case 'complement':
      return instruction.one - x;
    case 'shiftLeft':
      return x * 2 ** instruction.shift;
    case 'shiftRight':
      return roundShift(x, instruction.shift);
    case 'saturate':
      return saturate16(x);
    case 'sigmoid':
      return lookUp(SIGMOID_TABLE, x);
    case 'tanh':
      return lookUp(TANH_TABLE, x);
    case 'relu':
      return Math.max(0, x);
  }
}

/** Collects samples until a recurrent step is due. */
class FrontendRunner {
  readonly output: Int16Array;
  readonly #network: IntegerNetwork;
  readonly #window: Int16Array;
  readonly #sums: Int32Array;
  #collected = 0;
  #skip = 0;

  constructor(network: IntegerNetwork) {
    const { frontend, architecture } = network;
    this.#network = network;
    const kernel = frontend.kind === 'convolution' ? frontend.kernel : 1;
    this.#window = new Int16Array(kernel * architecture.inputs);
    const outputs = frontend.kind === 'convolution' ? frontend.bias.length : architecture.inputs;
    this.output = new Int16Array(outputs);
    this.#sums = new Int32Array(outputs);
  }

  reset(): void {
    this.#collected = 0;
    this.#skip = 0;
    this.#sums.fill(0);
  }

  /** Takes one sample; true when `output` holds the input of a recurrent step. */
  push(sample: Int16Array): boolean {
    const { frontend } = this.#network;
    switch (frontend.kind) {
      case 'none':
        this.output.set(sample);
        return true;
      case 'decimation': {
        if (this.#collected === 0) this.#sums.fill(sumStart(frontend.mean));
        for (let channel = 0; channel < sample.length; channel++) this.#sums[channel]! += sample[channel]!;
        if (++this.#collected < frontend.factor) return false;
        this.#collected = 0;
        const { multipliers, preShift, shift } = frontend.mean;
        for (let channel = 0; channel < sample.length; channel++) {
          this.output[channel] = saturate16(requantise(this.#sums[channel]!, multipliers[0]!, preShift, shift));
        }
        return true;
      }
      case 'convolution': {
        if (this.#skip > 0) {
          this.#skip--;
          return false;
        }
        this.#window.set(sample, this.#collected * sample.length);
        if (++this.#collected < frontend.kernel) return false;
        multiply(frontend.weights, this.#window, this.#sums);
        for (let filter = 0; filter < this.output.length; filter++) {
          this.output[filter] = Math.max(0, saturate16(this.#sums[filter]! + frontend.bias[filter]!));
        }
        const kept = Math.max(0, frontend.kernel - frontend.stride);
        this.#window.copyWithin(0, (frontend.kernel - kept) * sample.length);
        this.#collected = kept;
        this.#skip = Math.max(0, frontend.stride - frontend.kernel);
        return true;
      }
    }
  }
}

/**
 * The TypeScript reference of the integer network: the same calls as the generated C, with the same results bit for bit.
 */
export class IntegerRunner {
  readonly #network: IntegerNetwork;
  readonly #frontend: FrontendRunner;
  readonly #layers: LayerRunner[];
  readonly #features: Int16Array;
  readonly #sums: Int32Array;
  #steps = 0;

  constructor(network: IntegerNetwork) {
    this.#network = network;
    const shapes = layerShapes(network.architecture);
    this.#frontend = new FrontendRunner(network);
    this.#layers = network.layers.map((layer, index) => new LayerRunner(layer, shapes[index]!));
    this.#features = new Int16Array(network.layers.at(-1)!.hidden);
    this.#sums = new Int32Array(this.#features.length);
  }

  reset(): void {
    this.#frontend.reset();
    for (const layer of this.#layers) layer.reset();
    this.#sums.fill(0);
    this.#steps = 0;
  }

  /** Takes one quantised sample; true when the recurrent layers advanced. */
  step(sample: Int16Array): boolean {
    if (!this.#frontend.push(sample)) return false;
    let values = this.#frontend.output;
    for (const layer of this.#layers) {
      layer.step(values);
      values = layer.output;
    }
    if (this.#network.architecture.pooling === 'mean') this.#accumulateMean(values);
    return true;
  }

  #accumulateMean(values: Int16Array): void {
    if (this.#steps === MEAN_LIMIT) {
      this.#steps = MEAN_LIMIT / 2;
      for (let unit = 0; unit < values.length; unit++) this.#sums[unit] = roundDivide(this.#sums[unit]!, 2);
    }
    this.#steps++;
    for (let unit = 0; unit < values.length; unit++) this.#sums[unit]! += values[unit]!;
  }

  /** Writes the head's outputs, Q12, for what was seen since the last reset. */
  outputs(result: Int32Array): void {
    if (this.#network.architecture.pooling === 'last') {
      this.#features.set(this.#layers.at(-1)!.output);
    } else {
      const steps = Math.max(1, this.#steps);
      for (let unit = 0; unit < this.#features.length; unit++) {
        this.#features[unit] = roundDivide(this.#sums[unit]!, steps);
      }
    }
    const { weights, bias } = this.#network.head;
    multiply(weights, this.#features, result);
    for (let output = 0; output < result.length; output++) result[output]! += bias[output]!;
  }
}

/** The class with the largest output; the first one of equals. */
export function classOf(outputs: Int32Array): number {
  let best = 0;
  for (let output = 1; output < outputs.length; output++) if (outputs[output]! > outputs[best]!) best = output;
  return best;
}
