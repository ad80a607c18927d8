import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { loadDataset } from '../../src/data/load.ts';
import { addingProblem } from '../../src/data/synthetic/adding-problem.ts';
import { bearingFault, faultFrequencies, SHAFT_SPEED } from '../../src/data/synthetic/bearing-fault.ts';
import { deadReckoning, distanceOf, makeWalk } from '../../src/data/synthetic/dead-reckoning.ts';
import { GRAVITY, type Generator } from '../../src/data/synthetic/generator.ts';
import { gestures } from '../../src/data/synthetic/gestures.ts';
import { GENERATORS } from '../../src/data/synthetic/simulate.ts';
import { seriesOf, syntheticSpec } from './support.ts';

const names = Object.keys(GENERATORS) as (keyof typeof GENERATORS)[];
const load = (...spec: Parameters<typeof syntheticSpec>) => loadDataset(syntheticSpec(...spec), { baseDirectory: '.' });

/** [step][channel] */
function make(generator: Generator, seed: number, options: { label?: number; length?: number; noise?: number } = {}) {
  const { label = 0, length = generator.length, noise = 0 } = options;
  const { values, target } = generator.make({ random: new Random(seed), label, length, noise });
  const width = generator.channels.length;
  const steps = Array.from({ length: values.length / width }, (_, t) => [
    ...values.subarray(t * width, (t + 1) * width),
  ]);
  return { steps, target };
}

interface Line {
  readonly frequency: number;
  readonly magnitude: number;
}

/** |X(f)| without the mean, from `from` to `to` Hz, averaged over segments (Bartlett): slip smears a single line. */
function spectrum(
  signal: readonly number[],
  rate: number,
  from: number,
  to: number,
  step: number,
  segments = 1,
): Line[] {
  const mean = signal.reduce((sum, value) => sum + value, 0) / signal.length;
  const length = Math.floor(signal.length / segments);
  const lines: Line[] = [];
  for (let frequency = from; frequency <= to; frequency += step) {
    let magnitude = 0;
    for (let segment = 0; segment < segments; segment++) {
      let [re, im] = [0, 0];
      for (let t = segment * length; t < (segment + 1) * length; t++) {
        const angle = (2 * Math.PI * frequency * t) / rate;
        re += (signal[t]! - mean) * Math.cos(angle);
        im -= (signal[t]! - mean) * Math.sin(angle);
      }
      magnitude += Math.hypot(re, im) / signal.length;
    }
    lines.push({ frequency, magnitude });
  }
  return lines;
}

const peak = (lines: readonly Line[]): number =>
  lines.reduce((best, line) => (line.magnitude > best.magnitude ? line : best)).frequency;

describe.each(names)('%s', (name) => {
  it('is a function of the seed, and the first series stay when there are more', async () => {
    const once = await load(name);
    expect(await load(name)).toEqual(once);
    const other = await loadDataset({ ...syntheticSpec(name), seed: 2 }, { baseDirectory: '.' });
    expect(other.train.values).not.toEqual(once.train.values);
    const more = await load(name, { series: 120, test_fraction: 0.5 });
    expect(more.train.values.subarray(0, 1000)).toEqual(once.train.values.subarray(0, 1000));
  });

  it('has the shape that the spec asks for', async () => {
    const generator = GENERATORS[name];
    const dataset = await load(name, { series: 80, length: 40 });
    expect(dataset.test!.starts.length).toBe(20);
    expect(dataset.train.starts.length + dataset.validation.starts.length).toBe(60);
    expect(dataset.channels).toEqual(generator.channels);
    expect(dataset.classes).toEqual(generator.classes);
    expect(dataset.samplingRate).toBe(generator.samplingRate);
    const lengths = [...dataset.train.lengths];
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeGreaterThan(34);
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThan(48);
    expect(dataset.train.values.every(Number.isFinite)).toBe(true);
    expect(new Set(dataset.test!.targets).size).toBeGreaterThanOrEqual(Math.max(2, generator.classes.length));
  });

  it('makes series of the shortest length', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { steps, target } = make(GENERATORS[name], seed, { length: 4, noise: 3 });
      expect(steps.length).toBeGreaterThanOrEqual(4);
      expect(steps.flat().every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(target)).toBe(true);
    }
  });

  it('gets noisier with noise', () => {
    const clean = make(GENERATORS[name], 5).steps.flat();
    const distance = (noise: number) => {
      const noisy = make(GENERATORS[name], 5, { noise }).steps.flat();
      return Math.hypot(...noisy.map((value, i) => value - clean[i]!));
    };
    expect(distance(0.5)).toBeGreaterThan(0);
    expect(distance(2)).toBeGreaterThan(2 * distance(0.5));
  });

  it('refuses the other task and another sampling rate', async () => {
    const spec = syntheticSpec(name);
    const type = spec.task.type === 'regression' ? 'classification' : 'regression';
    await expect(loadDataset({ ...spec, task: { type } }, { baseDirectory: '.' })).rejects.toMatchObject({
      code: 'data/task',
    });
    await expect(load(name, { sampling_rate: 123 })).rejects.toMatchObject({ code: 'data/sampling-rate' });
  });
});

