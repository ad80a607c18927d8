import { UserError } from '../base/errors.ts';
import type { Architecture, CellName, Frontend } from '../protocol/architecture.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import type { Problem, RankChoice, WeightFormat } from './genome.ts';

/** The values that each field of a genome may take, without repeats. */
export interface Genes {
  readonly frontends: readonly Frontend[];
  readonly cells: readonly CellName[];
  /** Ascending. */
  readonly hidden: readonly number[];
  /** Ascending. */
  readonly layers: readonly number[];
  readonly ranks: readonly RankChoice[];
  readonly poolings: readonly Architecture['pooling'][];
  readonly weights: readonly WeightFormat[];
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

export function genesOf(spec: SpaceSpec, problem: Problem): Genes {
  const frontends = frontendsOf(spec.frontend, problem.shortest ?? Infinity);
  if (frontends.length === 0) {
    throw new UserError('search/no-frontend', 'the space has no front end that these series are long enough for', {
      hint: 'Set `space.frontend.none: true`, or allow a shorter kernel or a smaller factor.',
    });
  }
  return {
    frontends,
    cells: [...new Set(spec.cell)],
    hidden: ascending(spec.hidden),
    layers: ascending(spec.layers),
    ranks: [...new Set(spec.rank)],
    poolings: [...new Set(spec.pooling)],
    weights: [...new Set(spec.weights)],
  };
}

function frontendsOf({ none, convolution, decimation }: SpaceSpec['frontend'], shortest: number): Frontend[] {
  const factors = ascending(decimation?.factor ?? []).filter((factor) => factor <= shortest);
  const result: Frontend[] = [];
  // Averaging over one sample is no front end.
  if (none || factors.includes(1)) result.push({ kind: 'none' });
  if (convolution !== undefined) {
    for (const filters of ascending(convolution.filters)) {
      for (const kernel of ascending(convolution.kernel)) {
        if (kernel > shortest) continue;
        for (const stride of ascending(convolution.stride))
          result.push({ kind: 'convolution', filters, kernel, stride });
      }
    }
  }
  for (const factor of factors) if (factor > 1) result.push({ kind: 'decimation', factor });
  return result;
}
