import { UserError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import { canonicalJson } from '../protocol/canonical-json.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import { type Input, type Problem, samplingOf } from './genome.ts';
import { everyOf, inputProblems, samplesOf } from './input-problems.ts';
import { step } from './variation.ts';

/**
 * Every combination of window, rate and channels, few samples first. Those that give a network the same are one.
 * @throws UserError when a choice has no meaning for the data
 */
export function inputsOf(spec: SpaceSpec['input'], problem: Problem): Input[] {
  for (const { code, message, path, hint } of inputProblems(spec, problem)) {
    throw new UserError(code, message, { where: path, ...(hint === undefined ? {} : { hint }) });
  }
  const windows = spec.window.map((window) => (window === 'all' ? Infinity : samplesOf(window, problem.samplingRate)!));
  const everies = spec.every ?? spec.rate?.map((rate) => everyOf(rate, problem.samplingRate!)!) ?? [1];
  const inputs = new Map<string, Input>();
  for (const every of [...new Set(everies)].sort((a, b) => b - a)) {
    for (const samples of [...new Set(windows)].sort((a, b) => a - b)) {
      for (const names of spec.channels) {
        const window = isWhole(samples, every, problem) ? undefined : samples;
        const input = { window, every, channels: channelsOf(names, problem) };
        const key = inputKey(samplingOf(input));
        if (!inputs.has(key)) inputs.set(key, input);
      }
    }
  }
  return [...inputs.values()];
}

/** Equal for inputs that give a network the same. */
export function inputKey(sampling: ReturnType<typeof samplingOf>): string {
  return canonicalJson(sampling ?? null);
}

/** The window leaves nothing out of any series. */
function isWhole(samples: number, every: number, { shortest, longest }: Problem): boolean {
  if (samples === Infinity) return true;
  return longest !== undefined && longest === shortest && Math.ceil(samples / every) === Math.ceil(longest / every);
}

/** In the order of the data, in which sets with the same members are the same. */
function channelsOf(names: 'all' | readonly string[], { channels }: Problem): readonly string[] | undefined {
  if (names === 'all' || channels === undefined) return undefined;
  const chosen = channels.filter((channel) => names.includes(channel));
  return chosen.length === channels.length ? undefined : chosen;
}

type InputChange = (input: Input, random: Random) => Input;

/** The ways in which an input can become another of the list, a field at a time. */
export function inputChanges(inputs: readonly Input[]): InputChange[] {
  const differ = (of: (input: Input) => unknown): boolean => new Set(inputs.map(of)).size > 1;
  const changes: InputChange[] = [];
  if (differ(windowSize)) changes.push((input, random) => changeWindow(inputs, input, random));
  if (differ(({ every }) => every)) changes.push((input, random) => changeRate(inputs, input, random));
  if (differ(channelKey)) changes.push((input, random) => changeChannels(inputs, input, random));
  return changes;
}

export const windowSize = ({ window }: Input): number => window ?? Infinity;
export const channelKey = ({ channels }: Input): string => JSON.stringify(channels ?? null);

function changeWindow(inputs: readonly Input[], input: Input, random: Random): Input {
  const others = inputs.filter(
    (other) => other.every === input.every && channelKey(other) === channelKey(input) && other !== input,
  );
  if (others.length === 0) return input;
  const sizes = [input, ...others].map(windowSize).sort((a, b) => a - b);
  const size = step(sizes, windowSize(input), random);
  return others.find((other) => windowSize(other) === size)!;
}

/** To the window that is nearest in size, where there is no equal one. */
function changeRate(inputs: readonly Input[], input: Input, random: Random): Input {
  const related = inputs.filter((other) => channelKey(other) === channelKey(input));
  const everies = [...new Set(related.map(({ every }) => every))].sort((a, b) => a - b);
  if (everies.length < 2) return input;
  const every = step(everies, input.every, random);
  const near = (other: Input): number => Math.abs(1 / windowSize(other) - 1 / windowSize(input));
  return related
    .filter((other) => other.every === every)
    .reduce((best, other) => (near(other) < near(best) ? other : best));
}

function changeChannels(inputs: readonly Input[], input: Input, random: Random): Input {
  const others = inputs.filter(
    (other) =>
      other.every === input.every && windowSize(other) === windowSize(input) && channelKey(other) !== channelKey(input),
  );
  return others.length === 0 ? input : random.pick(others);
}

/** An input that has each field from one of two others; either of them where the list has no such input. */
export function crossInputs(inputs: readonly Input[], a: Input, b: Input, random: Random): Input {
  if (a === b) return a;
  const [window, every, channels] = [random.pick([a, b]), random.pick([a, b]), random.pick([a, b])];
  const child = inputs.find(
    (input) =>
      windowSize(input) === windowSize(window) &&
      input.every === every.every &&
      channelKey(input) === channelKey(channels),
  );
  return child ?? random.pick([a, b]);
}
