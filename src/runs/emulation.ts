import { UserError } from '../base/errors.ts';
import { emulate } from '../firmware/emulate.ts';
import { flashBytes } from '../firmware/size.ts';
import { differingWindows } from '../firmware/vectors.ts';
import type { EmulatedBoard } from '../hardware/board.ts';
import { EMULATED_BOARDS } from '../hardware/board-emulated.ts';
import { emulatedBoardFor } from '../hardware/boards.ts';
import { costOf } from '../hardware/cost.ts';
import { imageOverhead } from '../hardware/image-overhead.ts';
import type { Emulation } from '../protocol/jobs.ts';
import { boardOf } from './board-of.ts';
import { labelledShipmentOf } from './firmware-input.ts';
import type { Reporter } from './reporter.ts';
import { type ChosenRun, chooseTrial } from './run-choice.ts';

export interface EmulateOptions {
  /** Absent: the member of the front with the least error. */
  readonly trial?: number | undefined;
  /** An emulated board; absent: one with the core of the spec’s board. */
  readonly board?: string | undefined;
  /** Most windows to run. */
  readonly windows: number;
}

/** Compiles a network of a run for an emulated board, runs it there, and compares with the TypeScript integer network. */
export async function emulateTrial(
  run: ChosenRun,
  options: EmulateOptions,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Emulation> {
  const trial = chooseTrial(run, options.trial);
  const board = emulatorFor(options.board ?? run.file.spec.target.board, run.file.path);
  const { modelFor, vectors, data, score } = await labelledShipmentOf(run, trial, options.windows, reporter, signal);
  reporter.status(`building and running on ${board.id}`);
  const result = await emulate(modelFor(board.core), board, vectors, { signal });
  reporter.status(undefined);

  const samples = Math.round(vectors.steps.reduce((sum, steps) => sum + steps, 0) / vectors.steps.length);
  const { flash, ram, latency } = costOf(trial.architecture, { board, mode: 'windowed', samples });
  const overhead = imageOverhead('bare', board);
  return {
    trial: trial.index,
    board: { id: board.id, name: board.name },
    windows: vectors.steps.length,
    different: differingWindows(vectors, result).length,
    data,
    quality: score(result),
    // An emulated board executes one instruction per cycle.
    estimated: { flash, ram, instructionsPerWindow: latency * board.clockHz },
    measured: {
      flash: flashBytes(result.model),
      ram: result.contextBytes,
      stack: result.stackBytes,
      instructionsPerStep: result.instructionsPerStep,
      instructionsPerWindow: result.instructionsPerWindow,
    },
    image: {
      ...result.image.total,
      parts: result.image.parts ?? {},
      estimated: { flash: flash + overhead.flash, ram: ram + overhead.ram },
    },
  };
}

/** @throws UserError when QEMU has no machine with the core of the board */
export function emulatorFor(id: string, where: string): EmulatedBoard {
  const board = boardOf(id, where);
  const emulator = emulatedBoardFor(board);
  if (emulator !== undefined) return emulator;
  throw new UserError('emulate/no-emulator', `no emulator stands for ${board.name} (${board.core})`, {
    where,
    hint: `Choose an emulated board: ${EMULATED_BOARDS.map((candidate) => candidate.id).join(', ')}.`,
  });
}
