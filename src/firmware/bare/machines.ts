import type { EmulatedMachine } from '../../hardware/board.ts';

interface Memory {
  /** address */
  readonly origin: number;
  /** bytes */
  readonly length: number;
}

/** What the bare-metal firmware must know of a machine of QEMU. */
export interface Machine {
  readonly flash: Memory;
  readonly ram: Memory;
  /** QEMU's `-cpu`, where the machine offers more than the core has. */
  readonly cpu: string | undefined;
  /** Which timer of clock.h, and at which address. */
  readonly clock:
    | { readonly kind: 'NRF51' | 'CMSDK' | 'SYSTICK'; readonly base: number; readonly hz: number }
    | { readonly kind: 'MINSTRET' };
}

const MIB = 1024 * 1024;
const KIB = 1024;

const mps2: Machine = {
  flash: { origin: 0x0000_0000, length: 4 * MIB },
  ram: { origin: 0x2000_0000, length: 4 * MIB },
  cpu: undefined,
  clock: { kind: 'CMSDK', base: 0x4000_0000, hz: 25e6 },
};

/** Memory maps and timers, as in QEMU 7.2's hw/arm and hw/riscv. */
export const MACHINES: Readonly<Record<EmulatedMachine, Machine>> = {
  microbit: {
    flash: { origin: 0x0000_0000, length: 256 * KIB },
    ram: { origin: 0x2000_0000, length: 16 * KIB },
    cpu: undefined,
    clock: { kind: 'NRF51', base: 0x4000_8000, hz: 16e6 },
  },
  'mps2-an385': mps2,
  'mps2-an386': mps2,
  'mps2-an500': mps2,
  'mps2-an505': {
    // The secure aliases: the core starts in the secure state.
    flash: { origin: 0x1000_0000, length: 4 * MIB },
    ram: { origin: 0x3800_0000, length: 4 * MIB },
    cpu: undefined,
    clock: { kind: 'CMSDK', base: 0x5000_0000, hz: 20e6 },
  },
  'mps3-an547': {
    flash: { origin: 0x0000_0000, length: 512 * KIB },
    ram: { origin: 0x2000_0000, length: 512 * KIB },
    cpu: undefined,
    clock: { kind: 'SYSTICK', base: 0xe000_e010, hz: 32e6 },
  },
  virt: {
    // One DRAM, cut in two as a microcontroller's memories are.
    flash: { origin: 0x8000_0000, length: 4 * MIB },
    ram: { origin: 0x8040_0000, length: 4 * MIB },
    // Code with atomics or floating point must fault, as on an RV32IMC part.
    cpu: 'rv32,a=false,f=false,d=false',
    clock: { kind: 'MINSTRET' },
  },
};

/**
 * The `shift` of `-icount`: every instruction takes 2^shift ns of the machine's time, whatever the host is doing. 6 keeps
 * a tick of the timers near one instruction. 0 for minstret, which QEMU 7.2 counts in those nanoseconds and later versions
 * in instructions.
 */
export function icountShift({ clock }: Machine): number {
  return clock.kind === 'MINSTRET' ? 0 : 6;
}

/** Instructions per tick of the machine's timer, as a fraction in lowest terms. */
export function instructionsPerTick(machine: Machine): [numerator: number, denominator: number] {
  if (machine.clock.kind === 'MINSTRET') return [1, 1];
  const [tickNanoseconds, instructionNanoseconds] = [1e9 / machine.clock.hz, 2 ** icountShift(machine)];
  // Timers run at whole megahertz, so that both are whole in units of 1/4 ns.
  const [a, b] = [tickNanoseconds * 4, instructionNanoseconds * 4];
  const divisor = gcd(a, b);
  return [a / divisor, b / divisor];
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
