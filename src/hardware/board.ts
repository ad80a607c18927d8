import type { Core } from './board-core.ts';

/** What PlatformIO can build for a board. */
const FRAMEWORKS = ['arduino', 'cmsis', 'espidf', 'libopencm3', 'mbed', 'spl', 'stm32cube', 'zephyr'] as const;

export type BoardFramework = (typeof FRAMEWORKS)[number];

export function isBoardFramework(name: string): name is BoardFramework {
  return (FRAMEWORKS as readonly string[]).includes(name);
}

/** A machine of QEMU that stands for a board. */
export interface Emulator {
  readonly program: 'qemu-system-arm' | 'qemu-system-riscv32';
  /** The value of QEMU's `-machine`. */
  readonly machine: EmulatedMachine;
}

export type EmulatedMachine =
  'microbit' | 'mps2-an385' | 'mps2-an386' | 'mps2-an500' | 'mps2-an505' | 'mps3-an547' | 'virt';

export interface Board {
  /** As in `target.board` of a spec: PlatformIO's id, or `qemu:` and a machine. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** PlatformIO's development platform, e.g. `ststm32`; absent for an emulator. */
  readonly platform: string | undefined;
  readonly mcu: string;
  readonly core: Core;
  /** Hz */
  readonly clockHz: number;
  /** bytes */
  readonly flashBytes: number;
  /** bytes */
  readonly ramBytes: number;
  /** As PlatformIO lists them; empty for an emulator. */
  readonly frameworks: readonly BoardFramework[];
  readonly uploadProtocol: string | undefined;
  /** The name that `west build -b` takes, when known. */
  readonly zephyr: string | undefined;
  /** Set for an emulated board alone. */
  readonly emulator: Emulator | undefined;
}

/** A board that QEMU stands for. */
export type EmulatedBoard = Board & { readonly emulator: Emulator };
