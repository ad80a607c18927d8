import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { EmulatedBoard } from '../hardware/board.ts';
import { type BareBuild, bareBuild, linkArguments, modelArguments } from './bare/build.ts';
import { bareFiles } from './bare/project.ts';
import { type ImageUse, imageUse } from './image-parts.ts';
import { parseMapFile } from './map-file.ts';
import { type Command, type ProcessOptions, commandLine, runProcess } from './process.ts';
import type { ModelSource } from './project.ts';
import { type SectionSizes, parseSectionSizes } from './size.ts';
import { emulationTools } from './toolchain.ts';
import { type Answers, type TestVectors, decodeAnswers } from './vectors.ts';

export interface EmulationOptions {
  readonly signal?: AbortSignal | undefined;
  /** For the emulator; building is much faster. */
  readonly timeoutSeconds?: number;
  /** Where to build. It stays; absent: a temporary folder, removed afterwards. */
  readonly folder?: string;
}

export interface EmulationResult extends Answers {
  /** Of the whole image, by the linker's map: start-up, vectors reader and model. */
  readonly image: ImageUse;
  /** Of the model's object file alone, what the cost model predicts. */
  readonly model: SectionSizes;
  /** `sizeof(model_t)`: the RAM that a user of the model provides. */
  readonly contextBytes: number;
  /** Deepest stack of a step or a prediction, without its caller. */
  readonly stackBytes: number;
  /** Mean over all steps; the call included. */
  readonly instructionsPerStep: number;
  /** Of the slowest step. */
  readonly instructionsPerStepMost: number;
  readonly instructionsPerPredict: number;
  /** Mean over all windows: reset, steps, one prediction. */
  readonly instructionsPerWindow: number;
}

/**
 * Builds the model for an emulated board, runs all windows through it in QEMU, and tells what it answered and what it
 * took. The same inputs give the same result, to the instruction.
 */
export async function emulate(
  model: ModelSource,
  board: EmulatedBoard,
  vectors: TestVectors,
  options: EmulationOptions = {},
): Promise<EmulationResult> {
  const tools = emulationTools(board);
  const build = bareBuild(board);
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'nas-emulate-')));
  try {
    for (const [path, content] of bareFiles(build, model, vectors)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const { signal, timeoutSeconds = 300 } = options;
    const run = (command: string, args: readonly string[]) =>
      runStep({ command, args, cwd: folder }, build, { signal });
    await run(tools.gcc, modelArguments(build, model.prefix, 'model.o'));
    await run(tools.gcc, [...linkArguments(build, 'model.o', 'firmware.elf'), '-Wl,-Map=firmware.map']);
    const modelSizes = parseSectionSizes(await run(tools.size, ['-A', 'model.o']));
    const map = parseMapFile(await readFile(join(folder, 'firmware.map'), 'utf8'));
    if (map === undefined) throw new Error('the linker wrote no map');

    const qemu = { command: tools.qemu, args: [...build.emulatorArguments, 'firmware.elf'], cwd: folder };
    const { code, stderr } = await runProcess(qemu, { signal, timeoutSeconds });
    if (code !== 0) throw emulationFailed(board, code, stderr);
    const report = parseReport(stderr);
    const answers = decodeAnswers(await readFile(join(folder, 'outputs.bin')), vectors.steps.length, vectors.outputs);
    if (answers === undefined) throw new Error('the emulated firmware wrote outputs.bin of a wrong size');
    return { ...answers, image: imageUse(map, model.prefix), model: modelSizes, ...measured(report) };
  } finally {
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a step of the build; returns what it printed. */
async function runStep(command: Command, build: BareBuild, options: ProcessOptions): Promise<string> {
  const { code, stdout, stderr } = await runProcess(command, options);
  if (code === 0) return stdout;
  const overflow = /region `(FLASH|RAM)' overflowed by (\d+) bytes/.exec(stderr);
  if (overflow !== null) throw tooLarge(build, overflow[1]!, `${overflow[2]!} bytes more ${overflow[1]!} than it has`);
  const noStack = stderr.includes('left for the stack');
  if (noStack) throw tooLarge(build, 'RAM', 'all of its RAM and leaves less than 1 KiB for the stack');
  throw new Error(`${commandLine(command)}\nended with code ${code}:\n${stderr.trim()}`);
}

function tooLarge({ board }: BareBuild, memory: string, needs: string): UserError {
  return new UserError('firmware/too-large', `The model does not fit ${board.id}: it needs ${needs}.`, {
    hint: `Choose a smaller model (constraints.${memory.toLowerCase()}), or emulate on a larger board.`,
  });
}

function emulationFailed(board: EmulatedBoard, code: number, stderr: string): Error {
  const said = /^error: (.*)$/m.exec(stderr)?.[1] ?? stderr.trim();
  return new Error(`the firmware on ${board.id} ended with code ${code}: ${said}`);
}

/** Lines "name value". */
function parseReport(text: string): (name: string) => number {
  const values = new Map([...text.matchAll(/^(\w+) (\d+)$/gm)].map(([, name, value]) => [name!, Number(value)]));
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the emulated firmware did not report ${name}:\n${text}`);
    return value;
  };
}

function measured(report: (name: string) => number) {
  const [windows, steps] = [report('windows'), report('steps')];
  const [reset, step, predict] = ['reset', 'step', 'predict'].map((name) => report(`${name}_instructions`)) as [
    number,
    number,
    number,
  ];
  return {
    contextBytes: report('context_bytes'),
    stackBytes: report('stack_bytes'),
    instructionsPerStep: step / Math.max(steps, 1),
    instructionsPerStepMost: report('slowest_step_instructions'),
    instructionsPerPredict: predict / windows,
    instructionsPerWindow: (reset + step + predict) / windows,
  };
}
