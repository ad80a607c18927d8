import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { CELL_NAMES } from '../../src/protocol/architecture.ts';
import { LocalRunner } from '../../src/train/local-runner.ts';
import { type EpochReport, TrainingFailure } from '../../src/train/trainer.ts';
import type { Trial, TrialResult, TrialRunner } from '../../src/train/trial-runner.ts';
import { WasmTrainer } from '../../src/train/wasm/wasm-trainer.ts';
import { pooledMetrics } from '../../src/train/metrics.ts';
import { WorkerPool } from '../../src/train/worker-pool.ts';
import { kernelModule } from '../support/kernels.ts';
import { networkFor, pulseOrderData, trainingOptions } from '../support/tasks.ts';

const data = pulseOrderData();
const trials = CELL_NAMES.map((cell, index): Trial => {
  const training = { ...trainingOptions, epochs: 2, seed: `trial ${index}` };
  return { index, architecture: networkFor(data, cell), training };
});
const endless: Trial = {
  ...trials[0]!,
  training: { ...trainingOptions, epochs: 1_000_000, patience: 1_000_000 },
};

const open: TrialRunner[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((runner) => runner.close()));
});

function pool(workers: number, entry?: URL, learned: Dataset = data): WorkerPool {
  const made = new WorkerPool(workers, learned, { backend: 'wasm', kernels: kernelModule }, entry);
  open.push(made);
  return made;
}

