import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, onTestFinished } from 'vitest';
import { messageOf } from '../../src/base/errors.ts';
import { commandLine } from '../../src/firmware/process.ts';
import type { FileContent } from '../../src/firmware/project.ts';
import { requireTools } from '../../src/firmware/toolchain.ts';

/** Programs that a test needs: without them it fails in CI, with the line that installs them, and is skipped elsewhere. */
export function need(context: TestContext, ...names: string[]): void {
  try {
    requireTools(names);
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error;
    context.skip(messageOf(error));
  }
}

/** A folder with these files, gone when the test ends. */
export function temporaryFolder(...trees: ReadonlyMap<string, FileContent>[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'nas-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of trees.flatMap((tree) => [...tree])) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Runs a program to its end; what it said, on both streams, is in the error when it fails. */
export function run(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${commandLine({ command, args })}\n${stdout}${stderr}`, { cause: error });
  }
}
