/**
 * A contestant of the training benchmark: a process that trains the same network with other means.
 *
 * It says its name in a first line of JSON, `{"name": …}`, or what it lacks, `{"missing": …}`. Then it answers every line that
 * it reads, a `Request`, with one line, a `Reply`, and ends when its input does. It builds the network at the first request of a kind, runs a few steps
 * untimed, and keeps it for later ones.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { messageOf } from '../../src/base/errors.ts';

/** What to train: one recurrent layer, a dense head over its last state, cross-entropy, backward, Adam; float32. */
export interface Request {
  /** lstm, gru, fastgrnn, mgu or rnn */
  readonly cell: string;
  readonly hidden: number;
  /** Trains at least that long. */
  readonly seconds: number;
  /** Channels; absent: 9. */
  readonly input?: number;
  /** Absent: 128. */
  readonly steps?: number;
  /** Series; absent: 32. */
  readonly batch?: number;
  /** Absent: 6. */
  readonly classes?: number;
  /** The JSON file of a data set: one epoch over it instead, from reading the file on, whatever `seconds` says. */
  readonly epoch?: string;
}

export interface Answer {
  /** Steps done, times the series of a batch. */
  readonly seriesSteps: number;
  /** Of the wall clock. */
  readonly seconds: number;
  /** Seconds of these that an epoch opens its files and fetches the series of its batches from them. */
  readonly reading?: number;
  /** Mean over the last batch, or over the epoch. */
  readonly loss: number;
}

/** What a peer writes in answer: it may not have the cell, or not understand the request. */
export type Reply = Answer | { readonly unsupported: string } | { readonly error: string };

type Greeting = { readonly name: string } | { readonly missing: string };

export interface Peer {
  readonly name: string;
  readonly pid: number;
  /**
   * Resolves to undefined when the peer has no such network. Rejects when it refuses the request as faulty; and, from then on
   * always, when its process has ended or breaks the protocol.
   */
  ask(request: Request): Promise<Answer | undefined>;
  /** Ends the process; it is gone when this resolves. */
  close(): Promise<void>;
}

export interface PeerOptions {
  /** Variables besides those of our environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds until the process must have said its name. */
  readonly startSeconds?: number;
}

/** Characters kept of what a process says on stderr. */
const MOST_COMPLAINT = 2000;

/** Milliseconds that a process has to end by itself once its input has. */
const GRACE = 1000;

interface Waiting {
  readonly resolve: (line: string) => void;
  readonly reject: (reason: Error) => void;
}

/** Starts the process and waits for its name. Rejects, with the process's own words, when it cannot be had here. */
export async function startPeer(command: string, args: readonly string[], options: PeerOptions = {}): Promise<Peer> {
  const peer = new ProcessPeer(command, args, options);
  try {
    await peer.start(options.startSeconds ?? 60);
    return peer;
  } catch (error) {
    await peer.close();
    throw error;
  }
}

class ProcessPeer implements Peer {
  name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  /** Questions, oldest first. */
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;
  #complaint = '';

  constructor(command: string, args: readonly string[], { env }: PeerOptions) {
    this.name = command;
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, windowsHide: true });
    const { stdin, stdout, stderr } = this.#child;
    createInterface({ input: stdout }).on('line', (line) => this.#receive(line));
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-MOST_COMPLAINT);
    });
    stdin.on('error', () => undefined); // A pipe without a reader: `close` tells why.
    this.#child.on('error', (error) => this.#fail(`cannot be started: ${error.message}`));
    this.#ended = this.#untilEnded();
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  async start(seconds: number): Promise<void> {
    const timer = setTimeout(() => this.#fail(`said nothing for ${seconds} s`), seconds * 1000);
    try {
      const greeting = this.#parse(await this.#nextLine(), 'name', 'missing') as Greeting;
      if ('missing' in greeting) throw new Error(greeting.missing);
      this.name = greeting.name;
    } finally {
      clearTimeout(timer);
    }
  }

  async ask(request: Request): Promise<Answer | undefined> {
    const line = this.#nextLine();
    if (this.#failure === undefined) this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const reply = this.#parse(await line, 'seriesSteps', 'unsupported', 'error') as Reply;
    if ('error' in reply) throw new Error(`${this.name} refuses ${JSON.stringify(request)}: ${reply.error}`);
    return 'unsupported' in reply ? undefined : reply;
  }

  async close(): Promise<void> {
    this.#failure ??= new Error(`${this.name} was closed`);
    this.#child.stdin.end();
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), GRACE);
    await this.#ended;
    clearTimeout(killer);
  }

  #nextLine(): Promise<string> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #receive(line: string): void {
    const asked = this.#waiting.shift();
    if (asked === undefined) this.#fail(`spoke without being asked: ${excerpt(line)}`);
    else asked.resolve(line);
  }

  /** An object that has one of these keys; otherwise the two no longer understand each other. */
  #parse(line: string, ...keys: readonly string[]): object {
    try {
      const message: unknown = JSON.parse(line);
      if (message instanceof Object && keys.some((key) => key in message)) return message;
      throw new Error(`it has none of ${keys.join(', ')}`);
    } catch (error) {
      throw this.#fail(`answered with ${excerpt(line)} (${messageOf(error)})`);
    }
  }

  /** Ends the process and all questions. The first failure is the one that is told. */
  #fail(what: string): Error {
    const complaint = this.#complaint.trim();
    this.#failure ??= new Error(`${this.name} ${what}${complaint === '' ? '' : `\n${complaint}`}`);
    this.#child.kill('SIGKILL');
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
    return this.#failure;
  }

  async #untilEnded(): Promise<void> {
    const [code, signal] = (await once(this.#child, 'close').catch(() => [null, null])) as [
      number | null,
      string | null,
    ];
    this.#fail(`ended ${signal === null ? `with exit code ${code}` : `by ${signal}`}`);
  }
}

function excerpt(line: string): string {
  return JSON.stringify(line.length > 100 ? `${line.slice(0, 100)}…` : line);
}
