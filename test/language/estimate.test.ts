import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { boardNamed } from '../../src/hardware/boards.ts';
import { analyse } from '../../src/language/analysis.ts';
import { estimate, estimateInSteps, estimateKey, type EstimateInput } from '../../src/language/estimate.ts';
import { describeEstimate, describeShare } from '../../src/language/estimate-text.ts';
import { shapeOf } from '../../src/language/shape.ts';
import { prepare } from '../../src/runs/prepare.ts';
import { specOf } from '../../src/runs/spec-file.ts';
import { effectiveLimits } from '../../src/search/constraints.ts';
import { finish, surveySpace } from '../../src/search/space-survey.ts';
import { contextFor } from './support/context.ts';

const example = (more: string) => `name: test
data: {source: synthetic, generator: gestures, series: 300}
task: {type: classification}
target: {board: nucleo_l432kc}
${more}`;

async function inputFor(text: string): Promise<EstimateInput> {
  const { spec } = analyse(text).inspected;
  const { data } = await contextFor(text);
  return { spec: spec!, shape: shapeOf(spec!, data!)!, board: boardNamed(spec!.target.board)! };
}

describe('an estimate', () => {
  it.each([
    ['a small space', 'space: {cell: [gru, lstm], hidden: [4, 32, 128]}\nconstraints: {flash: 16 KiB}'],
    ['a large space', 'space: {layers: [1, 2, 3], rank: [full, 0.5]}\nconstraints: {latency: 20 ms}'],
  ])('has the figures of `nas check` for %s', async (_what, more) => {
    const text = example(more);
    const file = specOf(text, 'test.nas.yaml', join(import.meta.dirname, '../..'));
    const { space, room, estimator } = await prepare(file, { say: () => undefined, status: () => undefined }, new AbortController().signal);
    const limits = effectiveLimits(file.spec.constraints, room);
    const checked = finish(surveySpace(space, estimator, limits, new Random(file.spec.seed)));
    expect(checked.share).toBeGreaterThan(0);
    expect(checked.share).toBeLessThan(1);
    expect(finish(estimateInSteps(await inputFor(text)))).toMatchObject(checked);
  }); // prettier-ignore

  it('gives others their turn, and stops when asked', async () => {
    const input = await inputFor(example('space: {layers: [1, 2, 3]}'));
    let turns = 0;
    const pause = () => {
      turns++;
      return turns % 100 === 0 ? setImmediate(undefined) : undefined;
    };
    await estimate(input, pause, new AbortController().signal);
    expect(turns).toBeGreaterThan(900);
    const controller = new AbortController();
    const stop = () => {
      controller.abort(new Error('enough'));
      return undefined;
    };
    const aborted = estimate(input, stop, controller.signal);
    await expect(aborted).rejects.toThrow('enough');
  });

  it('is kept by what it depends on, and by nothing else', async () => {
    const key = async (more: string) => estimateKey(await inputFor(example(more)));
    const same = await key('');
    expect(await key('training: {epochs: 3}')).toBe(same);
    for (const other of ['seed: 2', 'space: {cell: gru}', 'constraints: {ram: 1 KiB}', 'output: {framework: bare}']) {
      expect(await key(other)).not.toBe(same);
    }
  });

  it('finds the choices with which nothing fits', async () => {
    const input = await inputFor(
      example('space: {cell: [lstm, rnn], hidden: [8, 64, 128]}\nconstraints: {flash: 9 KiB}'),
    );
    const { dead } = finish(estimateInSteps(input));
    expect(dead.map(({ gene, value }) => [gene, value])).toEqual([['hidden', 128]]);
  });
});

describe('shares in words', () => {
  it.each([
    [0.62, true, false, '62 % fit'],
    [0.62, true, true, 'about 62 % fit'],
    [0.0001, true, false, '< 1 % fit'],
    [0.9999, true, false, '> 99 % fit'],
    [0, false, false, '< 1 % fit'],
    [1, true, false, '100 % fit'],
  ])('%s', (share, exact, approximate, text) => {
    expect(describeShare({ share, exact, approximate })).toBe(text);
  });

  it('count architectures', async () => {
    const one = finish(estimateInSteps(await inputFor(example('space: {cell: gru, hidden: 8}'))));
    expect(describeEstimate(one)).toBe('1 architecture · 100 % fit');
    const none = finish(estimateInSteps(await inputFor(example('constraints: {flash: 100 B}'))));
    expect(describeEstimate(none)).toBe('30 architectures · none fits');
  });
});
