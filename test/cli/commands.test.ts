import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need } from '../firmware/tools.ts';
import { frontOf, nas, onlyRun, workspace } from './nas.ts';

interface Memory {
  readonly flash: number;
  readonly ram: number;
}

const folder = workspace();

beforeAll(async () => {
  const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
  if (code !== 0) throw new Error(stderr);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('nas check', () => {
  it('tells what the space costs', async () => {
    const { code, stdout } = await nas(folder, 'check', 'tiny.nas.yaml', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toMatchObject({ architectures: 12, feasibleShare: 1, series: [120, 30, 50] });
  });

  it('names file, line and column of a mistake', async () => {
    writeFileSync(
      join(folder, 'wrong.nas.yaml'),
      readFileSync(join(folder, 'tiny.nas.yaml'), 'utf8').replace('hidden', 'hiden'),
    );
    const { code, stderr } = await nas(folder, 'check', 'wrong.nas.yaml');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wrong\.nas\.yaml:7:3: error: .*hidden/m);
  });

  it('knows what board was meant', async () => {
    writeFileSync(
      join(folder, 'board.nas.yaml'),
      readFileSync(join(folder, 'tiny.nas.yaml'), 'utf8').replace('an386', 'an38'),
    );
    const { code, stderr } = await nas(folder, 'check', 'board.nas.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('qemu:mps2-an386');
  });

  it('says which limit excludes everything', async () => {
    writeFileSync(
      join(folder, 'tight.nas.yaml'),
      readFileSync(join(folder, 'tiny.nas.yaml'), 'utf8')
        .replace('16 KiB', '500 B')
        .replace('name: tiny', 'name: tight'),
    );
    const { code, stderr } = await nas(folder, 'run', 'tight.nas.yaml');
    expect(code).toBe(1);
    expect(stderr).toMatch(/flash is at least [\d,]+ bytes .* the limit is 500 bytes/);
    expect(existsSync(join(folder, '.nas', 'tight'))).toBe(false);
  });
});

describe('nas report', () => {
  it('shows the front and leaves a page', async () => {
    const { code, stdout } = await nas(folder, 'report', 'tiny.nas.yaml');
    expect(code).toBe(0);
    expect(stdout).toMatch(/trial +architecture +validation +test +flash +RAM +latency +MACs/);
    expect(readFileSync(join(onlyRun(folder), 'report.html'), 'utf8')).toContain('run-finished');
  });
});

describe('nas export', () => {
  it.each([
    ['zephyr', ['CMakeLists.txt', 'prj.conf', 'sample.yaml', 'src/main.c']],
    ['platformio', ['platformio.ini', 'src/main.cpp', 'lib/model/library.json', 'lib/model/include/model.h']],
    ['bare', ['Makefile', 'model/model.c', 'model/model.h', 'vectors.bin']],
  ])('writes a %s project', async (framework, files) => {
    const output = join(folder, `out-${framework}`);
    const args = ['--framework', framework, '--board', 'nucleo_f446re', '--output', output];
    const { code, stderr } = await nas(folder, 'export', 'tiny.nas.yaml', ...args);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const file of files) expect(existsSync(join(output, file)), file).toBe(true);
  });

  it('does not overwrite what the user changed', async () => {
    const output = join(folder, 'mine');
    const args = ['export', 'tiny.nas.yaml', '--framework', 'bare', '--output', output];
    await nas(folder, ...args);
    const model = join(output, 'model/model.c');
    const before = readFileSync(model, 'utf8');
    appendFileSync(model, '/* mine */\n');
    const { code, stderr } = await nas(folder, ...args);
    expect(code).toBe(1);
    expect(stderr).toContain('model.c');
    expect(readFileSync(model, 'utf8')).toContain('/* mine */');
    expect((await nas(folder, ...args, '--force')).code).toBe(0);
    expect(readFileSync(model, 'utf8')).toBe(before);
  });

  it('writes the float network as C', async () => {
    const { code, stderr } = await nas(folder, 'export', 'tiny.nas.yaml', '--float32');
    expect([code, stderr]).toEqual([0, '']);
    const output = join(folder, 'firmware/tiny-float32');
    expect(readFileSync(join(output, 'model.h'), 'utf8')).toContain(
      'Trained on training and validation data together, so not measured on the latter.',
    );
    expect(readFileSync(join(output, 'model.c'), 'utf8')).toContain(
      'int model_step(model_t *model, const float sample',
    );
  });

  it('knows which trials there are', async () => {
    const { code, stderr } = await nas(folder, 'export', 'tiny.nas.yaml', '--trial', '99');
    expect(code).toBe(1);
    expect(stderr).toContain('trial 99 does not exist');
  });
});

describe('nas emulate', () => {
  it('executes what was exported, bit for bit, with the sizes that were estimated', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const { code, stdout, stderr } = await nas(folder, 'emulate', 'tiny.nas.yaml', '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const { trial, windows, different, data, quality, measured, estimated } = JSON.parse(stdout) as {
      trial: number;
      windows: number;
      different: number;
      data: string;
      quality: unknown;
      measured: { flash: number; ram: number };
      estimated: { flash: number; ram: number };
    };
    expect([windows, different, data]).toEqual([50, 0, 'test']);
    // All windows of the test set, bit for bit: the very metrics with which the front was confirmed.
    const { members } = JSON.parse(frontOf(folder)) as { members: { trial: number; test: unknown }[] };
    expect(quality).toEqual(members.find((member) => member.trial === trial)?.test);
    expect(measured.ram).toBe(estimated.ram);
    expect(Math.abs(measured.flash / estimated.flash - 1)).toBeLessThan(0.01);
  });

  it('does not look at the labels of the test set before the front is confirmed', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const copy = workspace();
    cpSync(join(folder, '.nas'), join(copy, '.nas'), { recursive: true });
    const run = onlyRun(copy);
    const lines = readFileSync(join(run, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    const confirmed = lines.findIndex((line) => line.includes('"front-confirmed"'));
    writeFileSync(join(run, 'journal.jsonl'), `${lines.slice(0, confirmed).join('\n')}\n`);
    // One that was kept, which the best of the search need not be.
    const { members } = JSON.parse(frontOf(folder)) as { members: { trial: number }[] };
    const trial = String(members[0]!.trial);
    const { stdout } = await nas(copy, 'emulate', run, '--trial', trial, '--windows', '1000', '--json');
    const { data, quality } = JSON.parse(stdout) as { data: string; quality: unknown };
    expect(data).toBe('validation');
    expect(quality).toMatchObject({ count: 30 });
    rmSync(copy, { recursive: true });
  });
});

describe('nas size', () => {
  it('tells what a build takes, by owner, beside what was estimated', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'make');
    const output = join(folder, 'built');
    await nas(folder, 'export', 'tiny.nas.yaml', '--framework', 'bare', '--output', output);
    const before = await nas(folder, 'size', output);
    expect([before.code, before.stderr]).toEqual([1, expect.stringContaining('There is no linker map')]);

    await promisify(execFile)('make', ['-C', output]);
    const { code, stdout } = await nas(folder, 'size', output, '--json');
    expect(code).toBe(0);
    const { measured, model } = JSON.parse(stdout) as {
      measured: { total: Memory; parts: { model: Memory } };
      model: Memory;
    };
    expect(Math.abs(measured.parts.model.flash / model.flash - 1)).toBeLessThan(0.01);
    expect(measured.total.flash).toBeGreaterThan(measured.parts.model.flash);
    expect((await nas(folder, 'size', output)).stdout).toMatch(/^ +estimated: model +[\d,]+ +[\d,]+$/m);
  });
});

