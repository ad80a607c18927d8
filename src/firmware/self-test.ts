import { cMacro, cString } from '../base/identifiers.ts';
import { type FirmwareInput, GENERATED_LICENSE } from './project.ts';
import { type TestVectors, windowsWithin } from './vectors.ts';

/**
 * The self-test that the Zephyr and PlatformIO projects carry: a few windows with known answers. Portable C99, so that the
 * same files run on any board and on the host.
 */
export function selfTestFiles(input: FirmwareInput): Map<string, string> {
  const { prefix } = input.model;
  const vectors = windowsWithin(input.vectors, budget(input), MOST_WINDOWS);
  return new Map([
    ['src/settings.h', settings(input)],
    ['src/self_test.h', header(prefix, vectors)],
    ['src/self_test.c', source(prefix)],
    ['src/vectors.h', tables(prefix, vectors)],
  ]);
}

/** How many windows the self-test of a project has. */
export function selfTestWindows(input: FirmwareInput): number {
  return windowsWithin(input.vectors, budget(input), MOST_WINDOWS).steps.length;
}

const MOST_WINDOWS = 8;

/** Flash for the windows: 8 KiB, but not more than a sixteenth of a small board's. bytes */
function budget({ board }: FirmwareInput): number {
  return Math.min(8 * 1024, board.flashBytes / 16);
}

const license = `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */`;

function settings(input: FirmwareInput): string {
  const { samplingHz, every } = input;
  const period = Math.max(1, Math.round(1e6 / (samplingHz ?? 50 / every)));
  const guess = samplingHz === undefined ? ': a guess, for the data did not say' : '';
  const thinned = every === 1 ? '' : `; the model takes one in ${every} of those that were recorded`;
  const windowed = input.mode === 'windowed';
  return `${license}
/* What the application must know of the data that the model was trained on. */
#ifndef SETTINGS_H
#define SETTINGS_H

#define MODEL_TITLE ${cString(input.title)}

/* Which network this is, and for which board: "nas measure" asks. */
#define MODEL_ID ${cString(input.identity)}
#define BOARD_ID ${cString(input.board.id)}

/* Microseconds between two samples${guess}${thinned}. */
#define SAMPLING_PERIOD_US ${period}u

/* Samples of a window: ${windowed ? 'a decision, and a reset of the model, after as many' : 'the model was trained on as many; it decides after every step'}. */
#define WINDOW_STEPS ${input.windowSteps}u

/* 1: the model starts afresh for every window. 0: it runs on for ever. */
#define RESET_AFTER_WINDOW ${windowed ? 1 : 0}

#endif
`;
}

function header(prefix: string, vectors: TestVectors): string {
  return `${license}
/* Test windows with known answers: the arithmetic of the model is the same on every machine, to the bit. */
#ifndef SELF_TEST_H
#define SELF_TEST_H

#include <stdint.h>

#include "${prefix}.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SELF_TEST_WINDOWS ${vectors.steps.length}

/* Runs all test windows through the model; returns how many gave exactly the answer that they must give. */
int self_test_run(${prefix}_t *model);

#ifdef NAS_SELF_TEST
/* The self-test build: measures the model for ever, and says so on the console in lines that "nas measure" reads. */
void self_test_measure(void);
#endif

/* 1: exactly this must come out of a test window. */
int self_test_passes(int window, int32_t answer, const int32_t outputs[${cMacro(prefix)}_OUTPUTS]);

/* Samples of a test window. */
int self_test_steps(int window);

/* Copies one sample of a test window. */
void self_test_sample(int window, int step, int16_t sample[${cMacro(prefix)}_INPUTS]);

#ifdef __cplusplus
}
#endif

#endif
`;
}

function source(prefix: string): string {
  const macro = cMacro(prefix);
  return `${license}
#include "self_test.h"

#include "vectors.h"

int self_test_steps(int window)
{
	return (int)READ_U16(&vector_steps[window]);
}

static uint32_t first_sample(int window)
{
	uint32_t first = 0;

	for (int i = 0; i < window; i++) {
		first += (uint32_t)self_test_steps(i);
	}
	return first;
}

void self_test_sample(int window, int step, int16_t sample[${macro}_INPUTS])
{
	const int16_t *from = vector_samples[first_sample(window) + (uint32_t)step];

	for (int i = 0; i < ${macro}_INPUTS; i++) {
		sample[i] = (int16_t)READ_U16(&from[i]);
	}
}

int self_test_passes(int window, int32_t answer, const int32_t outputs[${macro}_OUTPUTS])
{
	int same = answer == (int32_t)READ_U32(&vector_answers[window]);

	for (int i = 0; i < ${macro}_OUTPUTS; i++) {
		same &= outputs[i] == (int32_t)READ_U32(&vector_outputs[window][i]);
	}
	return same;
}

static int window_passes(${prefix}_t *model, int window)
{
	int16_t sample[${macro}_INPUTS];
	int32_t outputs[${macro}_OUTPUTS];

	${prefix}_reset(model);
	for (int step = 0; step < self_test_steps(window); step++) {
		self_test_sample(window, step, sample);
		(void)${prefix}_step(model, sample);
	}
	int32_t answer = ${prefix}_predict(model, outputs);

	return self_test_passes(window, answer, outputs);
}

int self_test_run(${prefix}_t *model)
{
	int passed = 0;

	${prefix}_init(model);
	for (int window = 0; window < SELF_TEST_WINDOWS; window++) {
		passed += window_passes(model, window);
	}
	${prefix}_reset(model);
	return passed;
}
`;
}

function tables(prefix: string, vectors: TestVectors): string {
  const macro = cMacro(prefix);
  const { inputs, outputs, steps } = vectors;
  return `${license}
/* Included by self_test.c alone. */
#ifndef VECTORS_H
#define VECTORS_H

#include <stdint.h>

#include "${prefix}.h"

#ifdef __AVR__ /* constants stay in flash only when told to, and need their own instructions to be read */
#include <avr/pgmspace.h>
#define IN_FLASH PROGMEM
#define READ_U16(address) pgm_read_word(address)
#define READ_U32(address) pgm_read_dword(address)
#else
#define IN_FLASH
#define READ_U16(address) (*(address))
#define READ_U32(address) (*(address))
#endif

static const uint16_t vector_steps[${steps.length}] IN_FLASH = {
${wrapped(steps)}
};

static const int16_t vector_samples[][${macro}_INPUTS] IN_FLASH = {
${rows(vectors.samples, inputs)}
};

static const int32_t vector_outputs[${steps.length}][${macro}_OUTPUTS] IN_FLASH = {
${rows(vectors.expected, outputs)}
};

static const int32_t vector_answers[${steps.length}] IN_FLASH = {
${wrapped(vectors.answers)}
};

#endif
`;
}

function rows(values: Int16Array | Int32Array, width: number): string {
  const count = values.length / width;
  return Array.from({ length: count }, (_, row) => {
    const numbers = [...values.subarray(row * width, (row + 1) * width)].map(literal);
    return `\t{${numbers.join(', ')}},`;
  }).join('\n');
}

function wrapped(values: ArrayLike<number>): string {
  return `\t${Array.from(values).map(literal).join(', ')},`;
}

/** −2³¹ has no literal in C: 2147483648 is no int. */
function literal(value: number): string {
  return value === -2147483648 ? '(-2147483647 - 1)' : String(value);
}
