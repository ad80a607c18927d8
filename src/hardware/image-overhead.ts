import { chosenFramework, type ImageFramework } from './board-framework.ts';
import type { Board } from './board.ts';
import { emulatedBoardFor } from './boards.ts';
import { OVERHEADS, type OverheadBasis, type OverheadEntry } from './image-overhead-data.ts';

/** The kinds of projects that `output.framework` of a spec names. */
export type ProjectKind = 'zephyr' | 'platformio' | 'bare';

/** What start-up, framework, console and the example's main add to the model. */
export interface ImageOverhead {
  readonly framework: ImageFramework;
  /** bytes */
  readonly flash: number;
  /** bytes: variables, and stacks that are reserved for good */
  readonly ram: number;
  /** bytes to keep free for a stack that takes what is left; 0: it is in `ram` */
  readonly stack: number;
  readonly basis: OverheadBasis;
  /** How far the truth may be from the figures, as a share of them. */
  readonly error: number;
  readonly source: string;
}

/** What of a board is left for the model. */
export interface BoardRoom {
  readonly board: Board;
  /** bytes */
  readonly flash: number;
  /** bytes */
  readonly ram: number;
  readonly overhead: ImageOverhead;
}

/** What a framework is called. */
const NAMES: Readonly<Record<ImageFramework, string>> = {
  arduino: 'Arduino',
  bare: 'the start-up',
  cmsis: 'CMSIS',
  espidf: 'ESP-IDF',
  libopencm3: 'libopencm3',
  mbed: 'Mbed',
  none: 'the C library',
  spl: 'SPL',
  stm32cube: 'STM32Cube',
  zephyr: 'Zephyr',
};

export function frameworkName({ framework }: Pick<ImageOverhead, 'framework'>): string {
  return NAMES[framework];
}

/** The figures for the board: of its chips where they are known, else of the likest core. */
export function imageOverhead(kind: ProjectKind, board: Board): ImageOverhead {
  const framework = frameworkFor(kind, board);
  const [best] = OVERHEADS.filter((entry) => entry.framework === framework)
    .map((entry) => ({ entry, error: errorFor(entry, board), kinship: shared(entry.chips, board.mcu) }))
    .sort((a, b) => a.error - b.error || b.kinship - a.kinship);
  if (best === undefined) throw new Error(`no overhead is known of ${framework}`);
  const { flash, ram, stack, basis, source } = best.entry;
  return { framework, flash, ram, stack, basis, error: best.error, source };
}

/** A kind that the board cannot have (the editor warns of it) is taken for the one that it can have. */
function frameworkFor(kind: ProjectKind, board: Board): ImageFramework {
  if (board.platform === undefined) return kind === 'zephyr' ? kind : 'bare';
  if (kind === 'zephyr' && board.core !== 'avr8') return kind;
  return kind === 'bare' && emulatedBoardFor(board) !== undefined ? kind : chosenFramework(board);
}

/**
 * Board memory without what the framework takes at least: a model is refused only where the image cannot fit, whatever the
 * error of an estimate.
 */
export function boardRoom(kind: ProjectKind, board: Board): BoardRoom {
  const overhead = imageOverhead(kind, board);
  const left = (has: number, takes: number): number => Math.max(0, has - Math.ceil(takes * (1 - overhead.error)));
  return {
    board,
    flash: left(board.flashBytes, overhead.flash),
    ram: left(board.ramBytes, overhead.ram + overhead.stack),
    overhead,
  };
}

/**
 * Share of the figures by which another build may differ. Drivers of one family of chips differ little; Zephyr on two boards
 * of one core differed by a third. Worse, the further away.
 */
function errorFor({ core, chips, basis }: OverheadEntry, board: Board): number {
  const [known, far] = basis === 'measured' ? [0.1, 0.4] : [0.4, 0.6];
  const family = board.mcu.startsWith(chips);
  if (core === board.core) return family ? known : far;
  return archOf(core) === archOf(board.core) ? far + (family ? 0.05 : 0.1) : far + 0.2;
}

/** Letters with which both begin: `stm32f4` and `stm32l432kc` share five. */
function shared(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

const archOf = (core: string): string => core.replace(/-?[^a-z].*$/, '');
