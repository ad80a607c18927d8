import { cMacro, commentText } from '../base/identifiers.ts';
import { type FirmwareInput, GENERATED_LICENSE } from './project.ts';

/** What the example application needs of a framework, as C text. */
export interface Port {
  readonly includes: string;
  /**
   * Defines: say(line) writes a line to the console; clock_now() and clock_us(elapsed) measure time;
   * wait_for_sample() returns SAMPLING_PERIOD_US after it returned last.
   */
  readonly functions: string;
  /** Calls start(), and then wait_for_sample() and take_sample() for ever. */
  readonly entry: string;
}

/**
 * The example application: self-test, time per step, then samples for ever. It is a starter, for people to edit: one
 * marked place for the sensor, one for what follows from an answer.
 */
export function application(input: FirmwareInput, port: Port): string {
  const { prefix } = input.model;
  return `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */
${port.includes}
#include <stdint.h>
#include <stdio.h>

#include "${prefix}.h"
#include "self_test.h"
#include "settings.h"

static ${prefix}_t model;

${port.functions}
${readSample(input)}
${handleAnswer(input)}
${start(prefix)}
${takeSample(prefix)}
${port.entry}`;
}

function readSample({ model: { prefix }, channels }: FirmwareInput): string {
  const macro = cMacro(prefix);
  return `/*
 * YOUR SENSOR GOES HERE.
 *
 * Fill raw[] in the units of the training data, in this order:
${channelList(channels)}
 *
 *	float raw[${macro}_INPUTS];
 *
 *	read_my_sensor(raw);
 *	${prefix}_quantize(raw, sample);
 *
 * Until then, a stored test window is replayed.
 */
static void read_sample(int16_t sample[${macro}_INPUTS])
{
	static int step;

	self_test_sample(0, step, sample);
	step = (step + 1) % self_test_steps(0);
}
`;
}

/** A sensor board has a few channels; a spectrum may have hundreds. */
function channelList(channels: readonly string[]): string {
  if (channels.length === 0) return ' *	the channels of the training data';
  const shown = channels.length <= 16 ? channels : channels.slice(0, 12);
  const lines = shown.map((name, index) => ` *	raw[${index}]	${commentText(name)}`);
  if (shown.length < channels.length) lines.push(` *	...	${channels.length} in all`);
  return lines.join('\n');
}

function handleAnswer({ model: { prefix }, task, mode }: FirmwareInput): string {
  const comment = '/* WHAT FOLLOWS FROM AN ANSWER GOES HERE. */';
  if (task === 'regression') {
    return `${comment}
static void handle_answer(int32_t answer)
{
	/* Without %f, which most embedded C libraries leave out. */
	char line[48];
	float value = ${prefix}_value(answer);
	const char *sign = value < 0.0f ? "-" : "";
	unsigned long thousandths = (unsigned long)((value < 0.0f ? -value : value) * 1000.0f + 0.5f);

	(void)snprintf(line, sizeof(line), "answer: %s%lu.%03lu", sign, thousandths / 1000u, thousandths % 1000u);
	say(line);
}
`;
  }
  const onChange = `	static int32_t last = -1;

	if (answer == last) {
		return; /* there is an answer at every step */
	}
	last = answer;
`;
  return `${comment}
static void handle_answer(int32_t answer)
{
	char line[80];
${mode === 'streaming' ? onChange : ''}
	(void)snprintf(line, sizeof(line), "answer: %.60s", ${prefix}_class_name(answer));
	say(line);
}
`;
}

function start(prefix: string): string {
  const macro = cMacro(prefix);
  return `/* Runs a stored window through the model; returns its steps. */
static uint32_t run_window(void)
{
	int16_t sample[${macro}_INPUTS];
	int steps = self_test_steps(0);

	for (int step = 0; step < steps; step++) {
		self_test_sample(0, step, sample);
		(void)${prefix}_step(&model, sample);
	}
	${prefix}_reset(&model);
	return (uint32_t)steps;
}

/* Checks the model on this board, and measures it for a tenth of a second: the clocks of some boards tick slowly. */
static void start(void)
{
#ifdef NAS_SELF_TEST
	self_test_measure(); /* never returns */
#endif
	char line[64];
	int passed = self_test_run(&model);
	uint32_t steps = 0;
	uint32_t elapsed;

	say(MODEL_TITLE);
	(void)snprintf(line, sizeof(line), "self-test %s: %d/%d windows", passed == SELF_TEST_WINDOWS ? "passed" : "FAILED",
		       passed, SELF_TEST_WINDOWS);
	say(line);

	uint32_t begin = clock_now();

	do {
		steps += run_window();
		elapsed = clock_us(clock_now() - begin);
	} while (elapsed < 100000u && steps < 100000u);
	unsigned long nanoseconds = (unsigned long)((uint64_t)elapsed * 1000u / steps);

	(void)snprintf(line, sizeof(line), "time per step: %lu.%03lu us", nanoseconds / 1000u, nanoseconds % 1000u);
	say(line);
}
`;
}

function takeSample(prefix: string): string {
  const macro = cMacro(prefix);
  return `/* Takes one sample. There is an answer after a window, or after every step of a model that never starts afresh. */
static void take_sample(void)
{
	static uint32_t collected;
	int16_t sample[${macro}_INPUTS];
	int32_t outputs[${macro}_OUTPUTS];

	read_sample(sample);
	int advanced = ${prefix}_step(&model, sample);

	collected++;
	if (RESET_AFTER_WINDOW ? collected < WINDOW_STEPS : !advanced) {
		return;
	}
	collected = 0;
	handle_answer(${prefix}_predict(&model, outputs));
	if (RESET_AFTER_WINDOW) {
		${prefix}_reset(&model);
	}
}
`;
}
