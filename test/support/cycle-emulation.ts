import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { MODEL_FLAGS, targetOf } from '../../src/firmware/core-flags.ts';
import type { ModelSource } from '../../src/firmware/project.ts';
import { type Answers, decodeAnswers, type TestVectors } from '../../src/firmware/vectors.ts';
import { runAvr } from './cycle-emulation/avr.ts';
import { runRp2040 } from './cycle-emulation/rp2040.ts';

/** Cores whose emulators count cycles. */
export type CycleCore = 'avr8' | 'cortex-m0plus';

export interface CycleMeasurement extends Answers {
  /** Mean over the windows: reset, steps, one prediction. */
  readonly cyclesPerWindow: number;
}

/** What an emulator sees of a program: bytes that it reports, and cycles between the marks before and after each window. */
export interface Trace {
  readonly output: Uint8Array;
  readonly cycles: readonly number[];
}

/** Runs a model on an ATmega328P (avr8js) or an RP2040 (rp2040js), cycle by cycle. */
export async function measureCycles(
  model: ModelSource,
  core: CycleCore,
  vectors: TestVectors,
): Promise<CycleMeasurement> {
  const folder = await mkdtemp(join(tmpdir(), 'nas-cycles-'));
  try {
    const image = await build(model, core, vectors, folder);
    const { output, cycles } = core === 'avr8' ? runAvr(image) : runRp2040(image);
    const answers = decodeAnswers(output, vectors.steps.length, vectors.outputs);
    if (answers === undefined) throw new Error(`${core}: ${output.length} bytes of answers`);
    return { ...answers, cyclesPerWindow: cycles.reduce((sum, count) => sum + count, 0) / cycles.length };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The flash image. */
async function build(model: ModelSource, core: CycleCore, vectors: TestVectors, folder: string): Promise<Uint8Array> {
  const { tools, flags } = targetOf(core);
  const avr = core === 'avr8';
  await writeFile(join(folder, `${model.prefix}.h`), model.header);
  await writeFile(join(folder, `${model.prefix}.c`), model.source);
  await writeFile(join(folder, 'main.c'), mainSource(model.prefix, vectors));
  await writeFile(join(folder, 'image.ld'), RP2040_LINK_SCRIPT);
  const link = avr ? [] : ['-nostdlib', '-T', 'image.ld', '-lgcc'];
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const sources = [`${model.prefix}.c`, 'main.c'];
  execFileSync(
    `${tools}gcc`,
    [...flags, ...MODEL_FLAGS, ...sources, '-Wl,--gc-sections', ...link, '-o', 'image.elf'],
    options,
  );
  execFileSync(`${tools}objcopy`, ['-O', 'binary', '-R', '.eeprom', 'image.elf', 'image.bin'], options);
  return readFile(join(folder, 'image.bin'));
}

/** Marks: 1 and 2 around a window, 3 at the end; answers go out byte by byte. */
function mainSource(prefix: string, { inputs, outputs, steps, samples }: TestVectors): string {
  return `#include "${prefix}.h"

#ifdef __AVR__
#include <avr/io.h>
#define FLASH __flash
#define MARK(number) (GPIOR0 = (number))
#define REPORT(byte) (GPIOR1 = (byte))
#else
#define FLASH
#define MARK(number) __asm__ volatile("bkpt %0" : : "i"(number) : "memory")
#define REPORT(byte) (*(volatile uint32_t *)0x40034000 = (byte)) /* UART0's data register */
#endif

static const FLASH uint16_t steps[] = {${steps.join(', ')}};
static const FLASH int16_t samples[] = {${samples.join(', ')}};
static ${prefix}_t model;

static void report(int32_t word)
{
    uint8_t i;

    for (i = 0; i < 4; i++) {
        REPORT((uint8_t)((uint32_t)word >> (8 * i)));
    }
}

int main(void)
{
    const FLASH int16_t *from = samples;
    int16_t sample[${inputs}];
    int32_t outputs[${outputs}], answer;
    uint16_t window, step;
    uint8_t i;

    ${prefix}_init(&model);
    for (window = 0; window < ${steps.length}; window++) {
        MARK(1);
        ${prefix}_reset(&model);
        for (step = 0; step < steps[window]; step++) {
            for (i = 0; i < ${inputs}; i++) {
                sample[i] = *from++;
            }
            (void)${prefix}_step(&model, sample);
        }
        answer = ${prefix}_predict(&model, outputs);
        MARK(2);
        report(answer);
        for (i = 0; i < ${outputs}; i++) {
            report(outputs[i]);
        }
    }
    MARK(3);
    for (;;) {
    }
}

#ifndef __AVR__
extern uint32_t stack_top, bss_start, bss_end;

void start(void)
{
    volatile uint32_t *word;

    for (word = &bss_start; word < &bss_end; word++) {
        *word = 0;
    }
    (void)main();
}

__attribute__((section(".vectors"), used)) static void (*const vectors[2])(void) = {(void (*)(void))&stack_top, start};
#endif
`;
}

const RP2040_LINK_SCRIPT = `
MEMORY {
    FLASH (rx) : ORIGIN = 0x10000000, LENGTH = 2M
    RAM (rwx) : ORIGIN = 0x20000000, LENGTH = 256K
}
ENTRY(start)
SECTIONS {
    .text : { KEEP(*(.vectors)) *(.text*) *(.rodata*) . = ALIGN(4); } > FLASH
    .bss (NOLOAD) : { bss_start = .; *(.bss*) *(COMMON) . = ALIGN(4); bss_end = .; } > RAM
    stack_top = ORIGIN(RAM) + LENGTH(RAM);
}
`;
