import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { Core } from '../hardware/board-core.ts';
import type { EmulatedBoard } from '../hardware/board.ts';
import { targetOf } from './core-flags.ts';

/** Absolute paths of the programs that build for a core. */
export interface Toolchain {
  readonly gcc: string;
  readonly size: string;
  readonly nm: string;
}

/** Debian and Ubuntu packages, by the program looked for. Never with recommends: those bring a 1.6-GB C++ library. */
const PACKAGES: Readonly<Record<string, string>> = {
  'arm-none-eabi-gcc': 'gcc-arm-none-eabi',
  'arm-none-eabi-size': 'binutils-arm-none-eabi',
  'arm-none-eabi-nm': 'binutils-arm-none-eabi',
  'riscv64-unknown-elf-gcc': 'gcc-riscv64-unknown-elf',
  'riscv64-unknown-elf-size': 'binutils-riscv64-unknown-elf',
  'riscv64-unknown-elf-nm': 'binutils-riscv64-unknown-elf',
  'avr-gcc': 'gcc-avr',
  'avr-size': 'binutils-avr',
  'avr-nm': 'binutils-avr',
  'qemu-system-arm': 'qemu-system-arm',
  'qemu-system-riscv32': 'qemu-system-misc',
  gcc: 'gcc',
  clang: 'clang',
  'g++': 'g++',
  make: 'make',
};

/** Absolute path of a program on the search path; undefined when it is not there. */
export function findTool(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find(isExecutable);
}

/** Absolute paths of all these programs, or one UserError that says how to install what is missing. */
export function requireTools<Name extends string>(names: readonly Name[], path?: string): Record<Name, string> {
  const found = names.map((name) => [name, findTool(name, path)] as const);
  const missing = found.filter(([, file]) => file === undefined).map(([name]) => name);
  if (missing.length > 0) throw missingTools(missing);
  return Object.fromEntries(found) as Record<Name, string>;
}

/** The compiler of a core, with its size and nm. */
export function toolchainFor(core: Core, path?: string): Toolchain {
  const [gcc, size, nm] = toolNames(core);
  const tools = requireTools([gcc, size, nm], path);
  return { gcc: tools[gcc]!, size: tools[size]!, nm: tools[nm]! };
}

/** The compiler and the emulator of an emulated board, or one error for all that is missing. */
export function emulationTools(board: EmulatedBoard, path?: string): Toolchain & { readonly qemu: string } {
  const { program } = board.emulator;
  const tools = requireTools([...toolNames(board.core), program], path);
  return { ...toolchainFor(board.core, path), qemu: tools[program]! };
}

/** Compilers for this machine, by name: gcc and clang as far as they are installed. */
export function hostCompilers(path?: string): Map<'gcc' | 'clang', string> {
  const names = ['gcc', 'clang'] as const;
  const found = names.map((name) => [name, findTool(name, path)] as const);
  return new Map(found.filter((entry): entry is ['gcc' | 'clang', string] => entry[1] !== undefined));
}

function toolNames(core: Core): [gcc: string, size: string, nm: string] {
  const { tools } = targetOf(core);
  return [`${tools}gcc`, `${tools}size`, `${tools}nm`];
}

function missingTools(names: readonly string[]): UserError {
  const verb = names.length === 1 ? 'is' : 'are';
  const message = `${names.join(', ')} ${verb} not installed, or not on the PATH.`;
  const packages = names.map((name) => PACKAGES[name]);
  if (packages.includes(undefined)) {
    return new UserError('firmware/tool-missing', message, {
      hint: 'No Debian package has it: install the vendor’s toolchain (for the ESP32 and ESP32-S3, Espressif’s).',
    });
  }
  // A compiler brings its binutils.
  const needed = [...new Set(packages as string[])].filter(
    (name) => !name.startsWith('binutils-') || !packages.includes(name.replace('binutils-', 'gcc-')),
  );
  return new UserError('firmware/tool-missing', message, {
    hint: `sudo apt-get install -y --no-install-recommends ${needed.join(' ')}`,
  });
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
