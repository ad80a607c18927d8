import { formatCount, formatHertz } from '../base/format.ts';
import { quoteAll } from '../spec/report.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import { secondsOf, type Stretch } from '../spec/schema-parts.ts';
import { nearest } from '../spec/suggest.ts';
import type { Problem } from './genome.ts';

type InputSpec = SpaceSpec['input'];

/** Why a choice of `space.input` has no meaning for the data. */
export interface InputProblem {
  readonly code: `search/${'unknown-channel' | 'unknown-rate' | 'rate-does-not-divide' | 'window-too-long'}`;
  /** In the spec. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
  readonly suggestion?: string;
}

/** What is wrong with the choices, one after the other; nothing: `inputsOf` has an input for every combination. */
export function* inputProblems(input: InputSpec, problem: Problem): Generator<InputProblem, undefined> {
  for (const [index, window] of input.window.entries()) yield* windowProblems(window, index, problem);
  for (const [index, rate] of (input.rate ?? []).entries()) yield* rateProblems(rate, index, problem);
  const { channels } = problem;
  if (channels === undefined) return;
  for (const [index, set] of input.channels.entries()) {
    if (set === 'all') continue;
    for (const [place, name] of set.entries()) {
      if (channels.includes(name)) continue;
      const suggestion = nearest(name, channels);
      yield {
        code: 'search/unknown-channel',
        path: `space.input.channels[${index}][${place}]`,
        message: `\`${name}\` is no channel of the data`,
        hint:
          suggestion === undefined
            ? `There are ${quoteAll(channels.slice(0, 12))}${channels.length > 12 ? ', …' : ''}.`
            : `Did you mean \`${suggestion}\`?`,
        ...(suggestion !== undefined && { suggestion }),
      };
    }
  }
}

/** Samples of the data; undefined: the time cannot be counted in samples. */
export function samplesOf(window: Exclude<Stretch, 'all'>, samplingRate: number | undefined): number | undefined {
  if (typeof window === 'number') return window;
  return samplingRate === undefined ? undefined : Math.max(1, Math.round(secondsOf(window) * samplingRate));
}

function* windowProblems(
  window: Stretch,
  index: number,
  { shortest = Infinity, samplingRate }: Problem,
): Generator<InputProblem, undefined> {
  if (window === 'all') return;
  const path = `space.input.window[${index}]`;
  const samples = samplesOf(window, samplingRate);
  if (samples === undefined) {
    yield {
      code: 'search/unknown-rate',
      path,
      message: 'a time is no number of samples: the sampling rate of the data is not known',
      hint: 'Give `data.sampling_rate`, or write a number of samples.',
    };
  } else if (samples > shortest) {
    yield {
      code: 'search/window-too-long',
      path,
      message: `a window of ${formatCount(samples)} samples is longer than the shortest series, which has ${formatCount(shortest)}`,
      hint: 'Write `all` for whole series.',
      suggestion: 'all',
    };
  }
}

function* rateProblems(rate: number, index: number, { samplingRate }: Problem): Generator<InputProblem, undefined> {
  const path = `space.input.rate[${index}]`;
  if (samplingRate === undefined) {
    yield {
      code: 'search/unknown-rate',
      path,
      message: 'the sampling rate of the data is not known',
      hint: 'Give `data.sampling_rate`, or write `every: 2` for half of it.',
    };
  } else if (everyOf(rate, samplingRate) === undefined) {
    const nearby = samplingRate / Math.max(1, Math.round(samplingRate / rate));
    yield {
      code: 'search/rate-does-not-divide',
      path,
      message: `${formatHertz(rate)} is no whole fraction of the ${formatHertz(samplingRate)} of the data`,
      hint: `Samples can be left out, not made up: one in two is ${formatHertz(samplingRate / 2)}, one in three ${formatHertz(samplingRate / 3)}.`,
      suggestion: `${Number(nearby.toPrecision(5))} Hz`,
    };
  }
}

/** One sample in so many has this rate, which may be rounded to four digits; undefined: no number of samples has. */
export function everyOf(rate: number, samplingRate: number): number | undefined {
  const every = Math.round(samplingRate / rate);
  return every >= 1 && Math.abs(every * rate - samplingRate) <= 5e-4 * samplingRate ? every : undefined;
}
