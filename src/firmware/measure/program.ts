import { cMacro } from '../../base/identifiers.ts';
import { type FirmwareInput, GENERATED_LICENSE } from '../project.ts';
import { CLOCK, LINES, STACK } from './runtime.ts';

/** What the measuring program needs of a machine, as C text. */
export interface MeasuringPort {
  readonly includes: string;
  /**
   * Defines put_text(text), which writes to the console; timer_ticks() and timer_hz(); where there is a counter of cycles
   * besides, CYCLE_COUNTER, cycles_start(), which says whether it runs, and cycle_count(). TIMER_MASK, TIMER_COUNTS and
   * TIMER_NUMERATOR / TIMER_DENOMINATOR where a timer is not 32 bits wide, or does not count time.
   */
  readonly functions: string;
  /** Calls measure(), which returns the windows that passed. */
  readonly entry: string;
}

/**
 * The program that measures the model on the machine it runs on. It sends the stored windows through it, and says in lines
 * that `nas measure` reads (`line.ts`) what came out and what it took. It needs neither a heap nor a C library. C99 that is C++
 * too.
 */
export function measuringProgram({ model: { prefix } }: Pick<FirmwareInput, 'model'>, port: MeasuringPort): string {
  return `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */
/* Measures the model, and says so in lines that "nas measure" reads. */
${port.includes}#include <stdint.h>

#include "${prefix}.h"
#include "self_test.h"
#include "settings.h"

${port.functions}
${CLOCK}
${LINES}
${STACK}
${measurements(prefix)}
${port.entry}`;
}

/** A program that is there in the self-test build of a project alone. */
export function selfTestBuild(program: string): string {
  const begin = program.indexOf('*/\n') + 3;
  return `${program.slice(0, begin)}#ifdef NAS_SELF_TEST\n${program.slice(begin)}\n#else\ntypedef int nothing_to_measure;\n#endif\n`;
}

function measurements(prefix: string): string {
  const macro = cMacro(prefix);
  return `#if defined(__clang__)
#define COMPILER "clang " __VERSION__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

static ${prefix}_t model;

/* Says how many bytes of stack the model takes below this function's own: the deepest step of the first window, and an answer. */
static __attribute__((noinline)) void put_stack(void)
{
	int16_t sample[${macro}_INPUTS];
	int32_t outputs[${macro}_OUTPUTS];
	const uintptr_t top = stack_pointer();
	uintptr_t lowest = top;

	${prefix}_reset(&model);
	for (int step = 0; step <= self_test_steps(0); step++) {
		int last = step == self_test_steps(0);

		if (!last) {
			self_test_sample(0, step, sample);
		}
		(void)stack_probe(1);
		if (last) {
			(void)${prefix}_predict(&model, outputs);
		} else {
			(void)${prefix}_step(&model, sample);
		}
		uintptr_t reached = stack_probe(0);

		lowest = reached < lowest ? reached : lowest;
	}
	if (lowest == 0u) {
		put(" stack=unknown"); /* more than there is paint */
	} else {
		put_number(" stack=", top - lowest);
	}
}

/* CRC-32 of an answer and its outputs, each as four bytes, least significant first. */
static uint32_t crc_of_outputs(int32_t answer, const int32_t outputs[${macro}_OUTPUTS])
{
	uint32_t crc = 0xffffffffu;

	for (int i = -1; i < ${macro}_OUTPUTS; i++) {
		uint32_t word = (uint32_t)(i < 0 ? answer : outputs[i]);

		for (int byte = 0; byte < 4; byte++) {
			crc = crc_byte(crc, word >> (8 * byte));
		}
	}
	return ~crc;
}

static int measure_window(int window)
{
	int16_t sample[${macro}_INPUTS];
	int32_t outputs[${macro}_OUTPUTS];
	const int steps = self_test_steps(window);
	uint64_t ticks = 0u;
	uint32_t least = 0xffffffffu;
	uint32_t most = 0u;
	uint32_t start;

	${prefix}_reset(&model);
	for (int step = 0; step < steps; step++) {
		self_test_sample(window, step, sample);
		start = ticks_now();
		(void)${prefix}_step(&model, sample);
		uint32_t elapsed = elapsed_since(start);

		ticks += elapsed;
		least = elapsed < least ? elapsed : least;
		most = elapsed > most ? elapsed : most;
	}
	start = ticks_now();
	int32_t answer = ${prefix}_predict(&model, outputs);
	uint32_t predict = elapsed_since(start);
	int same = self_test_passes(window, answer, outputs);

	begin_line("NAS1 window");
	put_number(" index=", (uint64_t)window);
	put_number(" steps=", (uint64_t)steps);
	put_hex(" outputs=", crc_of_outputs(answer, outputs));
	put_number(" same=", (uint64_t)same);
	put_number(" ticks=", without_overhead(ticks, (uint32_t)steps));
	put_number(" least=", without_overhead(least, 1u));
	put_number(" most=", without_overhead(most, 1u));
	put_number(" predict=", without_overhead(predict, 1u));
	end_line();
	return same;
}

/* Measures all windows once. */
static int measure(void)
{
	int passed = 0;

	begin_clock();
	${prefix}_init(&model);
	begin_line("NAS1 start model=" MODEL_ID " board=" BOARD_ID);
	put_number(" windows=", SELF_TEST_WINDOWS);
	put_number(" context=", sizeof(model));
	put(counts_cycles ? " counts=cycles" : " counts=" TIMER_COUNTS);
	put_number(" hz=", ticks_per_second());
	put(" compiler=\\"" COMPILER "\\"");
	end_line();
	for (int window = 0; window < SELF_TEST_WINDOWS; window++) {
		passed += measure_window(window);
	}
	begin_line("NAS1 end model=" MODEL_ID);
	put_number(" windows=", SELF_TEST_WINDOWS);
	put_number(" same=", (uint64_t)passed);
	put_stack();
	end_line();
	put_text(passed == SELF_TEST_WINDOWS ? "self-test passed" : "self-test FAILED");
	put_number(": ", (uint64_t)passed);
	put_number("/", SELF_TEST_WINDOWS);
	put_text(" windows\\n");
	return passed;
}
`;
}
