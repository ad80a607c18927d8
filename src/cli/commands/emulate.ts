import { UserError } from '../../base/errors.ts';
import { emulationLines } from '../../runs/emulation-text.ts';
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
  else for (const line of emulationLines(emulation)) terminal.print(line);
  if (emulation.different > 0) {
    throw new UserError('emulate/different', `${emulation.different} windows differ from the TypeScript network`, {
      hint: 'This is a defect of the tool or of the compiler: please report it with the run’s folder.',
    });
  }
}
