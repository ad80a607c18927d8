import { describe, expect, it } from 'vitest';
import { AUGMENTATION_LEVELS } from '../../src/protocol/augmentation.ts';
import { runSearch } from '../../src/search/run.ts';
import { FakeRunner } from './support/fake-runner.ts';
import { search, spec } from './support/search.ts';

describe('the choice of an augmentation', () => {
  const training = { ...spec().training, augmentation: 'auto', patience: 1 } as const;
  const choosing = spec({ training, budget: { trials: 1 } });

  it.each([
    [1, [0, 0, 0]],
    [4, [0, 1, 2, 3]],
    [10, [0, 1, 2, 3]],
  ])('trains every level to the end on up to four of %i splits', async (folds, splits) => {
    const runner = new FakeRunner();
    const { state } = await runSearch(search({ spec: choosing, runner, folds }));
    const pilots = runner.trainings.filter(({ seed }) => seed.endsWith('/repeat/pilot'));
    const levels = AUGMENTATION_LEVELS.map((_, level) =>
      pilots.slice(level * splits.length, (level + 1) * splits.length),
    );
    for (const level of levels) expect(level.map(({ split = 0 }) => split)).toEqual(splits);
    for (const { patience, epochs } of pilots) expect(patience).toBe(epochs);
    expect(new Set(levels.map(([first]) => JSON.stringify(first!.augmentation))).size).toBe(AUGMENTATION_LEVELS.length);
    // Levels are tried with the same networks and seeds.
    expect(new Set(levels.map((level) => level.map(({ seed }) => seed).join())).size).toBe(1);
    expect(runner.trainings).toHaveLength(pilots.length + 1);
    expect(state.augmentation).toBe('none');
  });

  it('is the same for any number of workers, and leaves out a level with which a training failed', async () => {
    const chosen = async (capacity: number): Promise<unknown> => {
      const runner = new FakeRunner({
        ...{ capacity, delay: 2, shuffle: capacity },
        fails: ({ index, training: { augmentation } }) => index === 2 && augmentation?.shift === 0.3,
      });
      const options = search({ spec: choosing, runner, folds: 4 });
      await runSearch(options);
      return options.journal.events.flatMap((event) => (event.type === 'augmentation-chosen' ? [event.tried] : []));
    };
    const alone = await chosen(1);
    expect(alone).toMatchObject([[{ level: 'none' }, { level: 'light' }, { level: 'strong' }, { level: 'gain' }]]);
    expect(await chosen(4)).toEqual(alone);
  });
});
