import type { EmulatedBoard } from '../../hardware/board.ts';
import { type CoreTarget, MODEL_FLAGS, targetOf } from '../core-flags.ts';
import { MACHINES, type Machine, icountShift, instructionsPerTick } from './machines.ts';

/**
 * How the emulator project is built and run. The Makefile that users get and `emulate` take it from here, so that what is
 * measured is what is documented.
 */
export interface BareBuild {
  /** Its name in machines/ and in `make MACHINE=`. */
  readonly name: string;
  readonly board: EmulatedBoard;
  readonly machine: Machine;
  readonly target: CoreTarget;
  readonly startup: string;
  /** Flags for the files of src/, besides those of the model. */
  readonly sourceFlags: readonly string[];
  readonly linkFlags: readonly string[];
  /** The emulator's arguments, up to the name of the image. */
  readonly emulatorArguments: readonly string[];
}

/** Everything in src/ but the start-up code, in order. */
export const SOURCES = ['src/main.c', 'src/semihosting.c', 'src/memory.c'] as const;

export function bareBuild(board: EmulatedBoard): BareBuild {
  const name = board.id.replace(/^qemu:/, '');
  const machine = MACHINES[board.emulator.machine];
  const riscv = board.core.startsWith('riscv');
  return {
    name,
    board,
    machine,
    target: targetOf(board.core),
    startup: riscv ? 'src/startup_riscv.S' : 'src/startup_arm.c',
    sourceFlags: ['-Isrc', '-Imodel', ...clockFlags(machine), '-fno-tree-loop-distribute-patterns'],
    linkFlags: ['-nostdlib', '-Wl,--gc-sections', '-Lmachines', '-T', `machines/${name}.ld`],
    emulatorArguments: [
      ...['-machine', board.emulator.machine],
      ...(machine.cpu === undefined ? [] : ['-cpu', machine.cpu]),
      ...(riscv ? ['-bios', 'none'] : []),
      ...['-nographic', '-monitor', 'none', '-serial', 'null'],
      ...['-semihosting-config', 'enable=on,target=native'],
      ...['-icount', `shift=${icountShift(machine)}`],
      '-kernel',
    ],
  };
}

/** Compiles the model as the cost model and the projects do. */
export function modelArguments({ target }: BareBuild, prefix: string, output: string): string[] {
  return [...target.flags, ...MODEL_FLAGS, '-Imodel', '-c', `model/${prefix}.c`, '-o', output];
}

/** Compiles src/ and links it with the model. */
export function linkArguments(build: BareBuild, modelObject: string, output: string): string[] {
  return [
    ...build.target.flags,
    ...MODEL_FLAGS,
    ...build.sourceFlags,
    build.startup,
    ...SOURCES,
    modelObject,
    ...build.linkFlags,
    '-lgcc',
    '-o',
    output,
  ];
}

function clockFlags(machine: Machine): string[] {
  const [numerator, denominator] = instructionsPerTick(machine);
  const { clock } = machine;
  return [
    `-DCLOCK_${clock.kind}`,
    ...(clock.kind === 'MINSTRET' ? [] : [`-DCLOCK_BASE=0x${clock.base.toString(16)}u`]),
    `-DCLOCK_NUMERATOR=${numerator}u`,
    `-DCLOCK_DENOMINATOR=${denominator}u`,
  ];
}
