import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { asError, UserError } from '../../base/errors.ts';
import { errorOfReport } from '../../protocol/error-report.ts';
import { parseFromChild } from '../../protocol/job-messages.ts';
import { type FromChild, JOB_PROTOCOL, type JobKind, type JobOf, type JobResults } from '../../protocol/jobs.ts';
import { crashError } from './crash.ts';
import type { JobOptions } from './jobs.ts';
import type { Log } from './log.ts';

/** Milliseconds. */
export interface ChildTimes {
  /** From `init` to `ready`. */
  readonly start: number;
  /** From a polite stop to a kill. */
  readonly stop: number;
}

/** A machine that trains on all its cores is slow to start another process. */
export const DEFAULT_TIMES: ChildTimes = { start: 60_000, stop: 10_000 };

/** Milliseconds in which the output of a process that ended is read. */
const CLOSE_GRACE = 1000;

/** Lines of stderr that an error repeats. */
const LAST_LINES = 12;

/** One child process and its job: `init → ready | error`, then whatever it tells, then `done` or `error`. */
export class JobProcess<K extends JobKind> {
  /** Settles when the process is gone. */
  readonly result: Promise<JobResults[K]>;
  readonly #child: ChildProcess;
  readonly #job: JobOf<K>;
  readonly #options: JobOptions<K>;
  readonly #log: Log;
  readonly #times: ChildTimes;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #lastLines: string[] = [];
  #ready: NodeJS.Timeout | undefined;
  #outcome: { readonly result: JobResults[K] } | { readonly error: Error } | undefined;

  constructor(child: ChildProcess, job: JobOf<K>, options: JobOptions<K>, log: Log, times: ChildTimes) {
    this.#child = child;
    this.#job = job;
    this.#options = options;
    this.#log = log;
    this.#times = times;
    this.result = new Promise((resolve, reject) => {
      const settle = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.#ended();
        if (options.signal?.aborted === true) reject(options.signal.reason as Error);
        else if (this.#outcome === undefined) reject(this.#crash(code, signal));
        else if ('error' in this.#outcome) reject(this.#outcome.error);
        else resolve(this.#outcome.result);
      };
      // `close`: after its last lines were read; which a process of its own, that it left behind, might put off.
      child.once('close', settle);
      child.once('exit', (code, signal) => this.#after(CLOSE_GRACE, () => settle(code, signal)));
      child.once('error', (error) => {
        this.#outcome ??= { error: cannotStart(error) };
        // A process that never began does not close.
        if (child.pid === undefined) settle(null, null);
      });
    });
    child.on('message', (value) => this.#receive(value));
    this.#forward(child.stdout, (line) => log.info(line));
    this.#forward(child.stderr, (line) => {
      this.#lastLines.push(line);
      if (this.#lastLines.length > LAST_LINES) this.#lastLines.shift();
      log.warn(line);
    });
    options.signal?.addEventListener('abort', this.#stop);
    this.#ready = this.#after(times.start, () => {
      this.#outcome ??= { error: noAnswer(times.start) };
      child.kill('SIGKILL');
    });
    this.#post({ type: 'init', protocol: JOB_PROTOCOL, job });
  }

  /** Closes the channel; the child takes it for a closed window. */
  abandon(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  readonly #stop = (): void => {
    this.#post({ type: 'stop' });
    this.#after(this.#times.stop, () => {
      this.#log.warn(`${this.#job.kind}: the process did not stop within ${this.#times.stop / 1000} s and is killed`);
      this.#child.kill('SIGKILL');
    });
  };

  #post(message: object): void {
    // A child that is gone says so by closing.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(value: unknown): void {
    try {
      this.#handle(parseFromChild(value, this.#job.kind));
    } catch (error) {
      this.#outcome ??= { error: asError(error) };
      this.#child.kill();
    }
  }

  #handle(message: FromChild<K>): void {
    switch (message.type) {
      case 'ready':
        clearTimeout(this.#ready);
        if (message.protocol !== JOB_PROTOCOL) throw otherProtocol(message.protocol, message.tool);
        break;
      case 'say':
        this.#log.info(message.text);
        break;
      case 'done':
        this.#outcome ??= { result: message.result };
        return;
      case 'error':
        this.#outcome ??= { error: errorOfReport(message.error) };
        if (message.error.stack !== undefined) this.#log.error(message.error.stack);
        return;
      case 'status':
      case 'opened':
      case 'event':
    }
    this.#options.onMessage?.(message);
  }

  #crash(code: number | null, signal: NodeJS.Signals | null): UserError {
    return crashError({ kind: this.#job.kind, code, signal, lastLines: this.#lastLines });
  }

  #ended(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#options.signal?.removeEventListener('abort', this.#stop);
  }

  #after(milliseconds: number, action: () => void): NodeJS.Timeout {
    const timer = setTimeout(action, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #forward(stream: Readable | null, line: (text: string) => void): void {
    if (stream !== null) createInterface({ input: stream }).on('line', line);
  }
}

function cannotStart(error: Error): UserError {
  return new UserError('job/start', `the process of the search could not be started: ${error.message}`, {
    hint: 'See the log; perhaps the system is out of memory or processes.',
    cause: error,
  });
}

function noAnswer(milliseconds: number): UserError {
  return new UserError('job/no-answer', `the new process did not answer within ${milliseconds / 1000} s`, {
    hint: 'The machine is perhaps overloaded: try again, or lower the setting `nas.search.workers`.',
  });
}

function otherProtocol(protocol: number, tool: string): UserError {
  return new UserError('job/protocol', `the program (${tool}) speaks version ${protocol}, the editor ${JOB_PROTOCOL}`, {
    hint: 'Reload the window: the extension was updated.',
  });
}
