import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { commandLine, runProcess } from '../../src/firmware/process.ts';

const node = (script: string) => ({ command: process.execPath, args: ['-e', script] });
const forever = node('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")');

describe('runProcess', () => {
  test('gives the exit code and both streams, whatever the code', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    expect(await runProcess(node(script))).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  test('passes arguments as they are: there is no shell', async () => {
    const words = ['a b', '$HOME', '`id`', '"', "'", '; exit 1', '*', ''];
    const echo = {
      command: process.execPath,
      args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', ...words],
    };
    expect(JSON.parse((await runProcess(echo)).stdout)).toEqual(words);
  });

  test('counts a signal as shells do', async () => {
    expect((await runProcess(node('process.kill(process.pid, "SIGKILL")'))).code).toBe(137);
  });

  test('keeps at most 4 MiB of what a process says', async () => {
    const script = 'const s = "x".repeat(1 << 20); for (let i = 0; i < 8; i++) process.stdout.write(s)';
    expect((await runProcess(node(script))).stdout).toHaveLength(4 << 20);
  });

  test('a program that is not there is a UserError', async () => {
    const error: unknown = await runProcess({ command: 'no-such-program', args: [] }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toBe('Cannot start no-such-program: no such program or folder.');
  });

  test('a process that takes too long is ended, even one that does not want to', async () => {
    const start = performance.now();
    await expect(runProcess(forever, { timeoutSeconds: 1, graceSeconds: 0.2 })).rejects.toThrow(
      'did not end within 1 s',
    );
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('an abort ends it, and rejects with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    setTimeout(() => controller.abort(reason), 300);
    await expect(runProcess(forever, { signal: controller.signal, graceSeconds: 0.2 })).rejects.toBe(reason);
    await expect(runProcess(forever, { signal: controller.signal })).rejects.toBe(reason);
  });
});

test('commandLine quotes what a shell would take apart', () => {
  const command = { command: 'gcc', args: ['-O2', '-DNAME="x y"', "it's", 'a/b.c', ''] };
  expect(commandLine(command)).toBe(`gcc -O2 '-DNAME="x y"' 'it'\\''s' a/b.c ''`);
});
