import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EmulatedBoard } from '../../hardware/board.ts';
import { type BareBuild, bareBuild, linkArguments, modelArguments } from '../bare/build.ts';
import { bareFiles } from '../bare/project.ts';
import { commandLine, runProcess } from '../process.ts';
import type { FirmwareInput } from '../project.ts';
import { selfTestFiles } from '../self-test.ts';
import { emulationTools } from '../toolchain.ts';
import { type MeasuringPort, measuringProgram } from './program.ts';

/** Seconds in which the emulator is done with the few windows of a self-test. */
const TIMEOUT = 300;

/**
 * Builds the measuring program, as projects carry it, for a machine of QEMU and runs it there.
 * @returns what it wrote to its console
 */
export async function measuringConsole(
  input: FirmwareInput,
  board: EmulatedBoard,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const tools = emulationTools(board);
  const build = bareBuild(board);
  const { model, vectors } = input;
  const files = new Map([
    ...bareFiles(build, model, vectors),
    ...selfTestFiles({ ...input, board }),
    ['src/main.c', measuringProgram(input, emulatorMeasuring(build))] as const,
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'nas-measure-'));
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const compile = async (args: readonly string[]): Promise<void> => {
      const command = { command: tools.gcc, args, cwd: folder };
      const { code, stderr } = await runProcess(command, { signal });
      if (code !== 0) throw new Error(`${commandLine(command)}\nended with code ${code}:\n${stderr.trim()}`);
    };
    await compile(modelArguments(build, model.prefix, 'model.o'));
    await compile([...linkArguments(build, 'model.o', 'firmware.elf'), 'src/self_test.c', '-lgcc']);
    const qemu = { command: tools.qemu, args: [...build.emulatorArguments, 'firmware.elf'], cwd: folder };
    const { stderr } = await runProcess(qemu, { signal, timeoutSeconds: TIMEOUT });
    return new TextEncoder().encode(stderr);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A machine of QEMU, whose timer counts instructions. Its speed is that of the emulated board: an instruction per cycle. */
function emulatorMeasuring({ board }: BareBuild): MeasuringPort {
  return {
    includes: '#include "clock.h"\n#include "semihosting.h"\n',
    functions: `#define TIMER_MASK CLOCK_MASK
#define TIMER_COUNTS "instructions"
#define TIMER_NUMERATOR CLOCK_NUMERATOR
#define TIMER_DENOMINATOR CLOCK_DENOMINATOR

static void put_text(const char *text)
{
	host_print(text);
}

static uint32_t timer_ticks(void)
{
	return clock_ticks();
}

static uint32_t timer_hz(void)
{
	return ${board.clockHz}u;
}
`,
    entry: `int main(void)
{
	clock_start();
	return measure() == SELF_TEST_WINDOWS ? 0 : 1;
}
`,
  };
}
