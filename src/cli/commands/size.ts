import { relative } from 'node:path';
import { formatBytes, formatCount } from '../../base/format.ts';
import { IMAGE_PARTS } from '../../firmware/image-parts.ts';
import { describeOverhead } from '../../hardware/overhead-text.ts';
import { imageSize, type ImageSize } from '../../runs/image-size.ts';
import type { Terminal } from '../terminal.ts';

/** Shows what the user's own build of a project takes, by the linker's map, beside what was estimated. */
export async function sizeOfProject(folder: string, map: string | undefined, terminal: Terminal): Promise<void> {
  const size = await imageSize(folder, map);
  if (terminal.json) terminal.print(JSON.stringify({ ...size, board: size.board.id }));
  else for (const line of sizeLines(size)) terminal.print(line);
}

function sizeLines({ map, board, measured: { total, parts }, overhead, model }: ImageSize): string[] {
  const row = (name: string, flash: string, ram: string): string =>
    `  ${name.padEnd(22)}${flash.padStart(11)}${ram.padStart(11)}`;
  const bytes = (count: number): string => formatCount(count);
  const owners =
    parts === undefined
      ? ['  The linker optimised across files (-flto): whose a byte is cannot be told.']
      : IMAGE_PARTS.map((part) => row(part, bytes(parts[part].flash), bytes(parts[part].ram)));
  const lines = [
    `${relative('.', map)}: ${board.name}`,
    row('bytes', 'flash', 'RAM'),
    ...owners,
    row('image', bytes(total.flash), bytes(total.ram)),
    row('of the board', formatBytes(board.flashBytes), formatBytes(board.ramBytes)),
  ];
  if (model !== undefined) {
    lines.push(
      row('estimated: model', bytes(model.flash), bytes(model.ram)),
      row('estimated: image', bytes(model.flash + overhead.flash), bytes(model.ram + overhead.ram)),
    );
  }
  return [...lines, `${describeOverhead(overhead)} The self-test is not in the estimate.`];
}
