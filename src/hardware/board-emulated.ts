import type { Core } from './board-core.ts';
import type { EmulatedBoard, Emulator } from './board.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * Machines of QEMU 7.2 that run bare-metal firmware with semihosting, one per core. Clock and memories are those of the
 * machine's model; QEMU counts instructions and not cycles, so a time in seconds needs the cost model of the core.
 */
export const EMULATED_BOARDS: readonly EmulatedBoard[] = [
  arm('microbit', 'BBC micro:bit', 'nrf51822', 'cortex-m0', 16e6, 256 * KIB, 16 * KIB, 'qemu_cortex_m0'),
  arm('mps2-an385', 'Arm MPS2, AN385', 'an385', 'cortex-m3', 25e6, 4 * MIB, 4 * MIB, 'mps2/an385'),
  arm('mps2-an386', 'Arm MPS2, AN386', 'an386', 'cortex-m4', 25e6, 4 * MIB, 4 * MIB, 'mps2/an386'),
  arm('mps2-an500', 'Arm MPS2, AN500', 'an500', 'cortex-m7', 25e6, 4 * MIB, 4 * MIB, 'mps2/an500'),
  arm('mps2-an505', 'Arm MPS2, AN505', 'an505', 'cortex-m33', 20e6, 4 * MIB, 4 * MIB, undefined),
  arm('mps3-an547', 'Arm MPS3, AN547', 'an547', 'cortex-m55', 32e6, 512 * KIB, 512 * KIB, 'mps3/corstone300/an547'),
  {
    ...board('qemu:riscv32-virt', 'QEMU virt, RV32IMC', 'virt', 'riscv32imc', 160e6, 4 * MIB, 4 * MIB, 'qemu_riscv32'),
    // The machine has no clock of its own; 160 MHz is that of the ESP32-C3, the common RV32IMC part.
    vendor: 'QEMU',
    emulator: { program: 'qemu-system-riscv32', machine: 'virt' },
  },
];

function arm(
  machine: Exclude<Emulator['machine'], 'virt'>,
  name: string,
  mcu: string,
  core: Core,
  clockHz: number,
  flashBytes: number,
  ramBytes: number,
  zephyr: string | undefined,
): EmulatedBoard {
  return {
    ...board(`qemu:${machine}`, `QEMU ${name}`, mcu, core, clockHz, flashBytes, ramBytes, zephyr),
    emulator: { program: 'qemu-system-arm', machine },
  };
}

function board(
  id: string,
  name: string,
  mcu: string,
  core: Core,
  clockHz: number,
  flashBytes: number,
  ramBytes: number,
  zephyr: string | undefined,
) {
  return {
    id,
    name,
    vendor: 'QEMU',
    platform: undefined,
    mcu,
    core,
    clockHz,
    flashBytes,
    ramBytes,
    frameworks: [],
    uploadProtocol: undefined,
    zephyr,
  };
}
