import type { Random } from '../../base/random.ts';
import { quantise, type Generator, type SeriesRequest, type SimulatedSeries } from './generator.ts';

/** Deep-groove ball bearing 6205-2RS, as on the test rig of Case Western Reserve University. */
const GEOMETRY = {
  balls: 9,
  /** mm */
  ballDiameter: 7.94,
  /** mm */
  pitchDiameter: 39.04,
  /** rad */
  contactAngle: 0,
} as const;

/** Hz */
const RATE = 2000;
/** g: the step of an ADXL345 */
const RESOLUTION = 0.0039;
/** g, standard deviation of the background vibration, at noise 1 */
const NOISE = 0.08;
/** Hz */
const RESONANCE = 700;
const DAMPING = 0.08;
/** share by which the time between two impacts varies, since balls slip */
const SLIP = 0.01;

const CLASSES = ['normal', 'outer-race', 'inner-race', 'ball'] as const;

export interface FaultFrequencies {
  /** ball pass frequency of the outer race */
  readonly outer: number;
  /** ball pass frequency of the inner race */
  readonly inner: number;
  /** a fault of a ball meets both races in a turn of it: twice the ball spin frequency */
  readonly ball: number;
  /** fundamental train frequency: turns of the cage */
  readonly cage: number;
}

/**
 * Impacts per second of a fault, with ρ = (d / D) cos φ (Randall & Antoni, "Rolling element bearing diagnostics — a
 * tutorial", Mech. Syst. Signal Process. 25, 2011):
 * BPFO = n f (1 − ρ) / 2, BPFI = n f (1 + ρ) / 2, 2 BSF = f (D / d) (1 − ρ²), FTF = f (1 − ρ) / 2.
 * @param shaft turns per second
 */
export function faultFrequencies(shaft: number): FaultFrequencies {
  const { balls, ballDiameter, pitchDiameter, contactAngle } = GEOMETRY;
  const ratio = (ballDiameter / pitchDiameter) * Math.cos(contactAngle);
  return {
    outer: (balls / 2) * shaft * (1 - ratio),
    inner: (balls / 2) * shaft * (1 + ratio),
    ball: shaft * (pitchDiameter / ballDiameter) * (1 - ratio * ratio),
    cage: (shaft / 2) * (1 - ratio),
  };
}

/** Turns per second: a two-pole motor at 50 Hz mains, with its slip under load. */
export const SHAFT_SPEED = { least: 48.5, most: 49.7 } as const;

/**
 * Vibration of a machine with a rolling bearing, in g, one axis at 2 kHz; four classes.
 *
 * Every passing of a fault is an impact that rings down in the housing's resonance (700 Hz, damping ratio 0.08):
 * a(t) = Σ Aᵢ e^(−ζω(t−tᵢ)) sin(ω_d (t−tᵢ)). The times tᵢ follow the fault frequencies of a 6205 bearing, with 1 % slip.
 * The outer race stands still in the load; a fault of the inner race is loaded once per turn of the shaft, one of a ball
 * once per turn of the cage, which modulates A (McFadden & Smith, J. Sound Vib. 96(1), 1984). Imbalance adds the shaft's
 * harmonics, the rest of the machine white noise. Severity differs from series to series by a factor of three.
 */
export const bearingFault: Generator = {
  task: 'classification',
  channels: ['acc'],
  classes: CLASSES,
  samplingRate: RATE,
  length: 128,
  make: makeSeries,
};

function makeSeries({ random, label, length, noise }: SeriesRequest): SimulatedSeries {
  const shaft = random.between(SHAFT_SPEED.least, SHAFT_SPEED.most);
  const vibration = imbalance(random, shaft, length);
  addImpacts(vibration, CLASSES[label]!, shaft, random);
  const values = Float32Array.from(vibration, (value) => quantise(value + NOISE * noise * random.normal(), RESOLUTION));
  return { values, target: label };
}

function imbalance(random: Random, shaft: number, steps: number): Float64Array {
  const harmonics = [1, 2].map((order) => ({
    amplitude: random.between(0.02, 0.1) / order,
    frequency: 2 * Math.PI * order * shaft,
    phase: random.between(0, 2 * Math.PI),
  }));
  return Float64Array.from({ length: steps }, (_, step) =>
    harmonics.reduce((sum, h) => sum + h.amplitude * Math.sin((h.frequency * step) / RATE + h.phase), 0),
  );
}

function addImpacts(vibration: Float64Array, label: (typeof CLASSES)[number], shaft: number, random: Random): void {
  if (label === 'normal') return;
  const frequencies = faultFrequencies(shaft);
  const [rate, loading] = {
    'outer-race': [frequencies.outer, 0],
    'inner-race': [frequencies.inner, shaft],
    ball: [frequencies.ball, frequencies.cage],
  }[label] as [number, number];
  const severity = 0.5 * 3 ** random.uniform(); // g
  const phase = random.between(0, 2 * Math.PI);
  const end = vibration.length / RATE;
  // The ringing of impacts before the first sample has died away after 15 ms.
  for (let time = -0.015 - random.uniform() / rate; time < end; time += (1 + SLIP * random.normal()) / rate) {
    const load = loading === 0 ? 1 : Math.max(0, 0.4 + 0.6 * Math.cos(2 * Math.PI * loading * time + phase));
    ring(vibration, time, severity * load * (1 + 0.15 * random.normal()));
  }
}

function ring(vibration: Float64Array, time: number, amplitude: number): void {
  const omega = 2 * Math.PI * RESONANCE;
  const damped = omega * Math.sqrt(1 - DAMPING * DAMPING);
  const first = Math.max(0, Math.ceil(time * RATE));
  const last = Math.min(vibration.length, first + Math.ceil(0.03 * RATE));
  for (let step = first; step < last; step++) {
    const since = step / RATE - time;
    vibration[step]! += amplitude * Math.exp(-DAMPING * omega * since) * Math.sin(damped * since);
  }
}
