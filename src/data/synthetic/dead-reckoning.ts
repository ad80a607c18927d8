import type { Random } from '../../base/random.ts';
import { GRAVITY, quantise, type Generator, type SeriesRequest } from './generator.ts';

/** Hz */
const RATE = 50;
/** m/s²: 0.122 mg, an LSM6DSO at ±4 g */
const ACC_RESOLUTION = 0.000122 * GRAVITY;
/** rad/s: 17.5 mdps, an LSM6DSO at ±500 dps */
const GYRO_RESOLUTION = (0.0175 * Math.PI) / 180;
/** standard deviations at noise 1: m/s², m/s², rad/s, rad/s */
const NOISE = { acc: 0.2, accBias: 0.1, gyro: 0.02, gyroBias: 0.01 };
/** m */
const LEG = 0.9;

/** A walk as it is, before the sensor; [step] */
export interface Walk {
  /** m/s, along the path */
  readonly speed: Float64Array;
  /** rad/s, to the left */
  readonly turnRate: Float64Array;
  /** rad, of the steps: 2π per step */
  readonly phase: Float64Array;
  /** steps per second */
  readonly cadence: Float64Array;
  /** m */
  readonly stepLength: Float64Array;
}

/**
 * A walker with an inertial sensor at the waist, x forward, y to the left, z up. Target: metres walked in the series.
 *
 * Speed goes smoothly from one value to another (0, or 0.6–1.9 m/s), the path turns left or right. Speed v sets cadence f
 * and step length L by the walk ratio L / f = 0.39 m·s ± 6 %, constant for a person (Sekiya & Nagasaki, Hum. Mov. Sci. 15,
 * 1996): f = √(v / 0.39). The trunk rises and falls like an inverted pendulum, h = (L / 2.5)² / 2ℓ per step (Zijlstra &
 * Hof, Gait & Posture 6, 1997), which makes the vertical acceleration ½ h (2πf)² cos φ; fore and aft it is 0.6 of that, a
 * quarter step later; the trunk sways sideways by 2 cm at half the cadence. The turn rate r adds v r sideways.
 * The sensor is tilted by some degrees, feels gravity, and has bias, white noise and the steps of an LSM6DSO.
 */
export const deadReckoning: Generator = {
  task: 'regression',
  channels: ['acc_x', 'acc_y', 'acc_z', 'gyr_x', 'gyr_y', 'gyr_z'],
  classes: [],
  samplingRate: RATE,
  length: 100,
  make: (request) => {
    const walk = makeWalk(request.random, request.length);
    return { values: sense(walk, request), target: distanceOf(walk.speed) };
  },
};

/** Metres, to the millimetre: the sum of speed × sampling period. */
export function distanceOf(speed: Float64Array): number {
  return quantise(speed.reduce((sum, value) => sum + value, 0) / RATE, 1e-3);
}

export function makeWalk(random: Random, steps: number): Walk {
  const total = steps / RATE;
  const from = walkingSpeed(random);
  const to = random.uniform() < 0.4 ? from : walkingSpeed(random);
  const begin = random.between(0, total);
  const change = random.between(0.5, 1.5); // s
  const turnBegin = random.between(-1, total);
  const turn = random.between(-1.2, 1.2); // rad, within a second
  const ratio = 0.39 * (1 + 0.06 * clamped(random.normal(), 2)); // m·s
  const walk: Walk = {
    speed: new Float64Array(steps),
    turnRate: new Float64Array(steps),
    phase: new Float64Array(steps),
    cadence: new Float64Array(steps),
    stepLength: new Float64Array(steps),
  };
  let phase = random.between(0, 4 * Math.PI);
  for (let step = 0; step < steps; step++) {
    const time = step / RATE;
    const speed = from + (to - from) * smooth((time - begin) / change);
    const cadence = Math.sqrt(speed / ratio);
    walk.speed[step] = speed;
    walk.cadence[step] = cadence;
    walk.stepLength[step] = ratio * cadence;
    walk.phase[step] = phase;
    walk.turnRate[step] = turn * bump(time - turnBegin);
    phase += (2 * Math.PI * cadence) / RATE;
  }
  return walk;
}

function sense(walk: Walk, { random, noise }: SeriesRequest): Float32Array {
  const steps = walk.speed.length;
  const pitch = 0.08 * random.normal(); // rad
  const roll = 0.08 * random.normal();
  const bias = Array.from({ length: 6 }, (_, k) => noise * (k < 3 ? NOISE.accBias : NOISE.gyroBias) * random.normal());
  const values = new Float32Array(6 * steps);
  for (let step = 0; step < steps; step++) {
    const acceleration = intoSensor(accelerationAt(walk, step), pitch, roll);
    const rotation = intoSensor(rotationAt(walk, step), pitch, roll);
    for (let k = 0; k < 6; k++) {
      const truth = k < 3 ? acceleration[k]! : rotation[k - 3]!;
      const white = noise * (k < 3 ? NOISE.acc : NOISE.gyro) * random.normal();
      values[6 * step + k] = quantise(truth + bias[k]! + white, k < 3 ? ACC_RESOLUTION : GYRO_RESOLUTION);
    }
  }
  return values;
}

/** Specific force of the trunk, m/s²: forward, left, up. */
function accelerationAt(walk: Walk, step: number): [number, number, number] {
  const omega = 2 * Math.PI * walk.cadence[step]!;
  const rise = (walk.stepLength[step]! / 2.5) ** 2 / (2 * LEG);
  const vertical = 0.5 * rise * omega * omega;
  const phase = walk.phase[step]!;
  const before = walk.speed[Math.max(0, step - 1)]!;
  const sway = omega === 0 ? 0 : 0.02 * (omega / 2) ** 2 * Math.sin(phase / 2);
  return [
    (walk.speed[step]! - before) * RATE + 0.6 * vertical * Math.sin(phase),
    walk.speed[step]! * walk.turnRate[step]! + sway,
    GRAVITY + vertical * Math.cos(phase),
  ];
}

/** Rotation of the trunk, rad/s, about forward, left and up: it rocks with the steps and turns with the path. */
function rotationAt(walk: Walk, step: number): [number, number, number] {
  const cadence = walk.cadence[step]!;
  const phase = walk.phase[step]!;
  return [
    0.15 * cadence * Math.cos(phase / 2),
    0.1 * cadence * Math.sin(phase),
    walk.turnRate[step]! + 0.2 * cadence * Math.sin(phase / 2),
  ];
}

/** Into the frame of a sensor that is tilted by pitch about the left axis, then by roll about its own forward axis. */
function intoSensor([x, y, z]: [number, number, number], pitch: number, roll: number): [number, number, number] {
  const x1 = Math.cos(pitch) * x - Math.sin(pitch) * z;
  const z1 = Math.sin(pitch) * x + Math.cos(pitch) * z;
  return [x1, Math.cos(roll) * y + Math.sin(roll) * z1, -Math.sin(roll) * y + Math.cos(roll) * z1];
}

/** m/s */
function walkingSpeed(random: Random): number {
  return random.uniform() < 0.2 ? 0 : random.between(0.6, 1.9);
}

/** From 0 to 1 while `tau` does, without a jump in the slope. */
function smooth(tau: number): number {
  const t = Math.min(1, Math.max(0, tau));
  return t * t * (3 - 2 * t);
}

/** A pulse of one second with area 1. */
function bump(time: number): number {
  return time <= 0 || time >= 1 ? 0 : 1 - Math.cos(2 * Math.PI * time);
}

function clamped(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
