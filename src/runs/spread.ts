import { performance } from 'node:perf_hooks';
import { inTurns } from '../base/in-turns.ts';
import type { JournalEvent } from '../protocol/journal.ts';
import type { SpreadReport } from '../protocol/jobs.ts';
import { foldEvents, reduce, type RunState } from '../protocol/run-state.ts';
import { errorsBySeed } from '../protocol/spread.ts';
import { summarise } from '../search/data-summary.ts';
import { assertSame } from '../search/preconditions.ts';
import { trainingOptions } from '../search/trial-training.ts';
import { chooseEngine } from '../train/training-engine.ts';
import { WorkerPool } from '../train/worker-pool.ts';
import { JournalFile } from './journal-file.ts';
import { prepare } from './prepare.ts';
import type { Reporter } from './reporter.ts';
import { type ChosenRun, chooseTrial } from './run-choice.ts';

export interface SpreadSession {
  /** Absent: the member of the front with the least error. */
  readonly trial?: number | undefined;
  /** How often the network is to have been trained in all, the search's own training included. */
  readonly seeds: number;
  readonly workers: number;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Called after every event of the journal. */
  readonly observe?: (event: JournalEvent, state: RunState) => void;
}

/**
 * Trains a network of a run again with other seeds and journals how good each became, so that people see how much of its
 * quality is luck. What ships stays what the search found. Seeds that the journal has are not done again.
 * @throws UserError when another process writes the journal, or the data changed; TrainingFailure when a training diverged
 */
export async function measureSpread(run: ChosenRun, session: SpreadSession): Promise<SpreadReport> {
  const { seeds, workers, reporter, signal, observe } = session;
  const { index, architecture } = chooseTrial(run, session.trial);
  const { spec } = run.file;
  const { data } = await prepare(run.file, reporter, signal);
  const { setup, threads } = await chooseEngine(spec.training, run.file.directory);
  const journal = JournalFile.open(run.directory.journalPath);
  const runner = new WorkerPool(Math.min(workers, threads), data, setup);
  try {
    let state = foldEvents(journal.previous);
    if (state.data !== undefined) assertSame(state.data.fingerprint, summarise(data).fingerprint, 'data');
    const missing = Array.from({ length: seeds - 1 }, (_, i) => i + 1).filter(
      (seed) => state.trials[index]?.seeds.has(seed) !== true,
    );
    let done = 0;
    const progress = (): void => reporter.status(`seed ${done + 1} of ${missing.length}`);
    const train = async (seed: number): Promise<void> => {
      const started = performance.now();
      const { augmentation, header } = state;
      const { folds, refit } = header?.confirmation ?? {};
      const training = trainingOptions(spec, index, { augmentation, seed, folds, toTheEnd: refit === true });
      const { epochs, float, integer } = await runner.run({ index, architecture, training }, { signal });
      const seconds = Math.round(performance.now() - started) / 1000;
      const event: JournalEvent = {
        ...{ type: 'seed-finished', at: state.elapsed, trial: index, seed },
        ...{ epochs, seconds, float, integer },
      };
      journal.append(event);
      state = reduce(state, event);
      done++;
      if (done < missing.length) progress();
      observe?.(event, state);
    };
    if (missing.length > 0) progress();
    await inTurns(missing, runner.capacity, train);
    return { trial: index, errors: errorsBySeed(state.trials[index]!) };
  } finally {
    reporter.status(undefined);
    await runner.close();
    journal.close();
  }
}
