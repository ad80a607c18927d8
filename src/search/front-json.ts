import { canonicalJson } from '../protocol/canonical-json.ts';
import type { Metrics } from '../protocol/results.ts';
import type { RunState } from '../protocol/run-state.ts';

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
      seeds: [...seeds].toSorted(([a], [b]) => a - b).map(([, seed]) => figuresOf(seed.integer)),
      ships,
      test: figuresOf(test?.get(index)),
    });
  });
  const head = canonicalJson({ spec: header?.spec, seed: header?.seed, objectives: header?.objectives });
  return `${head.slice(0, -1)},"members":[\n${members.join(',\n')}\n]}\n`;
}

/** Without what is there to be drawn. */
function figuresOf(metrics: Metrics | undefined): Metrics | undefined {
  if (metrics?.task !== 'regression') return metrics;
  const { scatter: _, ...figures } = metrics;
  return figures;
}
