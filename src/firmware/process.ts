import { spawn } from 'node:child_process';
import { UserError } from '../base/errors.ts';

/** A process as a value: shown to people, run here, or handed to an editor's task. Never a shell line. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** Working folder; absent: ours. */
  readonly cwd?: string;
  /** Variables besides those of our environment, or in their place. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProcessOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutSeconds?: number;
  /** Seconds between asking the process to end and ending it. */
  readonly graceSeconds?: number;
}

export interface ProcessResult {
  /** Exit code; 128 + signal number, as shells count, when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bytes kept of each stream: a process that never stops talking must not fill our memory. */
const MOST_OUTPUT = 4 * 1024 * 1024;

/**
 * Runs a process to its end. Resolves whatever its exit code. Rejects with a UserError when it cannot be started or takes
 * too long, and with the signal's reason when aborted; in both cases the process is gone by then.
 */
export async function runProcess(process: Command, options: ProcessOptions = {}): Promise<ProcessResult> {
  const { signal, timeoutSeconds = 600, graceSeconds = 2 } = options;
  signal?.throwIfAborted();
  const child = spawn(process.command, process.args, {
    ...(process.cwd === undefined ? {} : { cwd: process.cwd }),
    ...(process.env === undefined ? {} : { env: { ...globalThis.process.env, ...process.env } }),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);

  const state = { expired: false };
  let killer: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill('SIGTERM');
    killer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
  };
  const timer = setTimeout(() => {
    state.expired = true;
    end();
  }, timeoutSeconds * 1000);
  signal?.addEventListener('abort', end, { once: true });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(cannotStart(process, cause)));
      child.once('close', (exit, killedBy) => resolve(exitCode(exit, killedBy)));
    });
    signal?.throwIfAborted();
    if (state.expired) {
      throw new UserError('firmware/timeout', `${process.command} did not end within ${timeoutSeconds} s.`);
    }
    return { code, stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    signal?.removeEventListener('abort', end);
  }
}

/** The command as somebody would type it, for messages and READMEs. */
export function commandLine({ command, args }: Command): string {
  return [command, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quote(word))).join(' ');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes < MOST_OUTPUT) chunks.push(chunk.subarray(0, MOST_OUTPUT - bytes));
    bytes += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

export function cannotStart({ command, cwd }: Command, cause: Error): UserError {
  const missing = 'code' in cause && cause.code === 'ENOENT';
  const place = cwd === undefined ? '' : ` in ${cwd}`;
  const why = missing ? 'no such program or folder' : cause.message;
  return new UserError('firmware/cannot-start', `Cannot start ${command}${place}: ${why}.`, { cause });
}

/** The exit code of a process; 128 + signal number, as shells count, when a signal ended it. */
export function exitCode(code: number | null, killedBy: NodeJS.Signals | null): number {
  return code ?? 128 + signalNumber(killedBy);
}

function signalNumber(name: NodeJS.Signals | null): number {
  const numbers: Partial<Record<NodeJS.Signals, number>> = {
    SIGINT: 2,
    SIGABRT: 6,
    SIGKILL: 9,
    SIGSEGV: 11,
    SIGTERM: 15,
  };
  return name === null ? 0 : (numbers[name] ?? 0);
}
