import type { Board, BoardFramework } from './board.ts';

/** What a PlatformIO project is built on; `none`: the bare C library of the platform. */
export type ChosenFramework = BoardFramework | 'none';

/** What a firmware is built on; `bare`: the start-up of the emulator project. */
export type ImageFramework = ChosenFramework | 'bare';

/**
 * In order of preference: first those with a console and a clock that are the same on every board, simplest first, then
 * those that bring a start-up alone.
 */
const PREFERENCE: readonly BoardFramework[] = [
  'arduino',
  'zephyr',
  'mbed',
  'espidf',
  'cmsis',
  'stm32cube',
  'libopencm3',
  'spl',
];

export function chosenFramework(board: Board): ChosenFramework {
  return PREFERENCE.find((framework) => board.frameworks.includes(framework)) ?? 'none';
}
