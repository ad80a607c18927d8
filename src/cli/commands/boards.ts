import { formatBytes, formatHertz } from '../../base/format.ts';
import { boardNamed, boardNames, nearestBoards } from '../../hardware/boards.ts';
import type { Terminal } from '../terminal.ts';

/** Lists boards: those most like `name`, or all. */
export function boards(name: string | undefined, terminal: Terminal): void {
  const listed = name === undefined ? boardNames().map(({ id }) => boardNamed(id)!) : nearestBoards(name, 20);
  if (terminal.json) {
    terminal.print(JSON.stringify(listed));
    return;
  }
  for (const { id, name: title, core, clockHz, flashBytes, ramBytes } of listed) {
    const facts = `${core}, ${formatHertz(clockHz)}, ${formatBytes(flashBytes)} flash, ${formatBytes(ramBytes)} RAM`;
    terminal.print(`${id.padEnd(32)} ${facts.padEnd(62)} ${title}`);
  }
}
