import { formatBytes, formatHertz } from '../base/format.ts';
import type { Board } from '../hardware/board.ts';
import { allBoards, emulatedBoardFor } from '../hardware/boards.ts';

/** "cortex-m4 · 80 MHz · 256 KiB flash · 64 KiB RAM" */
export function boardSummary({ core, clockHz, flashBytes, ramBytes }: Board): string {
  return `${core} · ${formatHertz(clockHz)} · ${formatBytes(flashBytes)} flash · ${formatBytes(ramBytes)} RAM`;
}

/** What a person wants to know before choosing it, as Markdown. */
export function boardFacts(board: Board): string {
  const { name, vendor, mcu, zephyr, platform, frameworks, emulator } = board;
  const lines = [`**${name}** (${vendor}) · ${mcu}`, boardSummary(board)];
  if (emulator !== undefined) lines.push('Emulated by QEMU on this computer: no board is needed.');
  else {
    if (platform !== undefined) lines.push(`PlatformIO: \`${platform}\`, ${frameworks.join(', ') || 'no framework'}`);
    lines.push(zephyr === undefined ? 'Zephyr: name of the board not known here' : `Zephyr: \`${zephyr}\``);
    const stand = emulatedBoardFor(board);
    if (stand !== undefined) lines.push(`The same instructions run in the emulator \`${stand.id}\`.`);
  }
  return lines.join('\n\n');
}

/** A board in a list to choose from. */
export interface BoardChoice {
  readonly id: string;
  readonly summary: string;
  readonly board: Board;
}

let choices: readonly BoardChoice[] | undefined;

/** Emulated boards first, then the real ones by id. */
export function boardChoices(): readonly BoardChoice[] {
  return (choices ??= allBoards().map((board) => ({ id: board.id, summary: boardSummary(board), board })));
}
