import { formatBytes, formatCount } from '../../base/format.ts';
import { UserError } from '../../base/errors.ts';
import { emulate } from '../../firmware/emulate.ts';
import { flashBytes, ramBytes } from '../../firmware/size.ts';
import { differingWindows } from '../../firmware/vectors.ts';
import type { EmulatedBoard } from '../../hardware/board.ts';
import { EMULATED_BOARDS } from '../../hardware/board-emulated.ts';
import { emulatedBoardFor } from '../../hardware/boards.ts';
import { costOf } from '../../hardware/cost.ts';
import { boardOf } from '../board-of.ts';
import { shipmentOf } from '../firmware-input.ts';
import { chooseRun, chooseTrial } from '../run-choice.ts';
import type { Terminal } from '../terminal.ts';

export interface EmulateOptions {
  readonly trial: number | undefined;
  readonly board: string | undefined;
  readonly windows: number;
}

/** Compiles a network of a run for an emulated board, runs it there, and compares with the TypeScript integer network. */
export async function emulateRun(
  target: string,
  options: EmulateOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const run = chooseRun(target);
  const trial = chooseTrial(run, options.trial);
  const board = emulatorFor(options.board ?? run.file.spec.target.board, run.file.path);
  const { model, vectors } = await shipmentOf(run, trial, options.windows, terminal, signal);
  terminal.status(`building and running on ${board.id}`);
  const result = await emulate(model, board, vectors, { signal });
  terminal.status(undefined);

  const different = differingWindows(vectors, result);
  const samples = Math.round(vectors.steps.reduce((sum, steps) => sum + steps, 0) / vectors.steps.length);
  const estimated = costOf(trial.architecture, { board, mode: 'windowed', samples });
  // An emulated board executes one instruction per cycle.
  const estimatedInstructions = estimated.latency * board.clockHz;
  const measured = { flash: flashBytes(result.model), ram: result.contextBytes };
  if (terminal.json) {
    terminal.print(
      JSON.stringify({
        trial: trial.index,
        board: board.id,
        windows: vectors.steps.length,
        different: different.length,
        measured: { ...measured, stack: result.stackBytes, instructionsPerStep: result.instructionsPerStep },
        image: { flash: flashBytes(result.image), ram: ramBytes(result.image) },
        estimated,
        instructionsPerWindow: result.instructionsPerWindow,
      }),
    );
  } else {
    const lines = [
      `trial ${trial.index} on ${board.name}: ${vectors.steps.length - different.length} of ${vectors.steps.length} windows as predicted, bit for bit`,
      `  flash of the model  ${formatBytes(measured.flash)} (estimated ${formatBytes(estimated.flash)})`,
      `  RAM of the model    ${formatBytes(measured.ram)} (estimated ${formatBytes(estimated.ram)}), ${result.stackBytes} B of stack`,
      `  whole image         ${formatBytes(flashBytes(result.image))} flash, ${formatBytes(ramBytes(result.image))} RAM`,
      `  instructions        ${formatCount(result.instructionsPerStep)} per step, ${formatCount(result.instructionsPerWindow)} per window (estimated ${formatCount(estimatedInstructions)})`,
    ];
    for (const line of lines) terminal.print(line);
  }
  if (different.length > 0) {
    throw new UserError('emulate/different', `${different.length} windows differ from the TypeScript network`, {
      hint: 'This is a defect of the tool or of the compiler: please report it with the run’s folder.',
    });
  }
}

function emulatorFor(id: string, where: string): EmulatedBoard {
  const board = boardOf(id, where);
  const emulator = emulatedBoardFor(board);
  if (emulator !== undefined) return emulator;
  throw new UserError('emulate/no-emulator', `no emulator stands for ${board.name} (${board.core})`, {
    where,
    hint: `Choose one with --board: ${EMULATED_BOARDS.map((candidate) => candidate.id).join(', ')}.`,
  });
}
