import { readFile } from 'node:fs/promises';
import { UserError } from '../base/errors.ts';
import { requireProject } from '../firmware/describe-project.ts';
import { newestMap } from '../firmware/find-map.ts';
import { type ImageUse, type MemoryUse, imageUse } from '../firmware/image-parts.ts';
import { parseMapFile } from '../firmware/map-file.ts';
import { type ImageOverhead, imageOverhead } from '../hardware/image-overhead.ts';
import type { Board } from '../hardware/board.ts';
import { modelMemory } from '../hardware/memory.ts';
import { boardOf } from './board-of.ts';
import { chooseRun, chooseTrial } from './run-choice.ts';

/** A user's own build of a generated project, measured, beside what was estimated. */
export interface ImageSize {
  readonly map: string;
  readonly board: Board;
  readonly measured: ImageUse;
  readonly overhead: ImageOverhead;
  /** Of the model, by the cost model; undefined when its run is gone. `ram` is its context, which `main` owns. */
  readonly model: MemoryUse | undefined;
}

/**
 * @param folder of a generated project
 * @param map of its build; absent: of the newest build in the folder
 * @throws UserError when there is no project, or nothing was built
 */
export async function imageSize(folder: string, map?: string): Promise<ImageSize> {
  const project = await requireProject(folder);
  const path = map ?? (await newestMap(folder));
  if (path === undefined) {
    throw new UserError('size/no-map', `There is no linker map in ${folder}.`, {
      hint: 'Build the project first; PlatformIO writes a map with `build_flags = -Wl,-Map,firmware.map`: name it with --map.',
    });
  }
  const parsed = parseMapFile(await readFile(path, 'utf8'));
  if (parsed === undefined) {
    throw new UserError('size/not-a-map', 'This is no map of GNU ld.', {
      where: path,
      hint: 'Give the file that the linker wrote with `-Wl,-Map`.',
    });
  }
  const board = boardOf(project.board, folder);
  return {
    map: path,
    board,
    measured: imageUse(parsed, project.prefix),
    overhead: imageOverhead(project.framework, board),
    model: modelEstimate(project.run, project.trial, board),
  };
}

function modelEstimate(run: string, trial: number, board: Board): MemoryUse | undefined {
  try {
    const { architecture } = chooseTrial(chooseRun(run), trial);
    const { flash, ram } = modelMemory(architecture, board.core);
    return { flash: flash.total, ram };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