/** A worker with a mind of its own: `onRun` is a statement about `trial`, `post` and `threadId`. */
function worker(onRun: string, atStart = "post({ kind: 'ready' });"): URL {
  const source = `
    import { parentPort, threadId } from 'node:worker_threads';
    const post = (message) => parentPort.postMessage(message);
    ${atStart}
    parentPort.on('message', ({ kind, trial }) => { if (kind === 'run') { ${onRun} } });`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

/** Milliseconds within which a cancelled worker is free or replaced. */
const GRACE = 100;

/** Milliseconds, generous, in which a worker comes up. */
const STARTING = 800;

/** Sixteen series: one panel. */
function longSeries(samples: number): Dataset {
  const starts = new Uint32Array(16);
  const targets = Float32Array.from(starts, (_, series) => series % 2);
  const set = { values: new Float32Array(2 * samples), starts, lengths: starts.map(() => samples), targets };
  return { ...data, train: set, validation: set };
}

const runAll = (runner: TrialRunner): Promise<TrialResult[]> =>
  Promise.all(trials.map((trial) => runner.run(trial, {})));

const half = ({ starts, lengths, targets, values }: SeriesSet, from: number, to: number): SeriesSet => {
  return { values, starts: starts.slice(from, to), lengths: lengths.slice(from, to), targets: targets.slice(from, to) };
};
const other = { train: half(data.train, 0, 96), validation: half(data.train, 96, 240) };

describe('the worker pool', () => {
  it('gives the same bytes as this thread, with one worker and with two', async () => {
    const here = await runAll(new LocalRunner(data, new WasmTrainer(kernelModule)));
    expect(await runAll(pool(1))).toEqual(here);
    expect(await runAll(pool(2))).toEqual(here);
  });

  it('trains on another split of the data where it is told to', async () => {
    const trial = trials[1]!;
    const there = await pool(1, undefined, { ...data, otherSplits: [data, other] }).run(
      { ...trial, training: { ...trial.training, split: 2 } },
      {},
    );
    expect(there).toEqual(await new LocalRunner({ ...data, ...other }, new WasmTrainer(kernelModule)).run(trial, {}));
    expect(there).not.toEqual(await pool(1).run(trial, {}));
  });

  it('trains on several splits, and measures what all of them hold out', async () => {
    const trial = trials[1]!;
    const reports: EpochReport[] = [];
    const runner = pool(1, undefined, { ...data, otherSplits: [other] });
    const training = { ...trial.training, splits: 2, rungs: [{ epoch: 1, worst: 1 }] };
    const both = await runner.run({ ...trial, training }, { onEpoch: (report) => reports.push(report) });
    const { float, integer, ...network } = await runner.run(trial, {});
    const again = { ...trial.training, split: 1, seed: `${trial.training.seed}/split/1` };
    const second = await runner.run({ ...trial, training: again }, {});
    expect(both).toEqual({
      ...network,
      splitEpochs: network.epochs + second.epochs,
      float: pooledMetrics([float, second.float]),
      integer: pooledMetrics([integer, second.integer]),
    });
    expect(integer.count + second.integer.count).toBe(both.integer.count);
    expect(reports.map(({ epoch }) => epoch)).toEqual([1, 2]);

    // The last rung decides after the first split, also where patience has ended it.
    const worst = Math.min(...reports.map(({ validationError }) => validationError));
    const until = (least: number, epochs: number): Promise<TrialResult> =>
      runner.run(
        { ...trial, training: { ...training, epochs, patience: 2, rungs: [{ epoch: epochs, worst: least }] } },
        {},
      );
    expect((await until(worst, 2)).integer.count).toBe(both.integer.count);
    await expect(until(worst - 1e-6, 2)).rejects.toMatchObject({ name: 'TrainingStopped', epochs: 2 });
    const patient = { ...training, epochs: 50, patience: 1, learningRate: 0.5 };
    const early = runner.run({ ...trial, training: { ...patient, rungs: [{ epoch: 50, worst: -1 }] } }, {});
    await expect(early).rejects.toMatchObject({ name: 'TrainingStopped' });
  });

  it('passes reports on while a trial runs', async () => {
    const reports: EpochReport[] = [];
    const { epochs } = await pool(1).run(trials[0]!, { onEpoch: (report) => reports.push(report) });
    expect(reports.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(epochs).toBe(2);
  });

  it('cancels a running trial and a waiting one, and the worker goes on', async () => {
    const runner = pool(1);
    const [running, waiting] = [new AbortController(), new AbortController()];
    let onEpoch = (): void => undefined;
    const started = new Promise<void>((resolve) => (onEpoch = resolve));
    const first = expect(runner.run(endless, { signal: running.signal, onEpoch: () => onEpoch() })).rejects.toThrow(
      'first',
    );
    const second = expect(runner.run(endless, { signal: waiting.signal })).rejects.toThrow('second');
    await started;
    waiting.abort(new Error('second'));
    await second;

    const next = new Promise<number>((resolve) => {
      const onEpoch = ({ epoch }: { epoch: number }): void => resolve(epoch);
      void runner.run(trials[3]!, { onEpoch }).catch(() => undefined);
    });
    running.abort(new Error('first'));
    await first;
    // The only worker is free for the next trial.
    expect(await next).toBe(1);
  });

  it('does not start a trial that is cancelled already', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(pool(1).run(trials[0]!, { signal })).rejects.toThrow('too late');
  });

  it('passes on why a trial failed', async () => {
    const training = { ...trainingOptions, learningRate: 1e38, clip: 1e30 };
    const result = pool(1).run({ ...trials[0]!, training }, {});
    await expect(result).rejects.toThrow(TrainingFailure);
    await expect(result).rejects.toThrow(/no longer a number/);
  });

  it.each([
    { what: 'throws', statement: "throw new Error('a defect')", reason: 'worker crashed: a defect' },
    { what: 'ends', statement: 'process.exit(3)', reason: 'worker crashed: it ended by itself' },
    {
      what: 'runs out of memory',
      statement: 'const hoard = []; for (;;) hoard.push(new Array(4e6).fill(0.5));',
      reason: 'worker crashed: Worker terminated due to reaching memory limit: JS heap out of memory',
    },
  ])('loses one trial to a worker that $what, and replaces it', async ({ statement, reason }) => {
    const runner = pool(
      1,
      worker(`if (trial.index === 0) { ${statement} } post({ kind: 'done', result: trial.index });`),
    );
    const results = await Promise.allSettled(trials.map((trial) => runner.run(trial, {})));
    const [first, ...others] = results;
    expect(first).toMatchObject({ status: 'rejected', reason: new TrainingFailure(reason) });
    expect(others.map((other) => other.status === 'fulfilled' && other.value)).toEqual([1, 2, 3, 4]);
  });

  it('keeps its threads from trial to trial, no more than its capacity', async () => {
    const runner = pool(2, worker("post({ kind: 'done', result: threadId })"));
    const threads = new Set<unknown>();
    for (let round = 0; round < 5; round++) for (const thread of await runAll(runner)) threads.add(thread);
    expect(threads.size).toBeLessThanOrEqual(2);
  });

  it('replaces a worker that does not stop', async () => {
    const runner = pool(1, worker("if (trial.index === 0) for (;;); post({ kind: 'done', result: trial.index });"));
    const controller = new AbortController();
    const stuck = expect(runner.run(trials[0]!, { signal: controller.signal })).rejects.toThrow('enough');
    const next = runner.run(trials[1]!, {});
    controller.abort(new Error('enough'));
    await stuck;
    expect(await next).toBe(1);
  });

  it('is free soon after a trial is cancelled in the middle of a panel of very long series', async () => {
    const long = longSeries(40_000);
    const runner = pool(1, undefined, long);
    const controller = new AbortController();
    let epochs = 0;
    const hooks = { signal: controller.signal, onEpoch: () => epochs++ };
    const slow = expect(runner.run({ ...endless, architecture: networkFor(long, 'lstm', 20) }, hooks)).rejects.toThrow(
      'enough',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(epochs).toBe(0);

    const cancelled = performance.now();
    controller.abort(new Error('enough'));
    await slow;
    expect(performance.now() - cancelled).toBeLessThan(GRACE);
    const next = runner.run({ ...trials[0]!, architecture: networkFor(long, 'lstm', 4000) }, {});
    await expect(next).rejects.toThrow(/training needs/); // at once
    expect(performance.now() - cancelled).toBeLessThan(GRACE + STARTING);
  });

  it('passes on what a user can do when a worker cannot train here', async () => {
    const error = { code: 'train/tfjs-broken', message: 'TensorFlow does not start', hint: 'Install it anew.' };
    const unable = worker('', `post({ kind: 'unable', error: ${JSON.stringify(error)} }); process.exit();`);
    const refused = pool(1, unable).run(trials[0]!, {});
    await expect(refused).rejects.toMatchObject(error);
    await expect(refused).rejects.toBeInstanceOf(UserError);
  });

  it('says that the run is broken, not the trial, when workers do not come up or have a defect', async () => {
    const dead = pool(1, worker('', "throw new Error('no such file')")).run(trials[0]!, {});
    await expect(dead).rejects.toThrow('worker crashed: no such file');
    await expect(dead).rejects.not.toThrow(TrainingFailure);
    const defect = pool(1, worker("post({ kind: 'broken', error: new TypeError('x is undefined') })"));
    await expect(defect.run(trials[0]!, {})).rejects.toThrow(new TypeError('x is undefined'));
  });

  it('rejects what still runs when it is closed', async () => {
    const runner = pool(1);
    const trial = expect(runner.run(endless, {})).rejects.toThrow('the worker pool was closed');
    const waiting = expect(runner.run(endless, {})).rejects.toThrow('the worker pool was closed');
    await runner.close();
    await Promise.all([trial, waiting]);
  });
});
