import { Random } from '../../base/random.ts';
import { UserError } from '../../base/errors.ts';
import type { SyntheticData } from '../../spec/schema.ts';
import type { Arrays } from '../arrays.ts';
import type { Sources } from '../assemble.ts';
import { GrowingRows } from '../growing.ts';
import type { Recordings } from '../recordings.ts';
import { addingProblem } from './adding-problem.ts';
import { bearingFault } from './bearing-fault.ts';
import { deadReckoning } from './dead-reckoning.ts';
import type { Generator } from './generator.ts';
import { gestures } from './gestures.ts';

export const GENERATORS: Readonly<Record<SyntheticData['generator'], Generator>> = {
  'adding-problem': addingProblem,
  gestures,
  'bearing-fault': bearingFault,
  'dead-reckoning': deadReckoning,
};

/** Series between two looks at the signal and at waiting events. */
const BATCH = 64;

/**
 * Runs a generator. Series i is a function of seed, generator and i alone, and its class is i modulo their number, so
 * more series leave the first ones as they were, and classes are balanced in training and test.
 */
export async function simulate(
  data: SyntheticData,
  task: 'classification' | 'regression',
  seed: number,
  arrays: Arrays,
  signal: AbortSignal | undefined,
): Promise<Sources> {
  const generator = GENERATORS[data.generator];
  if (generator.task !== task) {
    throw new UserError('data/task', `generator "${data.generator}" makes data for a ${generator.task}`, {
      hint: `Set \`task.type: ${generator.task}\`.`,
    });
  }
  if (data.sampling_rate !== undefined && data.sampling_rate !== generator.samplingRate) {
    throw new UserError('data/sampling-rate', `generator "${data.generator}" has its own sampling rate`, {
      hint: 'Remove `data.sampling_rate`.',
    });
  }
  const random = new Random(seed).fork('synthetic').fork(data.generator);
  const testCount = Math.round(data.series * data.test_fraction);
  const part = (first: number, end: number) => makeSeries(generator, data, random, first, end, arrays, signal);
  return {
    train: await part(0, data.series - testCount),
    test: testCount === 0 ? undefined : await part(data.series - testCount, data.series),
  };
}

async function makeSeries(
  generator: Generator,
  data: SyntheticData,
  random: Random,
  first: number,
  end: number,
  arrays: Arrays,
  signal: AbortSignal | undefined,
): Promise<Recordings> {
  const width = generator.channels.length;
  const rows = new GrowingRows(width, arrays);
  const starts = new Uint32Array(end - first);
  const lengths = new Uint32Array(end - first);
  const targets = new Float32Array(end - first);
  for (let index = first; index < end; index++) {
    if (index % BATCH === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    }
    const { values, target } = generator.make({
      random: random.fork(index),
      label: generator.classes.length === 0 ? 0 : index % generator.classes.length,
      length: data.length ?? generator.length,
      noise: data.noise,
    });
    starts[index - first] = rows.rows;
    lengths[index - first] = values.length / width;
    targets[index - first] = target;
    for (let at = 0; at < values.length; at += width) {
      const offset = rows.extend();
      rows.values.set(values.subarray(at, at + width), offset);
    }
  }
  return {
    channels: generator.channels,
    samplingRate: generator.samplingRate,
    values: rows.finish(),
    starts,
    lengths,
    targets,
    targetPer: 'recording',
    classes: generator.classes,
    groups: undefined,
    file: data.generator,
    place: (recording) => `${data.generator}, series ${first + recording}`,
  };
}
