/** Entry of a worker thread: trains one trial at a time, for `WorkerPool`. */
import { parentPort, workerData } from 'node:worker_threads';
import { reportOf } from '../protocol/error-report.ts';
import { type EpochReport, TrainingFailure, TrainingStopped } from './trainer.ts';
import { runTrial } from './trial.ts';
import type { Trial } from './trial-runner.ts';
import { trainerOf } from './training-engine.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

const { data, engine } = workerData as WorkerSetup;
const post = (message: FromWorker): void => parentPort?.postMessage(message);
const trainer = await trainerOf(engine).catch((error: unknown) => {
  post({ kind: 'unable', error: reportOf(error) });
  process.exit();
});
let current = new AbortController();

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'cancel') {
    current.abort();
  } else {
    current = new AbortController();
    void run(message.trial, current.signal);
  }
});
post({ kind: 'ready' });

async function run(trial: Trial, signal: AbortSignal): Promise<void> {
  try {
    const onEpoch = (report: EpochReport): void => post({ kind: 'epoch', report });
    post({ kind: 'done', result: await runTrial(trial, data, trainer, { signal, onEpoch }) });
  } catch (error) {
    if (signal.aborted) post({ kind: 'cancelled' });
    else if (error instanceof TrainingFailure) post({ kind: 'failed', reason: error.message });
    else if (error instanceof TrainingStopped) post({ kind: 'stopped', epochs: error.epochs });
    else post({ kind: 'broken', error });
  }
}
