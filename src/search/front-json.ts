import { canonicalJson } from '../protocol/canonical-json.ts';
import type { Metrics } from '../protocol/results.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';

/**
 * The front of a run as canonical text, a member a line in the order of trials. It holds no time or duration: the same
 * file and seed give the same bytes, whatever the number of workers or interruptions.
 */
export function frontJson({ header, front, trials, test }: RunState): string {
  const members = front.map((index) => {
    const { architecture, cost, result, seeds, ships } = trials[index]!;
    const { epochs, float, integer } = result!;
    return canonicalJson({
      trial: index,
      architecture,
      cost,
      epochs,
      validation: { float: figuresOf(float), integer: figuresOf(integer) },
      seeds: confirmed(seeds, header?.confirmation?.seeds ?? 1),
      ships,
      test: figuresOf(test?.get(index)),
    });
  });
  const head = canonicalJson({ spec: header?.spec, seed: header?.seed, objectives: header?.objectives });
  return `${head.slice(0, -1)},"members":[\n${members.join(',\n')}\n]}\n`;
}

/** Those of the confirmation, and not what `nas spread` added. */
function confirmed(seeds: TrialState['seeds'], count: number): (Metrics | undefined)[] {
  const own = [...seeds].filter(([seed]) => seed < count).toSorted(([a], [b]) => a - b);
  return own.map(([, { integer }]) => figuresOf(integer));
}

/** Without what is there to be drawn. */
function figuresOf(metrics: Metrics | undefined): Metrics | undefined {
  if (metrics?.task !== 'regression') return metrics;
  const { scatter: _, ...figures } = metrics;
  return figures;
}
