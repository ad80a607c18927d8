import type { Random } from '../../../src/base/random.ts';
import { floatContextOf } from '../../../src/compile/c-float/context.ts';
import type { FloatNetwork } from '../../../src/compile/c-float/float-network.ts';
import { initialParameters } from '../../../src/network/parameters.ts';
import { ReferenceNetwork } from '../../../src/network/reference.ts';
import { stepsOf } from '../../../src/network/shapes.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';

export interface Subject {
  readonly network: FloatNetwork;
  /** As measured, each [sample][channel]. */
  readonly series: readonly Float32Array[];
}

/** What a model answers to one series. */
interface Answer {
  /** Steps that advanced the network. */
  readonly advanced: number;
  readonly outputs: readonly number[];
  /** The class, or the value of a regression. */
  readonly prediction: number;
}

export interface Answers {
  readonly contextBytes: number;
  readonly series: readonly Answer[];
}

/** A network with parameters as large as trained ones, and series of noise, about the scale that it expects. */
export function subjectOf(architecture: Architecture, random: Random, lengths: readonly number[]): Subject {
  const { inputs } = architecture;
  const gain = random.between(1, 1.5);
  const parameters = initialParameters(architecture, random).map((value) => gain * value + 0.1 * random.normal());
  const deviation = Array.from({ length: inputs }, () => 10 ** random.between(-3, 3));
  const offset = Float32Array.from(deviation, (value) => 3 * value * random.normal());
  const scale = Float32Array.from(deviation, (value) => 1 / value);
  const series = lengths.map((length) =>
    Float32Array.from({ length: length * inputs }, (_, i) => {
      return offset[i % inputs]! + deviation[i % inputs]! * random.normal();
    }),
  );
  const isRegression = architecture.task === 'regression';
  const targetScale = isRegression ? 10 ** random.between(-3, 3) : 1;
  const targetOffset = isRegression ? 10 * targetScale * random.normal() : 0;
  return { network: { architecture, parameters, normalisation: { offset, scale, targetOffset, targetScale } }, series };
}

/** What the reference answers. Samples are normalised in float32, as the model does it; the rest is float64. */
export function referenceAnswers({ network, series }: Subject): {
  readonly contextBytes: number;
  readonly series: readonly Omit<Answer, 'prediction'>[];
} {
  const { architecture, parameters, normalisation } = network;
  const { offset, scale, targetOffset, targetScale } = normalisation;
  const { inputs } = architecture;
  const reference = new ReferenceNetwork(architecture, parameters);
  return {
    contextBytes: floatContextOf(architecture).bytes,
    series: series.map((samples) => {
      const normal = samples.map((value, i) => Math.fround(value - offset[i % inputs]!) * scale[i % inputs]!);
      const outputs = Array.from(reference.run(normal), (value) => value * targetScale + targetOffset);
      return { advanced: stepsOf(architecture, samples.length / inputs), outputs };
    }),
  };
}
