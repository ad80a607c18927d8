import { cMacro } from '../../base/identifiers.ts';
import { GENERATED_LICENSE } from '../project.ts';
import { VECTORS_MAGIC } from '../vectors.ts';

/** The program: windows in through semihosting, answers and instruction counts out. Samples pass by in small chunks, so
 * that any number of windows fits into the 16 KiB of a micro:bit. */
export function bareMain(prefix: string): string {
  const macro = cMacro(prefix);
  return String.raw`/* SPDX-License-Identifier: ${GENERATED_LICENSE} */
/*
 * Sends the windows of vectors.bin through the model, writes what it answers to outputs.bin, and reports what it took.
 * All words are little-endian.
 *
 *   vectors.bin   magic, windows, inputs, outputs; then per window: steps, int16 samples [step, input]
 *   outputs.bin   per window: the return value of ${prefix}_predict, then its outputs
 */
#include <stdint.h>

#include "clock.h"
#include "semihosting.h"
#include "stack.h"
#include "${prefix}.h"

enum {
	INPUTS = ${macro}_INPUTS,
	OUTPUTS = ${macro}_OUTPUTS,
	CHUNK = INPUTS < 512 ? 512 / INPUTS : 1, /* samples read at a time: 1 KiB */
	READINGS = 64,
};

struct header {
	uint32_t magic, windows, inputs, outputs;
};

struct cost {
	uint64_t ticks;
	uint32_t most;
	uint32_t count;
};

static ${prefix}_t model;
static int16_t samples[CHUNK][INPUTS];
static int32_t answer[1 + OUTPUTS];

static struct cost reset_cost, step_cost, predict_cost;
static uint32_t clock_overhead; /* ticks that READINGS pairs of readings take, with nothing between the two */
static uint32_t deepest;        /* bytes of stack below that of this file */

static void require(int condition, const char *what)
{
	if (!condition) {
		host_print("error: ");
		host_print(what);
		host_print("\n");
		host_exit(2);
	}
}

static void add(struct cost *cost, uint32_t ticks)
{
	cost->ticks += ticks;
	cost->count++;
	if (ticks > cost->most) {
		cost->most = ticks;
	}
}

static void calibrate(void)
{
	for (int i = 0; i < READINGS; i++) {
		uint32_t start = clock_ticks();

		clock_overhead += clock_elapsed(start);
	}
}

/* Instructions in ticks that were measured in readings pieces, without those that read the clock. */
static uint64_t instructions(uint64_t ticks, uint32_t readings)
{
	uint64_t overhead = (uint64_t)readings * clock_overhead / READINGS;

	return ticks > overhead ? (ticks - overhead) * CLOCK_NUMERATOR / CLOCK_DENOMINATOR : 0u;
}

static void report(const char *name, const struct cost *cost)
{
	host_print_number(name, instructions(cost->ticks, cost->count));
}

static void reset_model(void)
{
	uint32_t start = clock_ticks();

	${prefix}_reset(&model);
	add(&reset_cost, clock_elapsed(start));
}

static void take_steps(uint32_t count)
{
	stack_paint();
	for (uint32_t i = 0; i < count; i++) {
		uint32_t start = clock_ticks();

		(void)${prefix}_step(&model, samples[i]);
		add(&step_cost, clock_elapsed(start));
	}
	uint32_t depth = stack_depth();

	deepest = depth > deepest ? depth : deepest;
}

static void predict(void)
{
	stack_paint();
	uint32_t start = clock_ticks();

	answer[0] = ${prefix}_predict(&model, &answer[1]);
	add(&predict_cost, clock_elapsed(start));
	uint32_t depth = stack_depth();

	deepest = depth > deepest ? depth : deepest;
}

static void run_window(int vectors)
{
	uint32_t left;

	require(host_read(vectors, &left, sizeof(left)), "vectors.bin ends too early");
	reset_model();
	while (left > 0u) {
		uint32_t count = left < (uint32_t)CHUNK ? left : (uint32_t)CHUNK;

		require(host_read(vectors, samples, count * (uint32_t)sizeof(samples[0])), "vectors.bin ends too early");
		take_steps(count);
		left -= count;
	}
	predict();
}

int main(void)
{
	struct header header = {0u, 0u, 0u, 0u};
	int vectors = host_open("vectors.bin", HOST_READ);
	int outputs = host_open("outputs.bin", HOST_WRITE);

	require(vectors >= 0, "cannot open vectors.bin");
	require(outputs >= 0, "cannot create outputs.bin");
	require(host_read(vectors, &header, sizeof(header)) && header.magic == ${VECTORS_MAGIC}u, "vectors.bin is of another kind");
	require(header.inputs == INPUTS && header.outputs == OUTPUTS, "vectors.bin is for another model");

	clock_start();
	calibrate();
	${prefix}_init(&model);
	for (uint32_t i = 0; i < header.windows; i++) {
		run_window(vectors);
		require(host_write(outputs, answer, sizeof(answer)), "cannot write outputs.bin");
	}
	host_close(vectors);
	host_close(outputs);

	host_print_number("windows", header.windows);
	host_print_number("steps", step_cost.count);
	host_print_number("context_bytes", sizeof(model));
	host_print_number("stack_bytes", deepest);
	host_print_number("slowest_step_instructions", instructions(step_cost.most, 1u));
	report("reset_instructions", &reset_cost);
	report("step_instructions", &step_cost);
	report("predict_instructions", &predict_cost);
	return 0;
}
`;
}
