import type { Random } from '../../base/random.ts';
import { GRAVITY, quantise, type Generator, type SeriesRequest, type SimulatedSeries } from './generator.ts';

/** Hz */
const RATE = 50;
/** m/s²: 3.9 mg, the full-resolution step of an ADXL345 */
const RESOLUTION = 0.0039 * GRAVITY;
/** m/s², standard deviation of the sensor's noise, at noise 1 */
const SENSOR_NOISE = 0.1;
/** m/s², amplitude of the hand's tremor, at noise 1 */
const TREMOR = 0.2;

type Vector = readonly [number, number, number];

/** A path in metres, x to the right, y forward, z up; progress from 0 to 1, amplitude in metres. */
type Path = (progress: number, amplitude: number) => Vector;

const circle =
  (direction: 1 | -1): Path =>
  (progress, amplitude) => {
    const angle = direction * 2 * Math.PI * progress;
    return [amplitude * Math.sin(angle), 0, amplitude * Math.cos(angle)];
  };
const swipe =
  (direction: 1 | -1): Path =>
  (progress, amplitude) => [
    direction * amplitude * (2 * progress - 1),
    0,
    0.3 * amplitude * Math.sin(Math.PI * progress),
  ];

const PATHS: Readonly<Record<string, Path>> = {
  'circle-left': circle(-1),
  'circle-right': circle(1),
  push: (progress, amplitude) => [0, amplitude * (1 - Math.cos(2 * Math.PI * progress)), 0],
  shake: (progress, amplitude) => [0.5 * amplitude * Math.sin(6 * Math.PI * progress), 0, 0],
  'swipe-left': swipe(-1),
  'swipe-right': swipe(1),
};

/**
 * Hand gestures as the accelerometer in the hand feels them.
 *
 * The hand follows a path p(s) with the progress s of a minimum-jerk movement, s(τ) = 10τ³ − 15τ⁴ + 6τ⁵, τ = t / duration
 * (Flash & Hogan, J. Neurosci. 5(7), 1985), at rest before and after. Duration 0.7–1.4 s, amplitude 8–16 cm, and how the
 * device is held (roll, pitch, yaw, standard deviation 11°) differ from series to series; the wrist rolls along with the
 * sideways movement. The sensor measures specific force in its own frame, f = Rᵀ (d²p/dt² + g ẑ), in m/s², plus a
 * physiological tremor of 8–12 Hz (Elble & Koller, 1990) and white noise, in steps of 3.9 mg. Lengths vary by ±30 %.
 */
export const gestures: Generator = {
  task: 'classification',
  channels: ['acc_x', 'acc_y', 'acc_z'],
  classes: Object.keys(PATHS),
  samplingRate: RATE,
  length: 64,
  lengths: (length) => [Math.max(4, Math.round(0.7 * length)), Math.max(4, Math.round(1.3 * length))],
  make: makeSeries,
};

function makeSeries({ random, label, length, noise }: SeriesRequest): SimulatedSeries {
  const steps = Math.max(4, Math.round(length * random.between(0.7, 1.3)));
  const path = Object.values(PATHS)[label]!;
  const total = steps / RATE;
  const duration = Math.min(random.between(0.7, 1.4), 0.9 * total);
  const begin = random.between(0, total - duration);
  const amplitude = random.between(0.08, 0.16);
  const held: Vector = [0.2 * random.normal(), 0.2 * random.normal(), 0.2 * random.normal()];
  const wristRoll = random.between(-1, 2); // rad per metre sideways
  const tremor = tremorOf(random, noise);

  const position = (time: number) => path(minimumJerk((time - begin) / duration), amplitude);
  const values = new Float32Array(3 * steps);
  for (let step = 0; step < steps; step++) {
    const time = step / RATE;
    const [ax, ay, az] = secondDerivative(position, time);
    const roll = held[0] + wristRoll * position(time)[0];
    const force = intoDevice([ax, ay, az + GRAVITY], [roll, held[1], held[2]]);
    const shaking = tremor(time);
    for (let axis = 0; axis < 3; axis++) {
      const value = force[axis]! + shaking[axis]! + SENSOR_NOISE * noise * random.normal();
      values[3 * step + axis] = quantise(value, RESOLUTION);
    }
  }
  return { values, target: label };
}

/** Progress from 0 to 1 with speed and acceleration 0 at both ends. */
function minimumJerk(tau: number): number {
  const t = Math.min(1, Math.max(0, tau));
  return t * t * t * (10 + t * (6 * t - 15));
}

function secondDerivative(position: (time: number) => Vector, time: number): Vector {
  const h = 1e-3; // s: truncation and cancellation are both far below the sensor's step
  const [before, now, after] = [position(time - h), position(time), position(time + h)];
  const along = (axis: 0 | 1 | 2) => (after[axis] - 2 * now[axis] + before[axis]) / (h * h);
  return [along(0), along(1), along(2)];
}

/** Rᵀ v for R = Rz(yaw) · Rx(pitch) · Ry(roll). */
function intoDevice([x, y, z]: Vector, [roll, pitch, yaw]: Vector): Vector {
  const x1 = Math.cos(yaw) * x + Math.sin(yaw) * y;
  const y1 = -Math.sin(yaw) * x + Math.cos(yaw) * y;
  const y2 = Math.cos(pitch) * y1 + Math.sin(pitch) * z;
  const z2 = -Math.sin(pitch) * y1 + Math.cos(pitch) * z;
  return [Math.cos(roll) * x1 - Math.sin(roll) * z2, y2, Math.sin(roll) * x1 + Math.cos(roll) * z2];
}

function tremorOf(random: Random, noise: number): (time: number) => Vector {
  const frequency = random.between(8, 12);
  const amplitudes = [random.normal(), random.normal(), random.normal()].map((value) => TREMOR * noise * value);
  const phases = amplitudes.map(() => random.between(0, 2 * Math.PI));
  const along = (axis: 0 | 1 | 2, time: number) =>
    amplitudes[axis]! * Math.sin(2 * Math.PI * frequency * time + phases[axis]!);
  return (time) => [along(0, time), along(1, time), along(2, time)];
}
