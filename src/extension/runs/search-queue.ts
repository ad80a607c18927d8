import { UserError } from '../../base/errors.ts';
import { reportOf } from '../../protocol/error-report.ts';
import type { FromChild, JobOf } from '../../protocol/jobs.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { EditorRun } from './editor-run.ts';
import { Emitter } from './emitter.ts';

type SearchJob = JobOf<'search'> | JobOf<'resume'>;

/** How a search of this window ended. */
export interface SearchEnd {
  readonly run: EditorRun;
  readonly outcome:
    | { readonly kind: 'finished' }
    /** `asked`: the user stopped it here. */
    | { readonly kind: 'stopped'; readonly asked: boolean }
    | { readonly kind: 'failed'; readonly error: unknown };
}

interface Entry {
  readonly run: EditorRun;
  readonly job: (workers: number) => SearchJob;
  /** What is going on, while there is no journal that tells. */
  readonly status: string;
}

interface Current extends Entry {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

export interface SearchQueueOptions {
  readonly jobs: Jobs;
  /** Trials trained at a time, asked for when a search begins. */
  readonly workers: () => number;
  /** The search has got its folder. */
  readonly opened: (run: EditorRun, path: string) => void;
}

/** The user asked for it; never shown. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** One search at a time: it takes all cores anyway. Others wait in the order in which they were asked for. */
export class SearchQueue {
  readonly #options: SearchQueueOptions;
  readonly #waiting: Entry[] = [];
  #current: Current | undefined;
  readonly #changed = new Emitter<void>();
  readonly #ended = new Emitter<SearchEnd>();
  /** Something began, ended, or waits. */
  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  constructor(options: SearchQueueOptions) {
    this.#options = options;
  }

  get current(): EditorRun | undefined {
    return this.#current?.run;
  }

  get waiting(): readonly EditorRun[] {
    return this.#waiting.map(({ run }) => run);
  }

  search(run: EditorRun): void {
    this.#add({
      run,
      job: (workers) => ({ kind: 'search', spec: run.specPath, workers }),
      status: 'reading data',
    });
  }

  /** @throws UserError when the run has no folder, or is going on already */
  resume(run: EditorRun): void {
    const { directory } = run;
    if (directory === undefined) throw new UserError('run/not-begun', `'${run.name}' has not begun yet`);
    if (this.#has(run)) throw new UserError('run/going-on', `'${run.name}' is being searched already`);
    this.#add({
      run,
      job: (workers) => ({ kind: 'resume', run: directory.path, workers }),
      status: 'reading data',
    });
  }

  /** Takes a search out of the queue, or stops it. Resolves when its process is gone. */
  async stop(run: EditorRun): Promise<void> {
    const index = this.#waiting.findIndex((entry) => entry.run === run);
    if (index >= 0) {
      this.#waiting.splice(index, 1);
      run.setActivity({ kind: 'idle' });
      this.#tellPlaces();
      this.#changed.fire();
      this.#ended.fire({ run, outcome: { kind: 'stopped', asked: true } });
      return;
    }
    if (this.#current?.run !== run) return;
    if (!this.#current.abort.signal.aborted) {
      run.setActivity({ kind: 'stopping' });
      this.#current.abort.abort(new Stopped());
    }
    await this.#current.ended;
  }

  #has(run: EditorRun): boolean {
    return this.#current?.run === run || this.#waiting.some((entry) => entry.run === run);
  }

  #add(entry: Entry): void {
    this.#waiting.push(entry);
    if (this.#current === undefined) this.#next();
    this.#tellPlaces();
    this.#changed.fire();
  }

  #tellPlaces(): void {
    this.#waiting.forEach(({ run }, index) => {
      run.setActivity({ kind: 'queued', ahead: index + (this.#current === undefined ? 0 : 1) });
    });
  }

  #next(): void {
    const entry = this.#waiting.shift();
    if (entry === undefined) return;
    const abort = new AbortController();
    entry.run.setActivity({ kind: 'starting', text: entry.status });
    const ended = this.#perform(entry, abort.signal).then((outcome) => {
      this.#current = undefined;
      this.#next();
      this.#tellPlaces();
      this.#changed.fire();
      this.#ended.fire({ run: entry.run, outcome });
    });
    this.#current = { ...entry, abort, ended };
  }

  async #perform({ run, job }: Entry, signal: AbortSignal): Promise<SearchEnd['outcome']> {
    // Of a run that is resumed, what happened before.
    await run.loaded();
    const outcome = await this.#runJob(run, job(this.#options.workers()), signal);
    // What the journal says of the end is there before the news of it.
    await run.catchUp();
    const { kind } = run.state.phase;
    const explained = outcome.kind !== 'failed' || kind === 'failed' || kind === 'finished';
    run.setActivity(explained ? { kind: 'idle' } : { kind: 'crashed', error: reportOf(outcome.error) });
    return outcome;
  }

  async #runJob(run: EditorRun, job: SearchJob, signal: AbortSignal): Promise<SearchEnd['outcome']> {
    const onMessage = (message: FromChild): void => this.#hear(run, message, signal);
    try {
      const { ended } =
        job.kind === 'search'
          ? await this.#options.jobs.run(job, { signal, onMessage })
          : await this.#options.jobs.run(job, { signal, onMessage });
      return ended === 'finished' ? { kind: 'finished' } : { kind: 'stopped', asked: false };
    } catch (error) {
      if (error instanceof Stopped) return { kind: 'stopped', asked: true };
      return { kind: 'failed', error };
    }
  }

  #hear(run: EditorRun, message: FromChild, signal: AbortSignal): void {
    switch (message.type) {
      case 'status':
        if (run.activity.kind === 'starting' && message.text !== undefined) {
          run.setActivity({ kind: 'starting', text: message.text });
        }
        break;
      case 'opened':
        this.#options.opened(run, message.run);
        if (!signal.aborted) run.setActivity({ kind: 'running', elapsed: run.state.elapsed });
        break;
      case 'event':
        run.nudge();
        break;
      default:
    }
  }
}
