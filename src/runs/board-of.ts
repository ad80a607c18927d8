import { UserError } from '../base/errors.ts';
import type { Board } from '../hardware/board.ts';
import { boardNamed, nearestBoards } from '../hardware/boards.ts';

/** @throws UserError that names the likeliest boards */
export function boardOf(id: string, where: string): Board {
  const board = boardNamed(id);
  if (board !== undefined) return board;
  const near = nearestBoards(id, 3).map((candidate) => candidate.id);
  throw new UserError('board/unknown', `there is no board '${id}'`, {
    where,
    hint: `Did you mean ${near.join(', ')}? \`nas boards ${id}\` lists more.`,
  });
}
