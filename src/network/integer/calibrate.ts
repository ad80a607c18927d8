import type { Architecture } from '../../protocol/architecture.ts';
import type { Expression } from '../expression.ts';
import type { Place } from '../places.ts';
import { ReferenceNetwork } from '../reference.ts';
import { layerShapes, stageShapes } from '../shapes.ts';

/** Largest magnitudes seen in the float network where the equations do not bound them. */
export interface Ranges {
  /** Normalised samples. */
  readonly input: number;
  /** [stage] what it gives, and the sums of each channel; 0 where there are none */
  readonly stages: readonly { readonly output: number; readonly depthwise: number }[];
  /** [layer] p = A·x; 0 without a factor */
  readonly inputFactors: readonly number[];
  /** [layer] q = B·h; 0 without a factor */
  readonly recurrentFactors: readonly number[];
  /** [layer][state] */
  readonly states: readonly (readonly number[])[];
  /** Units of the hidden layer before the output layer; 0 without one */
  readonly dense: number;
}

/**
 * Runs the float network over some series and notes the ranges.
 * @param series normalised, each [sample][channel]
 */
export function calibrate(
  architecture: Architecture,
  parameters: Float32Array,
  series: Iterable<Float32Array>,
): Ranges {
  const network = new ReferenceNetwork(architecture, parameters);
  const shapes = layerShapes(architecture);
  const maxima = new Map<Place, number>(network.places.filter((place) => isWatched(place)).map((place) => [place, 0]));
  const observe = (place: Place, value: number): void => {
    const largest = maxima.get(place);
    if (largest !== undefined && Math.abs(value) > largest) maxima.set(place, Math.abs(value));
  };
  const range = (matches: (place: Place) => boolean): number => {
    const place = [...maxima.keys()].find(matches);
    return place === undefined ? 0 : maxima.get(place)!;
  };

  function isWatched(place: Place): boolean {
    if (place.kind !== 'node') return place.kind !== 'pooled' && place.kind !== 'output';
    return shapes[place.layer]!.cell.next.includes(place.node);
  }

  let input = 0;
  for (const samples of series) {
    input = samples.reduce((largest, value) => Math.max(largest, Math.abs(value)), input);
    network.run(samples, observe);
  }
  const ofNode = (layer: number, node: Expression): number =>
    range((place) => place.kind === 'node' && place.layer === layer && place.node === node);
  return {
    input,
    stages: stageShapes(architecture).map((_, stage) => ({
      output: range((place) => place.kind === 'stage' && place.stage === stage),
      depthwise: range((place) => place.kind === 'depthwise' && place.stage === stage),
    })),
    inputFactors: shapes.map((_, layer) => range((place) => place.kind === 'inputFactor' && place.layer === layer)),
    recurrentFactors: shapes.map((_, layer) =>
      range((place) => place.kind === 'recurrentFactor' && place.layer === layer),
    ),
    states: shapes.map(({ cell }, layer) => cell.next.map((node) => ofNode(layer, node))),
    dense: range((place) => place.kind === 'dense'),
  };
}
