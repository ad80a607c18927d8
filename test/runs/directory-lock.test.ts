import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryLock } from '../../src/runs/directory-lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nas-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const since = '2026-11-24T08:12:03.000Z';

/** A process id that nobody has: that of a process which has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('a lock', () => {
  it('is held once, and again after its release', () => {
    const lock = DirectoryLock.acquire(path);
    expect(() => DirectoryLock.acquire(path)).toThrow(expect.objectContaining({ code: 'run/in-use', where: path }));
    expect(DirectoryLock.holder(path)).toMatchObject({ pid: process.pid, host: hostname() });
    lock.release();
    expect(DirectoryLock.holder(path)).toBeUndefined();
    DirectoryLock.acquire(path).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['of a dead process', () => JSON.stringify({ pid: deadPid(), host: hostname(), since })],
    ['of an earlier process with our id', () => JSON.stringify({ pid: process.pid, host: hostname(), since })],
    ['that is empty', () => ''],
    ['that is nonsense', () => '{"pid":"?"}'],
  ])('%s is taken over', (_, content) => {
    writeFileSync(path, content());
    expect(DirectoryLock.holder(path)).toBeUndefined();
    const lock = DirectoryLock.acquire(path);
    expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['lock']);
    lock.release();
  });

  it('is taken over although another died while it took it over', () => {
    writeFileSync(path, JSON.stringify({ pid: deadPid(), host: hostname(), since }));
    writeFileSync(`${path}.takeover`, JSON.stringify({ pid: deadPid(), host: hostname(), since }));
    DirectoryLock.acquire(path).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a living process, or of another host, is respected', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeFileSync(path, JSON.stringify({ pid: child.pid, host: hostname(), since }));
    expect(() => DirectoryLock.acquire(path)).toThrow(
      `this run is being worked on by process ${child.pid!}, since ${since}`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    DirectoryLock.acquire(path).release();
    writeFileSync(path, JSON.stringify({ pid: 1, host: 'elsewhere', since }));
    expect(() => DirectoryLock.acquire(path)).toThrow('process 1 on elsewhere');
  });

  it('is taken over by one of many that try at once', { timeout: 60_000 }, async () => {
    const script = join(folder, 'contender.mjs');
    const contents = `
      import { DirectoryLock } from ${JSON.stringify(join(import.meta.dirname, '../../src/runs/directory-lock.ts'))};
      const [path, start] = process.argv.slice(2);
      while (Date.now() < Number(start));
      try { DirectoryLock.acquire(path); process.stdout.write('won'); setTimeout(() => {}, 60000); }
      catch (error) { process.stdout.write(error.code ?? String(error)); }`;
    await build({
      stdin: { contents, resolveDir: folder, loader: 'ts' },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    for (let round = 0; round < 2; round++) {
      writeFileSync(path, JSON.stringify({ pid: deadPid(), host: hostname(), since }));
      const start = String(Date.now() + 600);
      const contenders = Array.from({ length: 4 }, () => spawn(process.execPath, [script, path, start]));
      const exits = contenders.map((contender) => once(contender, 'exit'));
      const answers = await Promise.all(contenders.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
      for (const contender of contenders) contender.kill('SIGKILL');
      await Promise.all(exits);
      expect(answers.sort()).toEqual(['run/in-use', 'run/in-use', 'run/in-use', 'won']);
      expect(existsSync(`${path}.takeover`)).toBe(false);
    }
  });
});
