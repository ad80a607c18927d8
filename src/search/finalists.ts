import { accurateFinalists } from '../protocol/accurate-finalists.ts';
import { nonDominated } from '../protocol/dominance.ts';
import { errorOf } from '../protocol/error-of.ts';
import { objectivesOf } from '../protocol/objectives.ts';
import { hypervolume } from './hypervolume.ts';
import { referencePoint } from './pareto.ts';
import type { RunContext } from './run-context.ts';
import { scaledObjectives } from './scaled-objectives.ts';
import { denoisedErrors } from './surrogate/denoised-errors.ts';

/**
 * Who is trained again: the most accurate, then whoever adds most hypervolume to the front.
 * @param count of finalists, at most
 * @param doubting errors are those that a model believes in, since repeats can still tell; otherwise those of the search
 * @returns indices of trials, ascending
 */
export function finalistsOf(
  { options, state }: Pick<RunContext, 'options' | 'state'>,
  count: number,
  doubting: boolean,
): readonly number[] {
  const names = state.header!.objectives;
  const finished = state.trials.filter(({ status }) => status === 'finished');
  const errors = doubting
    ? denoisedErrors(options.space, finished, ({ result }) => result!.objectives, state.header!.confirmation ?? {})
    : new Map(finished.map(({ index, result }) => [index, errorOf(result!.integer)]));
  const vectors = new Map(
    [...errors].map(([index, error]) => {
      const vector = objectivesOf(names, state.trials[index]!.cost, error);
      return [index, scaledObjectives(names, vector)] as const;
    }),
  );
  const candidates = [...vectors.keys()].sort((a, b) => errors.get(a)! - errors.get(b)! || a - b);
  const chosen = candidates.slice(0, doubting ? accurateFinalists(count) : 1);
  const front = nonDominated(candidates.map((index) => vectors.get(index)!)).map((place) => candidates[place]!);
  const reference = referencePoint([...chosen, ...front].map((index) => vectors.get(index)!));
  const left = new Set(front.filter((index) => !chosen.includes(index)));
  while (chosen.length < count && left.size > 0) {
    const volume = (index: number): number =>
      hypervolume(
        [...chosen, index].map((member) => vectors.get(member)!),
        reference,
      );
    const next = [...left].reduce((most, index) => (volume(index) > volume(most) ? index : most));
    chosen.push(next);
    left.delete(next);
  }
  return chosen.sort((a, b) => a - b);
}
