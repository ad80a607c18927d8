import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The bundled command line, as users run it. */
const ENTRY = join(import.meta.dirname, '../../dist/nas.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `nas` to its end. */
export function nas(directory: string, ...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [ENTRY, ...args], { cwd: directory }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Starts `nas` in a process of its own, to be interrupted. */
export function startNas(directory: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [ENTRY, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A folder with a spec that is searched in a few seconds. */
export function workspace(): string {
  const directory = mkdtempSync(join(tmpdir(), 'nas-test-'));
  writeFileSync(join(directory, 'tiny.nas.yaml'), TINY);
  return directory;
}

const TINY = `name: tiny
seed: 7
data: { source: synthetic, generator: gestures, series: 200 }
task: { type: classification }
space:
  cell: [gru, rnn, fastgrnn]
  hidden: [3, 5, 8, 12]
target: { board: qemu:mps2-an386 }
constraints: { flash: 16 KiB, ram: 1 KiB }
budget: { trials: 10 }
training: { epochs: 10, learning_rate: 0.02 }
`;

/** The only run of `tiny` in a workspace. */
export function onlyRun(directory: string): string {
  const parent = join(directory, '.nas', 'tiny');
  const runs = readdirSync(parent);
  if (runs.length !== 1) throw new Error(`${runs.length} runs`);
  return join(parent, runs[0]!);
}

/** Bytes of the journal of `tiny`; 0 before there is one. */
export function journalSize(directory: string): number {
  const parent = join(directory, '.nas', 'tiny');
  const [run] = existsSync(parent) ? readdirSync(parent) : [];
  const journal = join(parent, run ?? '', 'journal.jsonl');
  return existsSync(journal) ? statSync(journal).size : 0;
}

export function frontOf(directory: string): string {
  return readFileSync(join(onlyRun(directory), 'front.json'), 'utf8');
}