describe('nas run --json', () => {
  it('prints every event of the journal, and nothing else on stdout', async () => {
    const spec = readFileSync(join(folder, 'tiny.nas.yaml'), 'utf8').replace('name: tiny', 'name: events');
    writeFileSync(join(folder, 'events.nas.yaml'), spec.replace('trials: 10', 'trials: 2'));
    const { code, stdout } = await nas(folder, 'run', 'events.nas.yaml', '--json', '--workers', '1');
    expect(code).toBe(0);
    const [run] = readdirSync(join(folder, '.nas', 'events'));
    const journal = readFileSync(join(folder, '.nas', 'events', run!, 'journal.jsonl'), 'utf8');
    // As things happen; a journal that is over stands in the order of its trials.
    expect(stdout.split('\n').toSorted()).toEqual(journal.split('\n').toSorted());
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types[0]).toBe('run-started');
    expect(types.slice(-2)).toEqual(['front-confirmed', 'run-finished']);
  });
});

describe('nas boards', () => {
  it('finds a board by a part of its name', async () => {
    const { code, stdout } = await nas(folder, 'boards', 'nrf52840');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nrf52840_dk +cortex-m4, 64 MHz, 1 MiB flash, 256 KiB RAM/m);
  });
});

describe('the command line', () => {
  it.each([
    [[], 'name a command'],
    [['fly'], "there is no command 'fly'"],
    [['run'], 'spec'],
    [['run', 'tiny.nas.yaml', '--workers', 'many'], '--workers takes a whole number'],
    [['run', 'tiny.nas.yaml', '--turbo'], 'turbo'],
    [['export', 'tiny.nas.yaml', '--float32', '--board', 'uno'], '--float32 takes no --framework'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await nas(folder, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says what is wrong with a file that is not there', async () => {
    const { code, stderr } = await nas(folder, 'run', 'nowhere.nas.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('nowhere.nas.yaml: there is no such file');
  });
});
