import { join, relative } from 'node:path';
import { deploy, type DeployOptions } from '../../runs/deploy.ts';
import { deployFloat } from '../../runs/deploy-float.ts';
import { chooseRun } from '../../runs/run-choice.ts';
import type { Terminal } from '../terminal.ts';

/** Writes a network of a run as a firmware project. */
export async function exportProject(
  target: string,
  options: DeployOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { board, ...deployment } = await deploy(chooseRun(target), options, terminal, signal);
  if (terminal.json) {
    terminal.print(JSON.stringify({ ...deployment, board: board.id }));
    return;
  }
  const { trial, framework, folder } = deployment;
  const shown = relative('.', folder) || '.';
  terminal.print(
    `trial ${trial} → ${framework} project for ${board.name} in ${shown}; see ${join(shown, 'README.md')}`,
  );
}

/** Writes a network of a run in float32, as two files of C. */
export async function exportFloat(
  target: string,
  options: Parameters<typeof deployFloat>[1],
  terminal: Terminal,
): Promise<void> {
  const deployment = await deployFloat(chooseRun(target), options);
  if (terminal.json) terminal.print(JSON.stringify(deployment));
  else terminal.print(`trial ${deployment.trial} → float32 C in ${relative('.', deployment.folder) || '.'}`);
}
