import * as vscode from 'vscode';
import { formatBytes, formatHertz } from '../../base/format.ts';
import { FRAMEWORKS, type Framework } from '../../firmware/project-facts.ts';
import type { Board } from '../../hardware/board.ts';
import { allBoards, emulatedBoardFor } from '../../hardware/boards.ts';

const FRAMEWORK_TEXTS: Readonly<Record<Framework, { readonly label: string; readonly detail: string }>> = {
  zephyr: { label: 'Zephyr', detail: 'An application for west, with the model as a module.' },
  platformio: { label: 'PlatformIO', detail: 'A project for pio, with the model as a private library.' },
  bare: { label: 'Emulator', detail: 'Runs in QEMU with make; checks every answer, counts instructions.' },
};

/** Whether a project of this kind can be made for a board. */
export function isDeployable(framework: Framework, board: Board): boolean {
  switch (framework) {
    case 'zephyr':
      return true;
    case 'platformio':
      return board.platform !== undefined;
    case 'bare':
      return emulatedBoardFor(board) !== undefined;
  }
}

/**
 * @param usual that of the spec: offered first
 * @param real only projects for real boards
 */
export async function pickFramework(usual: Framework, board: Board, real: boolean): Promise<Framework | undefined> {
  const offered = FRAMEWORKS.filter((framework) => framework !== 'bare' || (!real && isDeployable(framework, board)));
  const ordered = [...offered].sort((a, b) => Number(b === usual) - Number(a === usual));
  const items = ordered.map((framework) => ({
    ...FRAMEWORK_TEXTS[framework],
    ...(framework === usual ? { description: 'as the search file says' } : {}),
    framework,
  }));
  return (
    await vscode.window.showQuickPick(items, { title: `Deploy for ${board.name}`, placeHolder: 'Kind of project' })
  )?.framework;
}

/** A board for a framework that does not know the one of the spec. @param usual id of the one chosen last */
export async function pickBoard(
  framework: Framework,
  board: Board,
  usual: string | undefined,
): Promise<Board | undefined> {
  // Only a few boards have a name in Zephyr that is known here.
  const suits = ({ platform, zephyr }: Board): boolean => (framework === 'zephyr' ? zephyr : platform) !== undefined;
  const boards = allBoards().filter((candidate) => candidate.emulator === undefined && suits(candidate));
  const rank = (candidate: Board): number => (candidate.id === usual ? 0 : candidate.core === board.core ? 1 : 2);
  const items = boards
    .sort((a, b) => rank(a) - rank(b)) // stable: alphabetical within a rank
    .map((candidate) => ({
      label: candidate.id,
      description: candidate.name,
      detail: `${candidate.core}, ${formatHertz(candidate.clockHz)}, ${formatBytes(candidate.flashBytes)} flash, ${formatBytes(candidate.ramBytes)} RAM`,
      board: candidate,
    }));
  const { label } = FRAMEWORK_TEXTS[framework];
  return (
    await vscode.window.showQuickPick(items, {
      title: `Which board for ${label}? The search is for ${board.name}`,
      placeHolder: `Boards with the same core (${board.core}) come first`,
      matchOnDescription: true,
    })
  )?.board;
}
