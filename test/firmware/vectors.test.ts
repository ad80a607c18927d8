import { describe, expect, test } from 'vitest';
import { instructionsPerTick, MACHINES } from '../../src/firmware/bare/machines.ts';
import {
  checkVectors,
  decodeAnswers,
  differingWindows,
  encodeAnswers,
  encodeVectors,
  firstWindows,
  windowsWithin,
} from '../../src/firmware/vectors.ts';
import { leakyVectors } from './fixtures/leaky-model.ts';

const vectors = leakyVectors(4, 12);
const answers = { outputs: vectors.expected, answers: vectors.answers };

test('the file for the firmware: words, then windows of different lengths', () => {
  const tiny = {
    inputs: 2,
    outputs: 1,
    steps: [1, 2],
    samples: Int16Array.of(1, -1, 2, -2, 3, -3),
    expected: Int32Array.of(7, 8),
    answers: Int32Array.of(0, 0),
  };
  const words = new Uint32Array(encodeVectors(tiny).buffer);
  expect([...words]).toEqual([0x5653414e, 2, 2, 1, 1, 0xffff0001, 2, 0xfffe0002, 0xfffd0003]);
});

test('answers survive the way there and back, negative ones too', () => {
  expect(decodeAnswers(encodeAnswers(answers), 4, 3)).toEqual(answers);
  expect(decodeAnswers(encodeAnswers(answers).subarray(4), 4, 3)).toBeUndefined();
});

test('differing windows are found by output and by answer', () => {
  expect(differingWindows(vectors, answers)).toEqual([]);
  const outputs = vectors.expected.map((value, at) => (at === 5 ? value + 1 : value));
  const wrong = vectors.answers.map((value, at) => (at === 3 ? value + 1 : value));
  expect(differingWindows(vectors, { outputs, answers: wrong })).toEqual([1, 3]);
});

describe('a part of the windows', () => {
  test('the first ones', () => {
    const part = firstWindows(vectors, 2);
    checkVectors(part);
    expect(part.steps).toEqual(vectors.steps.slice(0, 2));
    expect(part.samples).toEqual(vectors.samples.subarray(0, part.samples.length));
  });

  test('as many as fit, and never none', () => {
    expect(windowsWithin(vectors, 1e6, 8).steps).toHaveLength(4);
    expect(windowsWithin(vectors, 1e6, 3).steps).toHaveLength(3);
    expect(windowsWithin(vectors, 10, 8).steps).toHaveLength(1);
  });
});

test('parts that do not belong together are refused', () => {
  expect(() => encodeVectors({ ...vectors, steps: [1] })).toThrow('samples has');
  expect(() => checkVectors(firstWindows(vectors, 0))).toThrow('no window');
});

test('instructions per tick, as facts measured with QEMU 7.2 have it', () => {
  const ticksPerInstruction = Object.fromEntries(
    Object.entries(MACHINES).map(([name, machine]) => {
      const [numerator, denominator] = instructionsPerTick(machine);
      expect([Number.isInteger(numerator), Number.isInteger(denominator)]).toEqual([true, true]);
      return [name, denominator / numerator];
    }),
  );
  expect(ticksPerInstruction).toEqual({
    microbit: 1.024,
    'mps2-an385': 1.6,
    'mps2-an386': 1.6,
    'mps2-an500': 1.6,
    'mps2-an505': 1.28,
    'mps3-an547': 2.048,
    virt: 1,
  });
});
