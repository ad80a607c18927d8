import { EMULATED_BOARDS } from '../../hardware/board-emulated.ts';
import { emulatedBoardFor } from '../../hardware/boards.ts';
import { UserError } from '../../base/errors.ts';
import type { FileContent, FirmwareInput, ModelSource, ProjectTree } from '../project.ts';
import { type TestVectors, encodeAnswers, encodeVectors } from '../vectors.ts';
import { type BareBuild, bareBuild } from './build.ts';
import { SECTIONS_LD, memoryScript } from './link-scripts.ts';
import { bareMain } from './main-source.ts';
import { machineMakefile, makefile } from './makefile.ts';
import { bareReadme } from './readme.ts';
import { CLOCK_H, MEMORY_C, STACK_H } from './runtime-sources.ts';
import { SEMIHOSTING_C, SEMIHOSTING_H } from './semihosting-sources.ts';
import { STARTUP_ARM_C, STARTUP_RISCV_S } from './startup-sources.ts';

/** A project that runs the model in QEMU: on the machine that resembles the board, or on any other one. */
export function bareProject(input: FirmwareInput): ProjectTree {
  const usual = emulatedBoardFor(input.board);
  if (usual === undefined) {
    throw new UserError('firmware/no-emulator', `QEMU has no machine with the core of ${input.board.id}.`, {
      hint: `Choose the framework platformio or zephyr, or one of the boards ${EMULATED_BOARDS.map((b) => b.id).join(', ')}.`,
    });
  }
  const builds = EMULATED_BOARDS.map(bareBuild);
  const { prefix } = input.model;
  const generated = new Map<string, FileContent>([
    ['README.md', bareReadme(input, bareBuild(usual).name)],
    [
      'Makefile',
      makefile(
        prefix,
        builds.map((build) => build.name),
        bareBuild(usual).name,
      ),
    ],
    ['.gitignore', 'build/\noutputs.bin\n'],
    ...builds.map((build): [string, string] => [`machines/${build.name}.mk`, machineMakefile(build)]),
    ...builds.flatMap((build) => [...linkScripts(build)]),
    ...bareSources(input.model, input.vectors),
    ['expected.bin', encodeAnswers({ outputs: input.vectors.expected, answers: input.vectors.answers })],
  ]);
  return { generated, starters: new Map() };
}

/** What one machine needs to be compiled, linked and run. */
export function bareFiles(build: BareBuild, model: ModelSource, vectors: TestVectors): Map<string, FileContent> {
  return new Map([...linkScripts(build), ...bareSources(model, vectors)]);
}

function linkScripts(build: BareBuild): Map<string, FileContent> {
  return new Map([
    ['machines/sections.ld', SECTIONS_LD],
    [`machines/${build.name}.ld`, memoryScript(build.name, build.machine)],
  ]);
}

function bareSources({ prefix, header, source }: ModelSource, vectors: TestVectors): Map<string, FileContent> {
  return new Map<string, FileContent>([
    [`model/${prefix}.h`, header],
    [`model/${prefix}.c`, source],
    ['src/clock.h', CLOCK_H],
    ['src/main.c', bareMain(prefix)],
    ['src/memory.c', MEMORY_C],
    ['src/semihosting.c', SEMIHOSTING_C],
    ['src/semihosting.h', SEMIHOSTING_H],
    ['src/stack.h', STACK_H],
    ['src/startup_arm.c', STARTUP_ARM_C],
    ['src/startup_riscv.S', STARTUP_RISCV_S],
    ['vectors.bin', encodeVectors(vectors)],
  ]);
}
