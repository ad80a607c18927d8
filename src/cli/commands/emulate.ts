import { UserError } from '../../base/errors.ts';
import { formatBytes, formatCount } from '../../base/format.ts';
import type { Emulation } from '../../protocol/jobs.ts';
import { emulateTrial, type EmulateOptions } from '../../runs/emulation.ts';
import { chooseRun } from '../../runs/run-choice.ts';
import type { Terminal } from '../terminal.ts';

/** Compiles a network of a run, runs it in an emulator, and shows what was measured beside what was estimated. */
export async function emulateRun(
  target: string,
  options: EmulateOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const emulation = await emulateTrial(chooseRun(target), options, terminal, signal);
  if (terminal.json) terminal.print(JSON.stringify(emulation));
  else for (const line of linesOf(emulation)) terminal.print(line);
  if (emulation.different > 0) {
    throw new UserError('emulate/different', `${emulation.different} windows differ from the TypeScript network`, {
      hint: 'This is a defect of the tool or of the compiler: please report it with the run’s folder.',
    });
  }
}

function linesOf({ trial, board, windows, different, estimated, measured, image }: Emulation): string[] {
  const estimatedBytes = (bytes: number): string => `(estimated ${formatBytes(bytes)})`;
  return [
    `trial ${trial} on ${board.name}: ${windows - different} of ${windows} windows as predicted, bit for bit`,
    `  flash of the model  ${formatBytes(measured.flash)} ${estimatedBytes(estimated.flash)}`,
    `  RAM of the model    ${formatBytes(measured.ram)} ${estimatedBytes(estimated.ram)}, ${measured.stack} B of stack`,
    `  whole image         ${formatBytes(image.flash)} flash, ${formatBytes(image.ram)} RAM`,
    `  instructions        ${formatCount(measured.instructionsPerStep)} per step, ${formatCount(measured.instructionsPerWindow)} per window (estimated ${formatCount(estimated.instructionsPerWindow)})`,
  ];
}
