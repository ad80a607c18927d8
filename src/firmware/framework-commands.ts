import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { boardNamed, emulatedBoardFor } from '../hardware/boards.ts';
import type { FirmwareProject } from './describe-project.ts';
import { type Surroundings, findFrameworkTool } from './framework-tools.ts';
import type { Command } from './process.ts';
import { emulationTools, requireTools } from './toolchain.ts';
import { zephyrWorkspace } from './zephyr/workspace.ts';

/** What a command line needs to know besides the project. */
export interface CommandOptions {
  readonly where: Surroundings;
  /** The user's paths of the tools; empty: look for them. */
  readonly settings: { readonly west: string; readonly pio: string };
  /** Serial port of the board. */
  readonly port?: string | undefined;
  /** What `west build -b` takes, where the project does not say. */
  readonly zephyrBoard?: string | undefined;
  /** The firmware that measures the network, for `nas measure`, instead of the application. */
  readonly selfTest?: boolean | undefined;
}

/** The command that builds a project. @throws UserError when a tool is missing, or the board's name for Zephyr */
export function buildCommand(project: FirmwareProject, options: CommandOptions): Command {
  switch (project.framework) {
    case 'zephyr': {
      const board = zephyrBoardOf(project, options);
      const build = zephyrBuildFolder(project, board, options);
      const defines = options.selfTest === true ? ['--', '-DNAS_SELF_TEST=1'] : [];
      // A folder that was built for another application, as after a move, is built anew.
      return west(['build', '-p', 'auto', '-b', board, '-d', build, project.folder, ...defines], options);
    }
    case 'platformio':
      return pio(['run', '-d', project.folder, '-e', environment(project, options)], options);
    case 'bare':
      return make(project, options, []);
  }
}

/** The command that flashes what was built. @throws UserError as `buildCommand`, and when the board is emulated */
export function flashCommand(project: FirmwareProject, options: CommandOptions): Command {
  assertFlashable(project);
  if (project.framework === 'zephyr') {
    return west(['flash', '-d', zephyrBuildFolder(project, zephyrBoardOf(project, options), options)], options);
  }
  const port = options.port === undefined ? [] : ['--upload-port', options.port];
  return pio(['run', '-d', project.folder, '-e', environment(project, options), '-t', 'upload', ...port], options);
}

/** The command that builds an emulator project, runs it in QEMU and compares the answers. */
export function emulateCommand(project: FirmwareProject, options: CommandOptions): Command {
  return make(project, options, ['run']);
}

/** @throws UserError `firmware/no-board` when there is nothing that could be flashed or watched */
export function assertFlashable({ framework, board, name }: FirmwareProject): void {
  if (framework !== 'bare' && !board.startsWith('qemu:')) return;
  throw new UserError('firmware/no-board', `${name} is for an emulator (${board}): there is no board to flash.`, {
    hint: 'Run it in the emulator, or deploy it for a real board.',
  });
}

/** Where west builds: inside the project, one folder per board and kind of firmware. */
function zephyrBuildFolder({ folder }: FirmwareProject, board: string, { selfTest }: CommandOptions): string {
  return join(folder, 'build', `${board.replace(/[/@]/g, '_')}${selfTest === true ? '-selftest' : ''}`);
}

/** Of PlatformIO, as the generated `platformio.ini` has it. */
function environment({ board }: FirmwareProject, { selfTest }: CommandOptions): string {
  return selfTest === true ? `${board}-selftest` : board;
}

function zephyrBoardOf({ board, zephyr }: FirmwareProject, { zephyrBoard }: CommandOptions): string {
  const name = zephyrBoard ?? zephyr;
  if (name !== undefined) return name;
  throw new UserError('firmware/zephyr-board', `Zephyr's name of the board ${board} is not known here.`, {
    hint: 'Find it with `west boards`, and set it as "board" of the task.',
  });
}

function west(args: readonly string[], { settings, where }: CommandOptions): Command {
  const command = findFrameworkTool('west', settings.west, where);
  // cmake and ninja may stand beside west, in an environment that nobody activated.
  const path = [dirname(command), where.env['PATH'] ?? ''].join(delimiter);
  return { command, args, cwd: zephyrWorkspace(command, where), env: { ...PROMPT_OUTPUT, PATH: path } };
}

function pio(args: readonly string[], { settings, where }: CommandOptions): Command {
  return { command: findFrameworkTool('pio', settings.pio, where), args, env: PROMPT_OUTPUT };
}

function make({ folder, board }: FirmwareProject, { where }: CommandOptions, args: readonly string[]): Command {
  const known = boardNamed(board);
  const emulator = known === undefined ? undefined : emulatedBoardFor(known);
  const path = where.env['PATH'];
  if (emulator !== undefined) emulationTools(emulator, path);
  return { command: requireTools(['make'], path).make, args, cwd: folder };
}

/** Python keeps back what it prints into a pipe. */
const PROMPT_OUTPUT = { PYTHONUNBUFFERED: '1' } as const;
