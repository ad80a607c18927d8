import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { emulationTools, findTool, hostCompilers, requireTools, toolchainFor } from '../../src/firmware/toolchain.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import { temporaryFolder } from './tools.ts';

/** A search path of one folder with these programs in it. */
function pathWith(...programs: string[]): string {
  const folder = temporaryFolder();
  for (const name of programs) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

function hintOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).hint;
  }
  throw new Error('nothing was thrown');
}

describe('findTool', () => {
  test('finds the first executable file of that name', () => {
    const [empty, first, second] = [pathWith(), pathWith('gcc'), pathWith('gcc')];
    mkdirSync(join(empty, 'gcc'));
    expect(findTool('gcc', [empty, '', '/no/such/folder', first, second].join(':'))).toBe(join(first, 'gcc'));
  });

  test('knows when there is none', () => expect(findTool('gcc', pathWith('clang'))).toBeUndefined());
});

describe('what is missing is named, with the line that installs it', () => {
  const [arm, riscv] = ['qemu:microbit', 'qemu:riscv32-virt'].map((id) => EMULATED_BOARDS.find((b) => b.id === id)!);

  test('everything', () => {
    expect(() => emulationTools(arm!, pathWith())).toThrow(
      'arm-none-eabi-gcc, arm-none-eabi-size, arm-none-eabi-nm, qemu-system-arm are not installed, or not on the PATH.',
    );
    expect(hintOf(() => emulationTools(arm!, pathWith()))).toBe(
      'sudo apt-get install -y --no-install-recommends gcc-arm-none-eabi qemu-system-arm',
    );
    expect(hintOf(() => emulationTools(riscv!, pathWith()))).toBe(
      'sudo apt-get install -y --no-install-recommends gcc-riscv64-unknown-elf qemu-system-misc',
    );
  });

  test('the emulator alone, or the binutils alone', () => {
    const gcc = ['arm-none-eabi-gcc', 'arm-none-eabi-size', 'arm-none-eabi-nm'];
    expect(hintOf(() => emulationTools(arm!, pathWith(...gcc)))).toMatch(/recommends qemu-system-arm$/);
    expect(hintOf(() => toolchainFor('cortex-m4', pathWith('arm-none-eabi-gcc')))).toMatch(
      /recommends binutils-arm-none-eabi$/,
    );
  });

  test('a core that Debian has no compiler for', () => {
    expect(hintOf(() => toolchainFor('xtensa-lx7', pathWith()))).toContain('Espressif');
  });
});

test('what is there is found', () => {
  const path = pathWith('arm-none-eabi-gcc', 'arm-none-eabi-size', 'arm-none-eabi-nm', 'clang');
  expect(toolchainFor('cortex-m0', path)).toEqual({
    gcc: join(path, 'arm-none-eabi-gcc'),
    size: join(path, 'arm-none-eabi-size'),
    nm: join(path, 'arm-none-eabi-nm'),
  });
  expect([...hostCompilers(path)]).toEqual([['clang', join(path, 'clang')]]);
  expect(requireTools(['clang'], path)).toEqual({ clang: join(path, 'clang') });
});
