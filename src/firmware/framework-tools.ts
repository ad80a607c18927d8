import { homedir } from 'node:os';
import { type PlatformPath, posix, win32 } from 'node:path';
import { UserError } from '../base/errors.ts';
import { isExecutable } from './toolchain.ts';

/** The command lines of Zephyr and of PlatformIO. */
export type FrameworkTool = 'west' | 'pio';

/** Where tools may be: what of this machine and this editor matters for finding them. */
export interface Surroundings {
  /** Environment variables: PATH, ZEPHYR_BASE. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** The project and the folders that are open, nearest first; absolute. */
  readonly folders: readonly string[];
}

export function surroundingsOf(folders: readonly string[]): Surroundings {
  return { env: process.env, home: homedir(), platform: process.platform, folders };
}

interface Installation {
  /** What it belongs to. */
  readonly product: string;
  readonly setting: string;
  readonly guide: string;
}

const INSTALLATIONS: Readonly<Record<FrameworkTool, Installation>> = {
  west: {
    product: 'Zephyr',
    setting: 'nas.tools.west',
    guide: 'https://docs.zephyrproject.org/latest/develop/getting_started/',
  },
  pio: {
    product: 'PlatformIO',
    setting: 'nas.tools.pio',
    guide: 'https://docs.platformio.org/en/latest/core/installation/',
  },
};

/** Where to read how a tool is installed. */
export function installationGuide(tool: FrameworkTool): string {
  return INSTALLATIONS[tool].guide;
}

/**
 * The absolute path of a tool.
 * @param setting the user's own path; empty: none
 * @throws UserError `firmware/tool-missing` when it is nowhere, or not where the setting says
 */
export function findFrameworkTool(tool: FrameworkTool, setting: string, where: Surroundings): string {
  const { product, setting: key, guide } = INSTALLATIONS[tool];
  if (setting !== '') {
    const path = expandHome(setting, where);
    if (isExecutable(path)) return path;
    throw new UserError('firmware/tool-missing', `${tool} is not where the setting ${key} says: ${path}.`, {
      hint: `Correct the setting, or empty it to have ${tool} looked for.`,
    });
  }
  const found = toolCandidates(tool, where).find(isExecutable);
  if (found !== undefined) return found;
  throw new UserError('firmware/tool-missing', `${tool}, the build tool of ${product}, was not found.`, {
    hint: `Install ${product} (${guide}), or set ${key} to the path of ${tool}.`,
  });
}

/** All paths at which a tool is looked for, likeliest first: an environment of the project beats the PATH. */
export function toolCandidates(tool: FrameworkTool, where: Surroundings): string[] {
  const windows = where.platform === 'win32';
  const path = pathsOf(where);
  const file = windows ? `${tool}.exe` : tool;
  const programs = windows ? 'Scripts' : 'bin';
  const environments = (folder: string): string[] =>
    ['.venv', 'venv'].map((name) => path.join(folder, name, programs, file));

  const own = where.folders.flatMap(environments);
  const onPath = (where.env['PATH'] ?? where.env['Path'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const zephyrBase = where.env['ZEPHYR_BASE'];
  const usual =
    tool === 'west'
      ? [
          ...(zephyrBase === undefined ? [] : environments(path.dirname(zephyrBase))),
          ...environments(path.join(where.home, 'zephyrproject')),
        ]
      : [path.join(where.home, '.platformio', 'penv', programs, file)];
  const shared = windows
    ? []
    : [path.join(where.home, '.local', 'bin'), '/opt/homebrew/bin', '/usr/local/bin'].map((folder) =>
        path.join(folder, file),
      );
  return [...new Set([...own, ...onPath.map((folder) => path.join(folder, file)), ...usual, ...shared])];
}

function expandHome(setting: string, where: Surroundings): string {
  return /^~[\\/]/.test(setting) ? pathsOf(where).join(where.home, setting.slice(2)) : setting;
}

function pathsOf({ platform }: Surroundings): PlatformPath {
  return platform === 'win32' ? win32 : posix;
}
