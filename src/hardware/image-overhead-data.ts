import type { Core } from './board-core.ts';
import type { ImageFramework } from './board-framework.ts';

/** Measured in a build here; published by somebody for a like project; estimated from parts of other builds. */
export type OverheadBasis = 'measured' | 'published' | 'estimated';

/** What a framework adds to a model where somebody looked. */
export interface OverheadEntry {
  readonly framework: ImageFramework;
  readonly core: Core;
  /** How the names of the chips begin that have the same start-up and drivers; '': any. */
  readonly chips: string;
  /** bytes */
  readonly flash: number;
  /** bytes: variables, and stacks that are reserved for good */
  readonly ram: number;
  /** bytes to keep free for a stack that takes what is left */
  readonly stack: number;
  readonly basis: OverheadBasis;
  /** Of what the figures are: versions, board, compiler, day; or the publication. */
  readonly source: string;
}

const ZEPHYR = 'Zephyr 3.7.1 with picolibc, arm-none-eabi-gcc 12.2, 2026-11-24:';
const ARDUINO_AVR = 'Arduino AVR 1.8.7, avr-gcc 5.4 with -flto, 2026-11-24:';
const BARE = 'the emulator project, gcc 12.2, 2026-11-24:';
const PARTS = 'sum of a start-up, our main and the C library’s snprintf in other builds';

/** bytes. 1 KiB is what the linker script of the emulator project insists on; an operating system has its own. */
const STACKS: Readonly<Record<ImageFramework, number>> = {
  arduino: 256,
  bare: 1024,
  cmsis: 1024,
  espidf: 0,
  libopencm3: 1024,
  mbed: 0,
  none: 256,
  spl: 1024,
  stm32cube: 1024,
  zephyr: 0,
};

/**
 * Whole images of generated projects without the model and without the windows of the self-test: start-up, kernel, console,
 * C library, the example’s main. Zephyr: its map, with 2 KiB of main stack. The context struct is not
 * in it.
 */
export const OVERHEADS: readonly OverheadEntry[] = [
  measured('zephyr', 'cortex-m0', 'nrf51', 17078, 5136, `${ZEPHYR} qemu_cortex_m0`),
  measured('zephyr', 'cortex-m0plus', 'rp2040', 18048, 5074, `${ZEPHYR} rpi_pico`),
  measured('zephyr', 'cortex-m3', 'an385', 13120, 5251, `${ZEPHYR} mps2/an385`),
  measured('zephyr', 'cortex-m4', 'nrf52', 20872, 5577, `${ZEPHYR} nrf52840dk/nrf52840`),
  measured('zephyr', 'cortex-m4', 'stm32f4', 16646, 5585, `${ZEPHYR} nucleo_f411re`),
  measured('zephyr', 'cortex-m7', 'stm32h7', 34750, 5637, `${ZEPHYR} nucleo_h743zi`),
  measured('zephyr', 'cortex-m33', 'stm32h5', 18500, 5435, `${ZEPHYR} nucleo_h563zi`),
  measured('bare', 'cortex-m0', '', 2648, 1104, `${BARE} microbit`),
  measured('bare', 'cortex-m3', '', 1892, 1104, `${BARE} mps2-an385`),
  measured('bare', 'cortex-m4', '', 1892, 1104, `${BARE} mps2-an386`),
  measured('bare', 'cortex-m7', '', 1908, 1104, `${BARE} mps2-an500`),
  measured('bare', 'cortex-m33', '', 1924, 1104, `${BARE} mps2-an505`),
  measured('bare', 'cortex-m55', '', 1940, 1112, `${BARE} mps3-an547`),
  measured('bare', 'riscv32imc', '', 2092, 1104, `${BARE} virt`),
  measured('arduino', 'avr8', 'atmega328', 4480, 372, `${ARDUINO_AVR} Uno`),
  published('arduino', 'cortex-m0plus', 'rp2040', 80072, 52920, 'a blink sketch on mbed, Arduino forum, topic 852413'),
  published('arduino', 'cortex-m4', 'nrf52', 80072, 52920, 'the same mbed core on RP2040, Arduino forum, topic 852413'),
  published(
    'arduino',
    'cortex-m0',
    'stm32',
    10548,
    928,
    'a blink sketch on STM32F030, r-pv/rSTM32F030C8T6_ProMiniPlus issue 5',
  ),
  published(
    'arduino',
    'xtensa-lx7',
    'esp32',
    319861,
    22280,
    'a graphics test on ESP32-S3, 01Space/ESP32-S3-0.42OLED pull request 4',
  ),
  published('espidf', 'xtensa-lx6', 'esp32', 146376, 12392, 'hello world on ESP32, Stack Overflow, question 58532567'),
  published(
    'mbed',
    'cortex-m3',
    'stm32',
    33380,
    3616,
    'a blinking LED on STM32F103, platformio/platform-ststm32 issue 196',
  ),
  ...(['cmsis', 'stm32cube', 'libopencm3', 'spl', 'none'] as const).map((framework): OverheadEntry => ({
    framework,
    core: 'cortex-m4',
    chips: '',
    flash: 7000,
    ram: 576,
    stack: STACKS[framework],
    basis: 'estimated',
    source: PARTS,
  })),
];

/** Of a family of chips. */
function measured(framework: ImageFramework, core: Core, chips: string, flash: number, ram: number, source: string) {
  return { framework, core, chips, flash, ram, stack: STACKS[framework], basis: 'measured', source } as const;
}

function published(framework: ImageFramework, core: Core, chips: string, flash: number, ram: number, source: string) {
  return { framework, core, chips, flash, ram, stack: STACKS[framework], basis: 'published', source } as const;
}
