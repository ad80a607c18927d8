import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import type { Dataset } from '../data/dataset.ts';
import { errorOfReport } from '../protocol/error-report.ts';
import { distributed } from './assets.ts';
import { shareDataset } from './shared-dataset.ts';
import { type EpochReport, TrainingFailure, TrainingStopped } from './trainer.ts';
import type { EngineSetup } from './training-engine.ts';
import type { Trial, TrialResult, TrialRunner } from './trial-runner.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

type Hooks = Parameters<TrialRunner['run']>[1];

interface Job {
  readonly trial: Trial;
  readonly onEpoch: ((report: EpochReport) => void) | undefined;
  readonly resolve: (result: TrialResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Milliseconds that a cancelled worker has to come back by itself, before it is ended and replaced: several stretches of
 * `paceOf`, and less than people notice. A panel of long series, or the integer network, may keep it longer.
 */
const GRACE = 100;

/** Most JavaScript heap of a worker. The data set and the kernels' memory are not part of it. */
const HEAP_MEGABYTES = 512;

/**
 * Runs trials on worker threads, which stay up from trial to trial and share one copy of the data. A worker that crashes or
 * runs out of memory costs its trial, and is replaced.
 */
export class WorkerPool implements TrialRunner {
  readonly capacity: number;
  readonly #setup: WorkerSetup;
  readonly #entry: URL;
  readonly #workers = new Set<PooledWorker>();
  readonly #queue: Job[] = [];

  /** @param entry the bundled worker; for tests of what goes wrong, another */
  constructor(capacity: number, data: Dataset, engine: EngineSetup, entry = distributed('worker.js')) {
    this.capacity = capacity;
    this.#setup = { data: shareDataset(data), engine };
    this.#entry = entry;
  }

  run(trial: Trial, { signal, onEpoch }: Hooks): Promise<TrialResult> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const cancel = (): void => {
        this.#cancel(job);
        job.reject(signal?.reason);
      };
      const settle = <Value>(settled: (value: Value) => void): ((value: Value) => void) => {
        return (value) => {
          signal?.removeEventListener('abort', cancel);
          settled(value);
        };
      };
      const job: Job = { trial, onEpoch, resolve: settle(resolve), reject: settle(reject) };
      signal?.addEventListener('abort', cancel);
      this.#queue.push(job);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    const closed = new Error('the worker pool was closed');
    for (const job of this.#queue.splice(0)) job.reject(closed);
    await Promise.all([...this.#workers].map((worker) => worker.end(closed)));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const idle = [...this.#workers].find((worker) => worker.idle) ?? this.#grow();
      if (idle === undefined) return;
      idle.start(this.#queue.shift()!);
    }
  }

  #grow(): PooledWorker | undefined {
    const working = [...this.#workers].filter((worker) => !worker.leaving);
    if (working.length >= this.capacity) return undefined;
    const worker = new PooledWorker(this.#entry, this.#setup, {
      free: () => this.#dispatch(),
      gone: () => {
        this.#workers.delete(worker);
        this.#dispatch();
      },
    });
    this.#workers.add(worker);
    return worker;
  }

  #cancel(job: Job): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    for (const worker of this.#workers) worker.cancel(job);
  }
}

interface PooledEvents {
  /** The worker's place is free, for it or for another one. */
  readonly free: () => void;
  /** The thread has ended. */
  readonly gone: () => void;
}

/** One thread and the trial that it works on. */
class PooledWorker {
  readonly #thread: Worker;
  readonly #events: PooledEvents;
  #job: Job | undefined;
  #grace: NodeJS.Timeout | undefined;
  #ready = false;
  #leaving = false;
  #cause = 'it ended by itself';
  #ended: Error | undefined;

  constructor(entry: URL, setup: WorkerSetup, events: PooledEvents) {
    this.#events = events;
    // The flags of this process are not the worker's: tests and debuggers set ones that it does not take.
    this.#thread = new Worker(entry, {
      workerData: setup,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    this.#thread.on('message', (message: FromWorker) => this.#receive(message));
    this.#thread.on('messageerror', (error) => (this.#cause = messageOf(error)));
    this.#thread.on('error', (error) => (this.#cause = messageOf(error)));
    this.#thread.on('exit', () => this.#exited());
  }

  get idle(): boolean {
    return this.#job === undefined && !this.#leaving;
  }

  /** It was told to end, which takes a moment in the middle of a kernel, and takes no more trials. */
  get leaving(): boolean {
    return this.#leaving;
  }

  start(job: Job): void {
    this.#job = job;
    this.#post({ kind: 'run', trial: job.trial });
  }

  /** Asks the thread to drop the job, if it is working on it; ends the thread when it does not answer. */
  cancel(job: Job): void {
    if (this.#job !== job) return;
    this.#post({ kind: 'cancel' });
    this.#grace = setTimeout(() => {
      this.#leaving = true;
      void this.#thread.terminate();
      this.#events.free();
    }, GRACE);
  }

  async end(reason: Error): Promise<void> {
    this.#ended = reason;
    await this.#thread.terminate();
  }

  #post(message: ToWorker): void {
    this.#thread.postMessage(message);
  }

  #receive(message: FromWorker): void {
    const job = this.#job;
    if (message.kind === 'ready') {
      this.#ready = true;
      return;
    }
    if (message.kind === 'unable') {
      this.#ended = errorOfReport(message.error);
      return;
    }
    if (message.kind === 'epoch') {
      job?.onEpoch?.(message.report);
      return;
    }
    clearTimeout(this.#grace);
    this.#job = undefined;
    switch (message.kind) {
      case 'done':
        job?.resolve(message.result);
        break;
      case 'failed':
        job?.reject(new TrainingFailure(message.reason));
        break;
      case 'stopped':
        job?.reject(new TrainingStopped(message.epochs));
        break;
      case 'broken':
        job?.reject(message.error);
        break;
      case 'cancelled': // the job was rejected when it was cancelled
        break;
    }
    this.#events.free();
  }

  #exited(): void {
    clearTimeout(this.#grace);
    const crash = `worker crashed: ${this.#cause}`;
    // One that never came up says nothing about the trial: the next would not either.
    this.#job?.reject(this.#ended ?? (this.#ready ? new TrainingFailure(crash) : new Error(crash)));
    this.#job = undefined;
    this.#events.gone();
  }
}