describe('the adding problem', () => {
  it('has two marks, the ends marked -1, and the sum of the marked values as its target', () => {
    for (let seed = 0; seed < 300; seed++) {
      const { steps, target } = make(addingProblem, seed, { length: 30 });
      expect(steps.length).toBeLessThanOrEqual(33);
      expect([steps[0]![1], steps.at(-1)![1]]).toEqual([-1, -1]);
      const marked = steps.filter(([, marker]) => marker === 1);
      // A mark on the first step gives way to the -1 there.
      expect([1, 2]).toContain(marked.length);
      expect(target).toBeCloseTo(0.5 + marked.reduce((sum, [value]) => sum + value!, 0) / 4, 10);
    }
  });
});

describe('gestures', () => {
  it('end at rest: gravity alone, in any direction', () => {
    for (let label = 0; label < gestures.classes.length; label++) {
      const { steps } = make(gestures, 11 + label, { label, length: 200 });
      for (const step of [steps[0]!, steps.at(-1)!]) expect(Math.hypot(...step)).toBeCloseTo(GRAVITY, 0);
      const strongest = Math.max(...steps.map((step) => Math.abs(Math.hypot(...step) - GRAVITY)));
      expect(strongest).toBeGreaterThan(0.2);
    }
  });

  it('come back with no speed left: the acceleration beyond gravity integrates to nothing', () => {
    // A push moves along y and does not roll the wrist, so the device keeps its attitude.
    const label = gestures.classes.indexOf('push');
    const { steps } = make(gestures, 3, { label, length: 150 });
    const speed = [0, 1, 2].map((axis) => steps.reduce((sum, step) => sum + step[axis]! - steps[0]![axis]!, 0) / 50);
    for (const component of speed) expect(Math.abs(component)).toBeLessThan(0.1); // m/s: half a sensor step over 3 s
  });
});

