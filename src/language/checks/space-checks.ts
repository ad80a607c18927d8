import { formatHertz, formatSeconds } from '../../base/format.ts';
import { inputProblems } from '../../search/input-problems.ts';
import { allows, describeMisfit, limitedByBoard, limitFor, needs } from '../cost-text.ts';
import { shapeOf } from '../shape.ts';
import type { DomainCheck } from './check.ts';

/** Choices of the input that have no meaning for the data. */
export const inputsOfData: DomainCheck = function* ({ sections: { data, task, space }, context }) {
  if (data === undefined || task === undefined || space === undefined || context.data === undefined) return;
  const shape = shapeOf({ data, task }, context.data);
  if (shape === undefined) return;
  for (const problem of inputProblems(space.input, shape.problem)) yield { severity: 'error', ...problem };
};

/** Nothing fits: which limit excludes everything, and by how much. */
export const nothingFits: DomainCheck = function* ({ context: { estimate } }) {
  const { code, message, hint } = estimate?.refusal ?? {};
  // Other refusals are of the input, see above.
  if ((code === 'search/no-frontend' || code === 'search/no-cnn') && message !== undefined) {
    yield { code, severity: 'error', path: code === 'search/no-cnn' ? 'space.cnn' : 'space.frontend', message, hint };
  }
  if (estimate?.misfit === undefined) return;
  const { misfit, room } = estimate;
  const shared = { code: 'search/nothing-fits', severity: 'error' } as const;
  // An unknown cost has a problem of its own.
  const shortfalls = misfit.shortfalls.filter(({ value }) => value !== null);
  for (const shortfall of shortfalls) {
    const { constraint, limit, value } = shortfall;
    const byBoard = limitedByBoard(constraint, limit, room);
    yield {
      ...shared,
      path: byBoard ? 'target.board' : `constraints.${constraint}`,
      message: `no network of the space fits: ${needs(shortfall)}, and ${allows(shortfall, room)}`,
      hint: byBoard
        ? 'Choose a larger board, or allow smaller networks in `space`.'
        : 'Raise the limit, or allow smaller networks in `space`.',
      suggestion: byBoard || value === null ? undefined : limitFor(constraint, value),
    };
  }
  if (misfit.shortfalls.length > 0) return;
  yield {
    ...shared,
    path: 'constraints',
    message: `no network of the space is within all limits at once: ${describeMisfit(misfit, room)}`,
    hint: 'Raise one of these limits, or allow other networks in `space`.',
  };
};

/** A choice with which nothing fits costs the search time and its reader hope. */
export const deadChoices: DomainCheck = function* ({ sections: { space }, analysis, context: { estimate } }) {
  if (space === undefined || estimate === undefined) return;
  for (const { gene, value, misfit } of estimate.dead) {
    const list = `space.${gene}`;
    if (analysis.inspected.keyOf(list) === undefined) continue;
    const index = (space[gene] as readonly (string | number)[]).indexOf(value);
    yield {
      code: 'search/choice-never-fits',
      severity: 'warning',
      path: `${list}[${index}]`,
      message: `no network with \`${gene}: ${value}\` fits: ${describeMisfit(misfit, estimate.room)}`,
      hint: 'Take the choice out, or raise the limit.',
    };
  }
};

/** A stream that comes faster than the network may take. */
export const latencyOfStream: DomainCheck = function* ({
  sections: { target, constraints, data: spec, space },
  context,
}) {
  const limit = constraints?.latency;
  const recorded = spec?.sampling_rate ?? context.data?.samplingRate;
  const highest = space?.input.rate === undefined ? undefined : Math.max(...space.input.rate);
  const rate = recorded === undefined ? undefined : (highest ?? recorded / Math.min(...(space?.input.every ?? [1])));
  if (target?.mode !== 'streaming' || limit === undefined || rate === undefined || limit * rate <= 1) return;
  yield {
    code: 'search/latency-exceeds-period',
    severity: 'warning',
    path: 'constraints.latency',
    message: `a step may take ${formatSeconds(limit)}, and at ${formatHertz(rate)} the next sample comes after ${formatSeconds(1 / rate)}`,
    hint: 'A network that takes longer cannot keep up.',
    suggestion: formatSeconds(1 / rate),
  };
};

export const budgetOfSpace: DomainCheck = function* ({ sections: { space, budget } }) {
  const cells = space?.cell.length ?? 0;
  const trials = budget?.trials;
  if (trials === undefined || trials >= cells) return;
  yield {
    code: 'search/budget-too-small',
    severity: 'warning',
    path: 'budget.trials',
    message: `${trials === 1 ? 'one trial' : `${trials} trials`} cannot try each of the ${cells} cells even once`,
    hint: 'Allow more trials, or name fewer cells in `space.cell`.',
    suggestion: String(4 * cells),
  };
};
