import { spawn, type ChildProcess } from 'node:child_process';
import { type Command, cannotStart, exitCode } from './process.ts';

export interface ProcessTreeOptions {
  readonly signal?: AbortSignal;
  /** What the process says, on either stream, in the order in which it arrives. */
  readonly onOutput: (text: string) => void;
  /** Seconds between asking the processes to end and ending them. */
  readonly graceSeconds?: number;
}

/** A process that others hang on: build tools start generators, these start compilers. */
export interface ProcessTree {
  /** Exit code. Rejects with a UserError when it cannot be started, and with the signal's reason when aborted. */
  readonly ended: Promise<number>;
  /** Types into it. */
  readonly write: (text: string) => void;
}

/** Starts a process whose output somebody watches. An abort ends it together with everything it started. */
export function startProcessTree(command: Command, options: ProcessTreeOptions): ProcessTree {
  const { signal, onOutput, graceSeconds = 2 } = options;
  const child = spawn(command.command, command.args, {
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    ...(command.env === undefined ? {} : { env: { ...process.env, ...command.env } }),
    stdio: 'pipe',
    windowsHide: true,
    detached: process.platform !== 'win32', // a process group of its own, to be ended as one
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
  child.stdin.on('error', () => undefined); // it may be gone before it has read everything

  let killer: NodeJS.Timeout | undefined;
  const end = (): void => {
    killTree(child, 'SIGTERM');
    killer = setTimeout(() => killTree(child, 'SIGKILL'), graceSeconds * 1000);
  };
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => reject(cannotStart(command, cause)));
    child.once('close', (code, killedBy) => resolve(exitCode(code, killedBy)));
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  }).then((code) => {
    signal?.throwIfAborted();
    return code;
  });
  const release = (): void => {
    clearTimeout(killer);
    signal?.removeEventListener('abort', end);
  };
  ended.then(release, release);
  return { ended, write: (text) => void child.stdin.write(text) };
}

function killTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows has no groups to signal; taskkill walks the tree.
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Gone by itself.
  }
}
