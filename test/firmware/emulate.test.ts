import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { emulate } from '../../src/firmware/emulate.ts';
import { flashBytes } from '../../src/firmware/size.ts';
import { differingWindows } from '../../src/firmware/vectors.ts';
import { imageOverhead } from '../../src/hardware/image-overhead.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import type { EmulatedBoard } from '../../src/hardware/board.ts';
import { leakyModel, leakyVectors } from './fixtures/leaky-model.ts';
import { need, temporaryFolder } from './tools.ts';

const boardOf = (id: string): EmulatedBoard => EMULATED_BOARDS.find((board) => board.id === id)!;
const toolsOf = (board: EmulatedBoard): string[] => [
  board.core.startsWith('riscv') ? 'riscv64-unknown-elf-gcc' : 'arm-none-eabi-gcc',
  board.emulator.program,
];

describe.each(EMULATED_BOARDS)('$id ($core)', (board) => {
  test('answers as the TypeScript model does on 200 windows, and is measured', async (context) => {
    need(context, ...toolsOf(board));
    const vectors = leakyVectors(200, 128);
    const result = await emulate(leakyModel(), board, vectors);
    expect(differingWindows(vectors, result)).toEqual([]);
    expect(result.contextBytes).toBe(20);
    expect(result.stackBytes).toBeGreaterThanOrEqual(board.emulator.machine === 'virt' ? 0 : 4); // all in registers
    expect(result.stackBytes).toBeLessThan(100);
    expect(result.model).toMatchObject({ data: 0, bss: 0, rodata: 6 });
    expect(flashBytes(result.model)).toBeLessThan(300);
    // The linker's map and the object agree on the model; the table knows the rest to its error.
    const { total, parts } = result.image;
    expect(parts!.model).toEqual({ flash: flashBytes(result.model), ram: 0 });
    const overhead = imageOverhead('bare', board);
    const flashRatio = (total.flash - flashBytes(result.model)) / overhead.flash;
    const ramRatio = (total.ram - result.contextBytes) / overhead.ram;
    for (const ratio of [flashRatio, ramRatio]) expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(overhead.error);
    // Every other step does the work, and the slowest one is one of those.
    expect(result.instructionsPerStep).toBeGreaterThan(20);
    expect(result.instructionsPerStepMost).toBeGreaterThan(result.instructionsPerStep);
    expect(result.instructionsPerStepMost).toBeLessThan(2.1 * result.instructionsPerStep);
  });
});

test('is repeatable to the instruction, and twice the steps take twice the instructions', async (context) => {
  need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
  const run = async (steps: number) => {
    const vectors = leakyVectors(1, steps);
    return { ...(await emulate(leakyModel(), boardOf('qemu:mps2-an386'), vectors)), steps: vectors.steps[0]! };
  };
  const [a, again, b] = [await run(1000), await run(1000), await run(2000)];
  expect(again).toEqual(a);
  expect(b.instructionsPerStep / a.instructionsPerStep).toBeCloseTo(1, 2);
  expect(a.instructionsPerWindow).toBeGreaterThan(a.instructionsPerStep * a.steps);
});

test('any prefix will do, and the temporary folder is gone afterwards', async (context) => {
  need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
  const temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const vectors = leakyVectors(3);
  const result = await emulate(leakyModel('bearing_fault'), boardOf('qemu:microbit'), vectors);
  expect(differingWindows(vectors, result)).toEqual([]);
  const broken = { ...leakyModel(), source: '#error' };
  await expect(emulate(broken, boardOf('qemu:microbit'), vectors)).rejects.toThrow('#error');
  expect(readdirSync(temporary)).toEqual([]);
});

test('a folder that is given stays, with the image in it', async (context) => {
  need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
  const folder = temporaryFolder();
  await emulate(leakyModel(), boardOf('qemu:mps2-an385'), leakyVectors(1), { folder });
  expect(existsSync(join(folder, 'firmware.elf'))).toBe(true);
});

test('a wrong answer is found', async (context) => {
  need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
  const vectors = leakyVectors(5);
  const model = leakyModel();
  const wrong = { ...model, source: model.source.replace('sum >> 4', 'sum >> 5') };
  expect(differingWindows(vectors, await emulate(wrong, boardOf('qemu:mps2-an385'), vectors))).toEqual([0, 1, 2, 3, 4]);
});

describe('what does not work', () => {
  test('a model that is too large for the RAM: by how much', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const model = leakyModel();
    const large = (bytes: number) => ({
      ...model,
      header: model.header.replace('uint8_t count;', `uint8_t count;\n\tuint8_t ballast[${bytes}];`),
      source: model.source.replace('*model = (model_t){{0, 0, 0}, {0, 0}, 0};', 'model->count = 0;'),
    });
    const error = await emulate(large(20_000), boardOf('qemu:microbit'), leakyVectors(1)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/does not fit qemu:microbit: it needs \d+ bytes more RAM than it has/);
    const close = await emulate(large(14_500), boardOf('qemu:microbit'), leakyVectors(1)).catch((e: unknown) => e);
    expect((close as UserError).message).toContain('less than 1 KiB for the stack');
  });

  test('a fault of the core is reported, not waited for', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const model = leakyModel();
    const crash = model.source.replace('int32_t best = 0;', 'int32_t best = *(volatile int32_t *)0xfffffff0u;');
    await expect(emulate({ ...model, source: crash }, boardOf('qemu:mps2-an385'), leakyVectors(1))).rejects.toThrow(
      'the core stopped with a fault',
    );
  });

  test('a fault of a RISC-V core too', async (context) => {
    need(context, 'riscv64-unknown-elf-gcc', 'qemu-system-riscv32');
    const model = leakyModel();
    const crash = model.source.replace('int32_t best = 0;', 'int32_t best = *(volatile int32_t *)0xfffffff0u;');
    await expect(emulate({ ...model, source: crash }, boardOf('qemu:riscv32-virt'), leakyVectors(1))).rejects.toThrow(
      'the core stopped with a fault',
    );
  });

  test('a model that never returns ends with the time limit', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const model = leakyModel();
    const endless = model.source.replace('int32_t best = 0;', 'int32_t best = 0;\n\tfor (;;) {\n\t}');
    const options = { timeoutSeconds: 1 };
    await expect(
      emulate({ ...model, source: endless }, boardOf('qemu:mps2-an385'), leakyVectors(1), options),
    ).rejects.toThrow('did not end within 1 s');
  });

  test('an abort ends the emulator', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const reason = new Error('stopped by the user');
    const signal = AbortSignal.abort(reason);
    await expect(emulate(leakyModel(), boardOf('qemu:microbit'), leakyVectors(1), { signal })).rejects.toBe(reason);
  });

  test('C that does not compile is our defect, with what the compiler said', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const broken = { ...leakyModel(), source: 'int model_step(void) { return x; }' };
    const error = await emulate(broken, boardOf('qemu:microbit'), leakyVectors(1)).catch((e: unknown) => e);
    expect(error).not.toBeInstanceOf(UserError);
    expect(String(error)).toContain("'x' undeclared");
  });
});
