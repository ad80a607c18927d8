import * as vscode from 'vscode';
import type { FirmwareProject } from '../../firmware/describe-project.ts';

/**
 * Zephyr's name of a project's board where the project does not know it: asked for once, and remembered.
 * @returns undefined: not needed; null: the user gave up
 */
export async function zephyrBoardName(
  { framework, board, zephyr }: FirmwareProject,
  memory: vscode.Memento,
): Promise<string | undefined | null> {
  if (framework !== 'zephyr' || zephyr !== undefined) return undefined;
  const key = `nas.zephyrBoard:${board}`;
  const known = memory.get<string>(key);
  if (known !== undefined) return known;
  const name = await vscode.window.showInputBox({
    title: `Zephyr's name of the board ${board}`,
    prompt: '`west boards` lists all of them',
    placeHolder: 'e.g. nrf52840dk/nrf52840',
    validateInput: (text) => (/^\w[\w@./-]*$/.test(text.trim()) ? undefined : 'A name such as nrf52840dk/nrf52840'),
  });
  if (name === undefined) return null;
  await memory.update(key, name.trim());
  return name.trim();
}
