import { join, relative } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { bareProject } from '../../firmware/bare/project.ts';
import { platformioProject } from '../../firmware/platformio/project.ts';
import type { FirmwareInput, ProjectTree } from '../../firmware/project.ts';
import { writeProject } from '../../firmware/write.ts';
import { zephyrProject } from '../../firmware/zephyr/project.ts';
import { boardOf } from '../board-of.ts';
import { firmwareInput, shipmentOf } from '../firmware-input.ts';
import { chooseRun, chooseTrial } from '../run-choice.ts';
import type { Terminal } from '../terminal.ts';

const PROJECTS: Readonly<Record<string, (input: FirmwareInput) => ProjectTree>> = {
  zephyr: zephyrProject,
  platformio: platformioProject,
  bare: bareProject,
};

/** Most windows with known answers in a project, for the self-test on the board. */
const VECTORS = 8;

export interface ExportOptions {
  readonly framework: string | undefined;
  readonly trial: number | undefined;
  readonly board: string | undefined;
  readonly output: string | undefined;
  /** Also over files that the user changed. */
  readonly force: boolean;
}

/** Writes a network of a run as a firmware project. */
export async function exportProject(
  target: string,
  options: ExportOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const run = chooseRun(target);
  const trial = chooseTrial(run, options.trial);
  const { spec, path, directory } = run.file;
  const framework = options.framework ?? spec.output.framework;
  const project = PROJECTS[framework];
  if (project === undefined) {
    throw new UserError('export/framework', `there is no framework '${framework}'`, {
      hint: `Choose one of ${Object.keys(PROJECTS).join(', ')}.`,
    });
  }
  const board = boardOf(options.board ?? spec.target.board, path);
  const shipment = await shipmentOf(run, trial, VECTORS, terminal, signal);
  const folder = options.output ?? join(directory, 'firmware', `${spec.name}-${framework}`);
  const written = await writeProject(folder, project(firmwareInput(run, trial, board, shipment)), {
    force: options.force,
  });
  const shown = relative('.', folder) || '.';
  if (terminal.json)
    terminal.print(JSON.stringify({ trial: trial.index, framework, board: board.id, folder, ...written }));
  else
    terminal.print(
      `trial ${trial.index} → ${framework} project for ${board.name} in ${shown}; see ${join(shown, 'README.md')}`,
    );
}
