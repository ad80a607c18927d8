import * as vscode from 'vscode';
import type { Jobs } from '../jobs/jobs.ts';
import { isAbort, withProgress } from '../progress.ts';
import { folderOf } from './folder-of.ts';
import type { Selection } from './run.ts';
import { workers } from './workers.ts';

/** Trainings of one network in all, that of the search included: enough to see how much is luck. */
const SEEDS = 5;

/** Trains a network with other seeds; what comes out stands in the run's journal, and so in its dashboard. */
export async function measureSpread(jobs: Jobs, { run, trial }: Selection): Promise<void> {
  const { path } = folderOf(run);
  try {
    await withProgress(`Training trial ${trial} with ${SEEDS} seeds`, (signal, status) =>
      jobs.run<'spread'>(
        { kind: 'spread', run: path, trial, seeds: SEEDS, workers: workers() },
        {
          signal,
          onMessage: (message) => {
            if (message.type === 'status' && message.text !== undefined) status(message.text);
          },
        },
      ),
    );
  } catch (error) {
    // Seeds that are done are kept.
    if (isAbort(error)) throw new vscode.CancellationError();
    throw error;
  }
}
