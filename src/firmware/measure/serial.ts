import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, UserError } from '../../base/errors.ts';
import { cannotStart, runProcess } from '../process.ts';

/** Milliseconds between two looks at a port that has nothing new. */
const PAUSE = 20;

/**
 * What a serial port says, in pieces, until the reader has enough or the signal is aborted.
 * @param port `/dev/ttyACM0`, `COM3`
 * @param baud bits per second
 * @throws UserError when the port cannot be opened, or goes away
 */
export function serialChunks(port: string, baud: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  return process.platform === 'win32' ? windowsChunks(port, baud, signal) : posixChunks(port, baud, signal);
}

/** Looks again and again instead of waiting in a read: that could not be given up before the board says something. */
async function* posixChunks(port: string, baud: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const descriptor = open(port);
  try {
    await configure(port, baud, signal);
    const buffer = Buffer.alloc(4096);
    for (;;) {
      signal.throwIfAborted();
      const count = read(descriptor, buffer, port);
      if (count > 0) yield Uint8Array.from(buffer.subarray(0, count));
      else await sleep(PAUSE, undefined, { signal });
    }
  } finally {
    closeSync(descriptor);
  }
}

function open(port: string): number {
  try {
    return openSync(port, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  } catch (error) {
    throw portError(port, (error as NodeJS.ErrnoException).code, error);
  }
}

/** 8 bits, no parity, no echo, bytes as they come; kept by the system as long as the port is open. */
async function configure(port: string, baud: number, signal: AbortSignal): Promise<void> {
  const file = process.platform === 'darwin' ? '-f' : '-F';
  const args = [file, port, String(baud), 'raw', '-echo', 'cs8', '-parenb', '-cstopb', 'clocal', '-crtscts'];
  const { code, stderr } = await runProcess({ command: 'stty', args }, { signal, timeoutSeconds: 10 });
  if (code === 0) return;
  throw new UserError('measure/port', `the port cannot be set to ${baud} baud: ${stderr.trim()}`, {
    where: port,
    hint: 'Name a serial port, and a speed that it can do (--baud).',
  });
}

/** @returns 0: nothing new */
function read(descriptor: number, buffer: Buffer, port: string): number {
  try {
    const count = readSync(descriptor, buffer);
    if (count > 0) return count;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return 0;
    if (code !== 'EIO' && code !== 'ENXIO' && code !== 'ENODEV') throw portError(port, code, error);
  }
  throw new UserError('measure/port-gone', 'the port went away while it was read', {
    where: port,
    hint: 'Connect the board again, and measure again.',
  });
}

function portError(port: string, code: string | undefined, cause: unknown): UserError {
  const [message, hint] = PORT_ERRORS[code ?? ''] ?? [
    `the port cannot be opened: ${messageOf(cause)}`,
    'Name a serial port.',
  ];
  return new UserError('measure/port', message, { where: port, hint, cause });
}

const PORT_ERRORS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['there is no such port', 'Connect the board by USB; on Linux it is then /dev/ttyACM0 or /dev/ttyUSB0.'],
  ENXIO: ['there is nothing behind this port', 'Connect the board by USB.'],
  EACCES: [
    'you may not open this port',
    'On Linux, join its group with `sudo usermod -a -G dialout $USER` and log in again; elsewhere, close programs that use it.',
  ],
  EBUSY: ['another program has this port open', 'Close the serial monitor, and measure again.'],
};

/** .NET has serial ports, and every Windows has PowerShell; `mode` and plain files cannot read without blocking. */
async function* windowsChunks(port: string, baud: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!/^COM\d{1,3}$/i.test(port)) throw portError(port, 'ENOENT', undefined);
  const script = [
    `$port = New-Object System.IO.Ports.SerialPort '${port}', ${baud}`,
    '$port.DtrEnable = $true',
    '$port.Open()',
    '$out = [Console]::OpenStandardOutput()',
    '$bytes = New-Object byte[] 4096',
    'while ($true) { $n = $port.BaseStream.Read($bytes, 0, 4096); $out.Write($bytes, 0, $n); $out.Flush() }',
  ].join('; ');
  const child = spawn('powershell', ['-NoProfile', '-NonInteractive', '-Command', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    signal,
  });
  let said = '';
  let failure: Error | undefined;
  child.on('error', (cause) => (failure = cause));
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>;
    signal.throwIfAborted();
    if (failure !== undefined) throw cannotStart({ command: 'powershell', args: [] }, failure);
    const denied = /denied|being used/i.test(said);
    throw portError(port, denied ? 'EBUSY' : undefined, said.trim().split('\n')[0] ?? '');
  } finally {
    child.kill();
  }
}