describe('bearing faults', () => {
  it('follow the published multiples of the shaft speed of a 6205', () => {
    const { outer, inner, ball, cage } = faultFrequencies(1);
    expect(outer).toBeCloseTo(3.585, 3);
    expect(inner).toBeCloseTo(5.415, 3);
    expect(ball).toBeCloseTo(4.714, 2);
    expect(cage).toBeCloseTo(0.398, 3);
  });

  const rate = bearingFault.samplingRate!;
  /** The squared high-passed signal: what envelope analysis looks at. */
  const envelope = (label: string, seed: number) => {
    const { steps } = make(bearingFault, seed, {
      label: bearingFault.classes.indexOf(label),
      length: 8000,
      noise: 0.5,
    });
    const signal = steps.map(([value]) => value!);
    return signal.slice(1).map((value, t) => (value - signal[t]!) ** 2);
  };

  it.each([
    ['outer-race', 'outer'],
    ['inner-race', 'inner'],
    ['ball', 'ball'],
  ] as const)('show in the envelope of %s at its frequency', (label, kind) => {
    const { least, most } = SHAFT_SPEED;
    for (const seed of [1, 2, 3]) {
      const frequency = peak(spectrum(envelope(label, seed), rate, 130, 320, 1, 16));
      // The load zone's sidebands, a turn of the shaft or the cage away, are lower.
      expect(frequency).toBeGreaterThan(faultFrequencies(least)[kind] * 0.98);
      expect(frequency).toBeLessThan(faultFrequencies(most)[kind] * 1.02);
    }
  });

  it('are modulated by the shaft when the inner race is hit, not when the outer is', () => {
    const atShaft = (label: string) => {
      const lines = spectrum(envelope(label, 4), rate, 40, 220, 0.5);
      const shaft = lines.filter(({ frequency }) => frequency > 47.5 && frequency < 50.5);
      return Math.max(...shaft.map((line) => line.magnitude)) / Math.max(...lines.map((line) => line.magnitude));
    };
    expect(atShaft('inner-race')).toBeGreaterThan(0.5);
    expect(atShaft('outer-race')).toBeLessThan(0.2);
  });

  it('ring in the resonance of the housing', () => {
    const { steps } = make(bearingFault, 6, { label: 1, length: 4000 });
    const frequency = peak(
      spectrum(
        steps.map(([value]) => value!),
        rate,
        300,
        1000,
        4,
        100,
      ),
    );
    expect(frequency).toBeGreaterThan(600);
    expect(frequency).toBeLessThan(800);
  });

  it('are absent from a normal bearing', () => {
    const { steps } = make(bearingFault, 7, { length: 2000 });
    const lines = spectrum(
      steps.map(([value]) => value!),
      rate,
      20,
      900,
      1,
    );
    expect(peak(lines)).toBeLessThan(110);
  });
});

describe('dead reckoning', () => {
  it('targets the speed integrated over the series', () => {
    for (let seed = 0; seed < 50; seed++) {
      const walk = makeWalk(new Random(seed), deadReckoning.length);
      const { target } = make(deadReckoning, seed);
      const trapezoids = walk.speed.reduce((sum, v, t) => sum + (v + (walk.speed[t + 1] ?? v)) / 2 / 50, 0);
      expect(target).toBe(distanceOf(walk.speed));
      expect(Math.abs(target - trapezoids)).toBeLessThan(0.03);
      expect(target).toBeLessThanOrEqual(1.9 * 2);
    }
  });

  it('feels gravity when it stands, and steps at the cadence when it walks', () => {
    let checked = 0;
    for (let seed = 0; seed < 60; seed++) {
      const walk = makeWalk(new Random(seed), 400);
      const steady = walk.speed.every((v) => Math.abs(v - walk.speed[0]!) < 1e-9);
      if (!steady) continue;
      checked++;
      const { steps } = make(deadReckoning, seed, { length: 400 });
      const vertical = steps.map((step) => step[2]!);
      const mean = vertical.reduce((sum, value) => sum + value, 0) / vertical.length;
      expect(mean).toBeGreaterThan(0.93 * GRAVITY);
      expect(mean).toBeLessThan(1.01 * GRAVITY);
      const cadence = walk.cadence[0]!;
      if (cadence === 0) expect(Math.max(...vertical) - Math.min(...vertical)).toBeLessThan(0.01);
      else expect(Math.abs(peak(spectrum(vertical, 50, 0.8, 5, 0.02)) - cadence)).toBeLessThan(0.15);
    }
    expect(checked).toBeGreaterThan(8);
  });

  it('turns by the integral of the turn rate', async () => {
    const dataset = await load('dead-reckoning', { noise: 0, series: 10, length: 400 });
    const turns = Array.from({ length: dataset.train.starts.length }, (_, series) =>
      seriesOf(dataset, dataset.train, series).reduce((sum, step) => sum + step[5]! / 50, 0),
    );
    expect(turns.every((turn) => Math.abs(turn) < 1.6)).toBe(true);
    expect(turns.some((turn) => Math.abs(turn) > 0.3)).toBe(true);
  });
});
