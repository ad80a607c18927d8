import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { type Surroundings, installationGuide } from '../framework-tools.ts';

/**
 * The west workspace to build in: the folder with `.west`. west has its build commands only there; the project itself may
 * be anywhere.
 * @param west its path: it is often installed in the workspace
 * @throws UserError `firmware/no-zephyr` when there is none
 */
export function zephyrWorkspace(west: string, where: Surroundings): string {
  const base = where.env['ZEPHYR_BASE'];
  const starts = [
    ...where.folders,
    ...(base === undefined ? [] : [base]),
    dirname(west),
    join(where.home, 'zephyrproject'),
  ];
  for (const start of starts) {
    const found = workspaceAbove(start);
    if (found !== undefined) return found;
  }
  throw new UserError('firmware/no-zephyr', 'west is there, but no Zephyr workspace (a folder with .west) was found.', {
    hint: `Get Zephyr with \`west init ~/zephyrproject\` and \`west update\` (${installationGuide('west')}), or set ZEPHYR_BASE.`,
  });
}

function workspaceAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.west', 'config'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
