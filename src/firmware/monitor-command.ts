import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { FirmwareProject } from './describe-project.ts';
import { type CommandOptions, assertFlashable } from './framework-commands.ts';
import { findFrameworkTool } from './framework-tools.ts';
import type { Command } from './process.ts';
import { isExecutable } from './toolchain.ts';

/** Of the consoles of all generated projects. */
const BAUD = '115200';

/**
 * The command that shows what a board says; it needs a terminal. PlatformIO has a monitor, and finds the port itself where
 * none is given. Zephyr has none: its boards are watched with pyserial's, which asks for the port in the terminal, or with
 * PlatformIO's, whichever is there.
 * @throws UserError when nothing of that is there, or the board is emulated
 */
export function monitorCommand(project: FirmwareProject, options: CommandOptions): Command {
  assertFlashable(project);
  const { port, settings, where } = options;
  const chosen = port === undefined ? [] : ['-p', port];
  if (project.framework === 'platformio') {
    const pio = findFrameworkTool('pio', settings.pio, where);
    return { command: pio, args: ['device', 'monitor', '-d', project.folder, '-e', project.board, ...chosen] };
  }
  const miniterm = findMiniterm(options);
  // Raw: escape sequences are colours of Zephyr's log, not something to be spelt out.
  if (miniterm !== undefined) return { command: miniterm, args: ['--raw', port ?? '-', BAUD] };
  const pio = attempt(() => findFrameworkTool('pio', settings.pio, where));
  if (pio !== undefined) return { command: pio, args: ['device', 'monitor', ...chosen, '-b', BAUD] };
  throw new UserError('firmware/no-monitor', 'No serial monitor was found: neither pyserial nor PlatformIO.', {
    hint: 'Install pyserial with `python3 -m pip install pyserial` in the environment of west.',
  });
}

/** pyserial puts its terminal beside the programs of the environment that it is installed in. */
function findMiniterm({ settings, where }: CommandOptions): string | undefined {
  const west = attempt(() => findFrameworkTool('west', settings.west, where));
  const folders = [...(west === undefined ? [] : [dirname(west)]), ...(where.env['PATH'] ?? '').split(delimiter)];
  const name = where.platform === 'win32' ? 'pyserial-miniterm.exe' : 'pyserial-miniterm';
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function attempt<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
