import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as Type from 'typebox';
import type { Static } from 'typebox';
import { Check } from 'typebox/value';
import { UserError } from '../base/errors.ts';
import { calibrationOf } from '../hardware/board-calibration.ts';
import type { Calibration } from '../protocol/measurement.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { diskError } from './disk-error.ts';
import { RUNS_FOLDER } from './run-directory.ts';

const EntrySchema = Type.Object({
  model: Type.String({ description: 'Identity of the network.' }),
  compiler: Type.String(),
  ratio: Type.Number({ exclusiveMinimum: 0, description: 'Measured time by modelled time.' }),
  time: Type.String({ description: 'ISO 8601, UTC.' }),
  run: Type.String({ description: 'Folder of the run, relative to that of the spec.' }),
  trial: Type.Integer({ minimum: 0 }),
});
export type CalibrationEntry = Static<typeof EntrySchema>;

const FileSchema = Type.Object({ board: Type.String(), measurements: Type.Array(EntrySchema) });

/**
 * What was measured on a board, beside the specs that use it. Estimates of new runs, of `nas check` and of the editor are
 * multiplied with what comes out of it; a run notes the factor in its journal, and keeps it.
 * @param workspace folder of the spec
 */
export function calibrationPath(workspace: string, board: string): string {
  return join(workspace, RUNS_FOLDER, 'boards', `${board.replaceAll(/[^\w.-]/g, '_')}.json`);
}

/** Undefined: nothing was measured on the board. @throws UserError when the file is damaged */
export function readCalibration(workspace: string, board: string): Calibration | undefined {
  const path = calibrationPath(workspace, board);
  return existsSync(path) ? parseCalibration(readFileSync(path, 'utf8'), path, board) : undefined;
}

/** @param path for messages. @throws UserError when the text is damaged */
export function parseCalibration(text: string, path: string, board: string): Calibration | undefined {
  return calibrationOf(parseEntries(text, path, board).map(({ ratio }) => ratio));
}

/** Adds a measurement; one of the same network and compiler takes the place of an earlier one. */
export function addMeasurement(workspace: string, board: string, entry: CalibrationEntry): Calibration {
  const path = calibrationPath(workspace, board);
  const known = existsSync(path) ? parseEntries(readFileSync(path, 'utf8'), path, board) : [];
  const others = known.filter(({ model, compiler }) => model !== entry.model || compiler !== entry.compiler);
  const measurements = [...others, entry];
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileAtomically(path, `${JSON.stringify({ board, measurements }, null, 2)}\n`);
  } catch (error) {
    throw diskError(error, path);
  }
  return calibrationOf(measurements.map(({ ratio }) => ratio))!;
}

function parseEntries(text: string, path: string, board: string): readonly CalibrationEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, cause);
  }
  if (!Check(FileSchema, value) || value.board !== board) throw damaged(path, undefined);
  return value.measurements;
}

function damaged(path: string, cause: unknown): UserError {
  return new UserError('measure/calibration', 'the measurements of the board cannot be understood', {
    where: path,
    hint: 'Delete the file, and measure the board again with `nas measure`.',
    cause,
  });
}
