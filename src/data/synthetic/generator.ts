import type { Random } from '../../base/random.ts';

export interface SeriesRequest {
  /** This series' own stream. */
  readonly random: Random;
  /** Class index; 0 for a regression. */
  readonly label: number;
  /** Nominal number of steps; a generator of unequal lengths varies about it. */
  readonly length: number;
  /** Sensor noise, relative to the generator's own. */
  readonly noise: number;
}

export interface SimulatedSeries {
  /** [step][channel], in the unit of the channel, rounded to the sensor's resolution */
  readonly values: Float32Array;
  /** class index, or the value to predict */
  readonly target: number;
}

/** A simulation of a sensor with known physics. */
export interface Generator {
  readonly task: 'classification' | 'regression';
  readonly channels: readonly string[];
  /** Empty for a regression. */
  readonly classes: readonly string[];
  /** Hz; undefined when steps have no duration */
  readonly samplingRate: number | undefined;
  /** steps, when the spec does not say */
  readonly length: number;
  /** Steps of the shortest and the longest series that may come out; absent: all are as long as asked. */
  readonly lengths?: (length: number) => readonly [least: number, most: number];
  readonly make: (request: SeriesRequest) => SimulatedSeries;
}

/**
 * The nearest multiple of a sensor's resolution. It makes data reproducible across engines too: Math.sin may differ in
 * the last of its 53 bits, which is some ten orders of magnitude below a sensor's step.
 */
export function quantise(value: number, resolution: number): number {
  return Math.round(value / resolution) * resolution;
}

/** m/s² */
export const GRAVITY = 9.80665;
