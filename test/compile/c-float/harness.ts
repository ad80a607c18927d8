import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cMacro } from '../../../src/base/identifiers.ts';
import { emitFloatModel } from '../../../src/compile/c-float/emit-float-model.ts';
import type { FloatNetwork } from '../../../src/compile/c-float/float-network.ts';
import { bareBuild, linkArguments, modelArguments } from '../../../src/firmware/bare/build.ts';
import { bareFiles } from '../../../src/firmware/bare/project.ts';
import type { EmulatedBoard } from '../../../src/hardware/board.ts';
import { compileAll, run } from '../c/toolchain.ts';
import type { Answers, Subject } from './subject.ts';

/** Compiles the networks into one program, and returns its answers by network. */
export async function compiledAnswers(
  subjects: readonly Subject[],
  compiler: string,
  flags: readonly string[],
  folder: string,
): Promise<Answers[]> {
  const prefixes = subjects.map((_, index) => `net${index}`);
  for (const [index, { network }] of subjects.entries()) await writeModel(network, prefixes[index]!, folder);
  await compileAll(compiler, ['-std=c99', ...flags], prefixes, folder);
  await writeFile(join(folder, 'main.c'), mainSource(prefixes));
  await writeFile(join(folder, 'semihosting.h'), HOST_H);
  await writeFile(join(folder, 'clock.h'), NO_CLOCK_H);
  await writeFile(join(folder, 'samples.bin'), encode(subjects));
  const objects = prefixes.map((prefix) => `${prefix}.o`);
  await run(compiler, ['-std=c99', ...flags, 'main.c', ...objects, '-o', 'harness'], folder);
  await run(join(folder, 'harness'), [], folder);
  return decode(await readFile(join(folder, 'outputs.bin')), subjects);
}

/** The same on a machine of QEMU, for one network; with the instructions of all its steps. */
export async function emulatedAnswers(
  subject: Subject,
  board: EmulatedBoard,
  folder: string,
): Promise<{ readonly answers: Answers; readonly instructions: number }> {
  const build = bareBuild(board);
  const model = { prefix: 'net', ...emit(subject.network, 'net') };
  const noVectors = {
    inputs: 1,
    outputs: 1,
    steps: [1],
    samples: new Int16Array(1),
    expected: new Int32Array(1),
    answers: new Int32Array(1),
  };
  const files = new Map(bareFiles(build, model, noVectors))
    .set('src/main.c', mainSource(['net']))
    .set('samples.bin', encode([subject]));
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const gcc = `${build.target.tools}gcc`;
  await run(gcc, modelArguments(build, 'net', 'net.o'), folder);
  await run(gcc, linkArguments(build, 'net.o', 'firmware.elf'), folder);
  const printed = await run(board.emulator.program, [...build.emulatorArguments, 'firmware.elf'], folder);
  const [answers] = decode(await readFile(join(folder, 'outputs.bin')), [subject]);
  return { answers: answers!, instructions: Number(/^instructions (\d+)$/m.exec(printed)![1]) };
}

export async function writeModel(network: FloatNetwork, prefix: string, folder: string): Promise<void> {
  const { header, source } = emit(network, prefix);
  await writeFile(join(folder, `${prefix}.h`), header);
  await writeFile(join(folder, `${prefix}.c`), source);
}

function emit(network: FloatNetwork, prefix: string): { header: string; source: string } {
  const classes = Array.from({ length: network.architecture.outputs }, (_, output) => `class ${output}`);
  return emitFloatModel(network, { prefix, frontMatter: { title: prefix, lines: [] }, classes });
}

/** By network: number of series; by series: number of samples, samples. Words of four bytes. */
function encode(subjects: readonly Subject[]): Uint8Array {
  return Buffer.concat(
    subjects.flatMap(({ series, network }) => [
      new Uint8Array(Uint32Array.of(series.length).buffer),
      ...series.flatMap((samples) => [
        new Uint8Array(Uint32Array.of(samples.length / network.architecture.inputs).buffer),
        new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
      ]),
    ]),
  );
}

/** All floats. By network: sizeof the context; by series: steps that advanced, outputs, prediction. */
function decode(bytes: Uint8Array, subjects: readonly Subject[]): Answers[] {
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  let at = 0;
  const next = (): number => values[at++]!;
  const answers = subjects.map(({ network, series }): Answers => {
    return {
      contextBytes: next(),
      series: series.map(() => ({
        advanced: next(),
        outputs: Array.from({ length: network.architecture.outputs }, next),
        prediction: next(),
      })),
    };
  });
  if (at !== values.length) throw new Error(`${values.length} answers instead of ${at}`);
  return answers;
}

function mainSource(prefixes: readonly string[]): string {
  return `#include <stdint.h>
#include "semihosting.h"
#include "clock.h"
${prefixes.map((prefix) => `#include "${prefix}.h"`).join('\n')}

static int samples, outputs;
static uint64_t ticks;

static void get(void *to, uint32_t bytes)
{
    if (!host_read(samples, to, bytes)) {
        host_exit(3);
    }
}

static void put(float value)
{
    (void)host_write(outputs, &value, sizeof(value));
}
${prefixes.map(functionSource).join('')}
int main(void)
{
    samples = host_open("samples.bin", HOST_READ);
    outputs = host_open("outputs.bin", HOST_WRITE);
    clock_start();
${prefixes.map((prefix) => `    run_${prefix}();`).join('\n')}
    host_close(samples);
    host_close(outputs);
    host_print_number("instructions", ticks * CLOCK_NUMERATOR / CLOCK_DENOMINATOR);
    return 0;
}
`;
}

function functionSource(prefix: string): string {
  const macro = cMacro(prefix);
  return `
static void run_${prefix}(void)
{
    static ${prefix}_t model;
    float sample[${macro}_INPUTS], result[${macro}_OUTPUTS];
    uint32_t series, length, advanced, i;

    get(&series, sizeof(series));
    put((float)sizeof(model));
    ${prefix}_init(&model);
    while (series-- > 0) {
        get(&length, sizeof(length));
        advanced = 0;
        while (length-- > 0) {
            uint32_t start;

            get(sample, sizeof(sample));
            start = clock_ticks();
            advanced += (uint32_t)${prefix}_step(&model, sample);
            ticks += clock_elapsed(start);
        }
        put((float)advanced);
        const float prediction = (float)${prefix}_predict(&model, result);
        for (i = 0; i < ${macro}_OUTPUTS; i++) {
            put(result[i]);
        }
        put(prediction);
        ${prefix}_reset(&model);
    }
}
`;
}

/** The calls of the emulated machines' semihosting, by the C library. */
const HOST_H = `#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { HOST_READ, HOST_WRITE };
static FILE *host_files[2];

static int host_open(const char *name, int mode)
{
    host_files[mode] = fopen(name, mode == HOST_READ ? "rb" : "wb");
    return mode;
}
static int host_read(int file, void *data, uint32_t bytes) { return fread(data, 1, bytes, host_files[file]) == bytes; }
static int host_write(int file, const void *data, uint32_t bytes) { return fwrite(data, 1, bytes, host_files[file]) == bytes; }
static void host_close(int file) { fclose(host_files[file]); }
static void host_exit(int code) { exit(code); }
static void host_print_number(const char *name, uint64_t value) { printf("%s %lu\\n", name, (unsigned long)value); }
`;

const NO_CLOCK_H = `#define CLOCK_NUMERATOR 1u
#define CLOCK_DENOMINATOR 1u
static inline void clock_start(void) {}
static inline uint32_t clock_ticks(void) { return 0u; }
static inline uint32_t clock_elapsed(uint32_t start) { return start; }
`;
