import type { Core } from '../hardware/board-core.ts';

/** The prefix of the GNU tools for a core. */
type ToolPrefix = 'arm-none-eabi-' | 'riscv64-unknown-elf-' | 'avr-' | 'xtensa-esp-elf-';

export interface CoreTarget {
  readonly tools: ToolPrefix;
  /** Compiler flags that select the core. */
  readonly flags: readonly string[];
}

/**
 * How the model is compiled, everywhere: in the emulator, for the figures of the cost model, in the projects. At -O3 the
 * inner loops get slower and their cost stops being linear in the layer sizes (measured on Cortex-M4).
 */
export const MODEL_FLAGS: readonly string[] = [
  '-std=gnu99',
  '-O2',
  '-ffreestanding',
  '-ffunction-sections',
  '-fdata-sections',
];

/** What the generated C must compile under without a word. */
export const WARNING_FLAGS: readonly string[] = ['-Wall', '-Wextra', '-Wconversion', '-Wpedantic', '-Werror'];

/** The target of a core; Debian has a compiler for Arm, RISC-V and AVR, none for Xtensa. */
export function targetOf(core: Core): CoreTarget {
  return TARGETS[core];
}

function arm(cpu: string, ...fpu: string[]): CoreTarget {
  const float = fpu.length === 0 ? ['-mfloat-abi=soft'] : [...fpu, '-mfloat-abi=hard'];
  return { tools: 'arm-none-eabi-', flags: [`-mcpu=${cpu}`, '-mthumb', ...float] };
}

function riscv(arch: string): CoreTarget {
  // `medany`: code that runs at 0x80000000 and beyond. Without `_zicsr`: with it gcc 12 picks 64-bit libraries.
  return { tools: 'riscv64-unknown-elf-', flags: [`-march=${arch}`, '-mabi=ilp32', '-mcmodel=medany'] };
}

const TARGETS: Readonly<Record<Core, CoreTarget>> = {
  avr8: { tools: 'avr-', flags: ['-mmcu=atmega328p'] },
  'cortex-m0': arm('cortex-m0'),
  'cortex-m0plus': arm('cortex-m0plus'),
  'cortex-m3': arm('cortex-m3'),
  'cortex-m4': arm('cortex-m4', '-mfpu=fpv4-sp-d16'),
  'cortex-m7': arm('cortex-m7', '-mfpu=fpv5-d16'),
  'cortex-m33': arm('cortex-m33', '-mfpu=fpv5-sp-d16'),
  'cortex-m55': arm('cortex-m55', '-mfpu=auto'),
  riscv32imc: riscv('rv32imc'),
  riscv32imac: riscv('rv32imac'),
  'xtensa-lx6': { tools: 'xtensa-esp-elf-', flags: [] },
  'xtensa-lx7': { tools: 'xtensa-esp-elf-', flags: [] },
};
