import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { whyDominates } from '../../src/insight/dominance-text.ts';
import { growForest } from '../../src/insight/forest.ts';
import { importances } from '../../src/insight/importance.ts';
import { stepsOf } from '../../src/insight/steps.ts';
import type { Architecture, CellName } from '../../src/protocol/architecture.ts';
import { foldEvents, type RunState } from '../../src/protocol/run-state.ts';
import { meanError } from '../../src/protocol/spread.ts';
import { accuracy, finished, proposed, started } from '../protocol/support/example-run.ts';
import { runSearch } from '../../src/search/run.ts';
import { search, spec } from '../search/support/search.ts';

const CELLS = ['gru', 'rnn', 'lstm'] as const satisfies readonly CellName[];

/** A run in which the cell decides the accuracy, the hidden size the flash, and the pooling nothing. */
function madeUpRun(trials: number): RunState {
  const random = new Random('made up');
  const events = Array.from({ length: trials }, (_, trial) => {
    const cell = random.pick(CELLS);
    const hidden = random.pick([4, 8, 16, 32]);
    const event = proposed(trial, hidden);
    if (event.type !== 'trial-proposed') throw new Error();
    const architecture: Architecture = {
      ...event.architecture,
      recurrent: [{ cell, hidden }],
      pooling: random.pick(['last', 'mean'] as const),
    };
    const percent = { gru: 90, lstm: 80, rnn: 60 }[cell] + random.index(3);
    const end = finished(trial, 0);
    if (end.type !== 'trial-finished') throw new Error();
    return [
      { ...event, architecture },
      { ...end, integer: accuracy(percent) },
    ];
  });
  return foldEvents([started, ...events.flat()]);
}

describe('importances', () => {
  it('finds the gene that decides each objective, and its best value', () => {
    const [error, flash] = importances(madeUpRun(80));
    expect(error!.objective).toBe('error');
    expect(error!.genes[0]).toMatchObject({ gene: 'cell', best: 'gru' });
    expect(error!.genes[0]!.share).toBeGreaterThan(0.9);
    expect(error!.explained).toBeGreaterThan(0.9);
    expect(flash!.genes[0]).toMatchObject({ gene: 'hidden size', best: 4 });
    expect(flash!.genes[0]!.share).toBeGreaterThan(0.9);
    for (const { genes } of [error!, flash!]) {
      expect(genes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
      expect(genes.map(({ gene }) => gene).toSorted()).toEqual(['cell', 'hidden size', 'pooling']);
    }
  });

  it('explains nothing where there is only noise, and says nothing of few trials', () => {
    const state = madeUpRun(60);
    const random = new Random('noise');
    const trials = state.trials.map((trial) => {
      const result = trial.result!;
      return { ...trial, result: { ...result, objectives: [random.uniform(), ...result.objectives.slice(1)] } };
    });
    expect(importances({ ...state, trials })[0]!.explained).toBeLessThan(0.15);
    expect(importances(madeUpRun(15))).toEqual([]);
  });

  it('gives the same figures for the same trials', () => {
    expect(importances(madeUpRun(40))).toEqual(importances(madeUpRun(40)));
  });
});

describe('growForest', () => {
  it('predicts what it has not seen', () => {
    const random = new Random('forest');
    const row = (): [number, string] => [random.uniform(), random.pick(['a', 'b'])];
    const truth = ([x, name]: readonly (string | number)[]): number => (name === 'a' ? Number(x) ** 2 : 2);
    const rows = Array.from({ length: 200 }, row);
    const forest = growForest(rows, rows.map(truth), 40, random);
    const errors = Array.from({ length: 100 }, () => {
      const unseen = row();
      return forest.reduce((sum, { predict }) => sum + predict(unseen), 0) / forest.length - truth(unseen);
    });
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / 100)).toBeLessThan(0.1);
  });
});

describe('whyDominates', () => {
  const state = madeUpRun(20);
  const trialWith = (index: number, objectives: readonly number[]) => {
    const trial = state.trials[index]!;
    return { ...trial, result: { ...trial.result!, objectives } };
  };

  it('says by how much, whichever comes first', () => {
    const [good, bad] = [trialWith(0, [0.1, 2048]), trialWith(1, [0.15, 3072])];
    const text = 'Trial 0 dominates trial 1: 5.00 points less error, 1 KiB less flash.';
    expect(whyDominates(state, good, bad)).toBe(text);
    expect(whyDominates(state, bad, good)).toBe(text);
  });

  it('says what speaks for either when neither does', () => {
    expect(whyDominates(state, trialWith(0, [0.1, 4096]), trialWith(1, [0.15, 3072]))).toBe(
      'Neither dominates: trial 0 has 5.00 points less error, but 1 KiB more flash.',
    );
  });

  it('knows equals, and that some objectives may be', () => {
    expect(whyDominates(state, trialWith(0, [0.1, 3072]), trialWith(1, [0.1, 3072]))).toBe(
      'Trials 0 and 1 are equal in every objective.',
    );
    expect(whyDominates(state, trialWith(0, [0.1, 3072]), trialWith(1, [0.2, 3072]))).toBe(
      'Trial 0 dominates trial 1: 10.00 points less error, as much flash.',
    );
  });
});

describe('stepsOf', () => {
  it('is the staircase of the front in every limited cost', async () => {
    const { state } = await runSearch(search({ spec: spec({ budget: { trials: 60 } }) }));
    const all = stepsOf(state);
    expect(all.map(({ cost }) => cost)).toEqual(['flash', 'ram', 'latency']);
    for (const { cost, steps, limit, used } of all) {
      expect(steps.length).toBeGreaterThan(0);
      steps.slice(1).forEach((step, place) => {
        expect(step.cost).toBeGreaterThan(steps[place]!.cost);
        expect(step.error).toBeLessThan(steps[place]!.error);
      });
      // Nobody of the front is better for less.
      for (const index of state.front) {
        const trial = state.trials[index]!;
        const step = steps.findLast((candidate) => candidate.cost <= trial.cost[cost]);
        expect(step!.error).toBeLessThanOrEqual(meanError(trial)!);
      }
      expect(used).toBe(limit === undefined ? undefined : steps.at(-1)!.cost / limit);
    }
  });
});
