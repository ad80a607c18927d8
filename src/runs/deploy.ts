import { join, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { bareProject } from '../firmware/bare/project.ts';
import { platformioProject } from '../firmware/platformio/project.ts';
import type { FirmwareInput, ProjectTree } from '../firmware/project.ts';
import { type Framework, isFramework, runFromProject } from '../firmware/project-facts.ts';
import { type WriteResult, writeProject } from '../firmware/write.ts';
import { zephyrProject } from '../firmware/zephyr/project.ts';
import type { Board } from '../hardware/board.ts';
import { boardOf } from './board-of.ts';
import { firmwareInput, shipmentOf, VECTORS } from './firmware-input.ts';
import type { Reporter } from './reporter.ts';
import { type ChosenRun, chooseTrial } from './run-choice.ts';

const PROJECTS: Readonly<Record<Framework, (input: FirmwareInput) => ProjectTree>> = {
  zephyr: zephyrProject,
  platformio: platformioProject,
  bare: bareProject,
};

export interface DeployOptions {
  /** Absent: as the spec says. */
  readonly framework?: string | undefined;
  /** Absent: the member of the front with the least error. */
  readonly trial?: number | undefined;
  /** Absent: that of the spec. */
  readonly board?: string | undefined;
  /** Absent: `firmware/<name>-<framework>` beside the spec. */
  readonly output?: string | undefined;
  /** Also over files that the user changed. */
  readonly force?: boolean | undefined;
}

export interface Deployment extends WriteResult {
  readonly trial: number;
  readonly framework: Framework;
  readonly board: Board;
  readonly folder: string;
}

/** Writes a network of a run as a firmware project. */
export async function deploy(
  run: ChosenRun,
  options: DeployOptions,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Deployment> {
  const trial = chooseTrial(run, options.trial);
  const { spec, path, directory } = run.file;
  const framework = options.framework ?? spec.output.framework;
  if (!isFramework(framework)) {
    throw new UserError('export/framework', `there is no framework '${framework}'`, {
      hint: `Choose one of ${Object.keys(PROJECTS).join(', ')}.`,
    });
  }
  const board = boardOf(options.board ?? spec.target.board, path);
  const shipment = await shipmentOf(run, trial, VECTORS, reporter, signal);
  const folder = resolve(options.output ?? join(directory, 'firmware', `${spec.name}-${framework}`));
  const input = firmwareInput(run, trial, board, shipment);
  const written = await writeProject(folder, PROJECTS[framework](input), {
    force: options.force === true,
    project: {
      framework,
      board: board.id,
      zephyr: board.zephyr,
      prefix: input.model.prefix,
      run: runFromProject(folder, resolve(run.directory.path)),
      trial: trial.index,
      model: input.identity,
    },
  });
  return { trial: trial.index, framework, board, folder, ...written };
}
