import { cMacro } from '../../base/identifiers.ts';
import { type FirmwareInput, GENERATED_LICENSE } from '../project.ts';

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

const CLOCK = `#if !defined(CYCLE_COUNTER) && (defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__) || \\
				defined(__ARM_ARCH_8M_MAIN__) || defined(__ARM_ARCH_8_1M_MAIN__))
/* The cycle counter of Cortex-M3 and later; emulators and some chips have none. */
#define CYCLE_COUNTER
#define DEMCR (*(volatile uint32_t *)0xe000edfcu)
#define DWT_CTRL (*(volatile uint32_t *)0xe0001000u)
#define DWT_CYCCNT (*(volatile uint32_t *)0xe0001004u)
#define DWT_LAR (*(volatile uint32_t *)0xe0001fb0u)

static uint32_t cycle_count(void)
{
	return DWT_CYCCNT;
}

static int cycles_start(void)
{
	DEMCR |= 1u << 24;
	DWT_LAR = 0xc5acce55u; /* Cortex-M7 locks it */
	DWT_CTRL |= 1u;

	uint32_t before = cycle_count();

	for (volatile int i = 0; i < 100; i++) {
	}
	return cycle_count() != before;
}
#endif

#ifndef TIMER_MASK
#define TIMER_MASK 0xffffffffu
#define TIMER_COUNTS "time"
#define TIMER_NUMERATOR 1u
#define TIMER_DENOMINATOR 1u
#endif

enum { READINGS = 64 };

static int counts_cycles;
static uint32_t reading_overhead; /* ticks that READINGS pairs of readings take, with nothing between the two */

/* Never inline, as the next one: reading the clock must take the same everywhere, or it cannot be subtracted. */
static __attribute__((noinline)) uint32_t ticks_now(void)
{
#ifdef CYCLE_COUNTER
	if (counts_cycles) {
		return cycle_count();
	}
#endif
	return timer_ticks();
}

static __attribute__((noinline)) uint32_t elapsed_since(uint32_t start)
{
	uint32_t ticks = ticks_now() - start;

	return counts_cycles ? ticks : ticks & TIMER_MASK;
}

static void begin_clock(void)
{
#ifdef CYCLE_COUNTER
	counts_cycles = cycles_start();
#endif
	reading_overhead = 0u;
	for (int i = 0; i < READINGS; i++) {
		uint32_t start = ticks_now();

		reading_overhead += elapsed_since(start);
	}
}

/* Ticks per second: cycles are counted over a fifth of a second of the timer, so that nobody need know the clock of the core. */
static uint32_t ticks_per_second(void)
{
#ifdef CYCLE_COUNTER
	if (counts_cycles) {
		const uint32_t hz = timer_hz();
		uint32_t timer = timer_ticks();
		uint32_t cycles = cycle_count();
		uint32_t elapsed;

		do {
			elapsed = timer_ticks() - timer;
		} while (elapsed < hz / 5u);
		return (uint32_t)((uint64_t)(cycle_count() - cycles) * hz / elapsed);
	}
#endif
	return timer_hz();
}

/* Ticks of \`pieces\` pieces, without those of reading the clock. */
static uint64_t without_overhead(uint64_t ticks, uint32_t pieces)
{
	uint64_t overhead = (uint64_t)pieces * reading_overhead / (uint32_t)READINGS;
	uint64_t rest = ticks > overhead ? ticks - overhead : 0u;

	return counts_cycles ? rest : rest * TIMER_NUMERATOR / TIMER_DENOMINATOR;
}
`;

const LINES = `static uint32_t line_crc;

/* CRC-32 as in zlib, a byte at a time. */
static uint32_t crc_byte(uint32_t crc, uint32_t byte)
{
	crc ^= byte & 0xffu;
	for (int bit = 0; bit < 8; bit++) {
		crc = (crc & 1u) != 0u ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
	}
	return crc;
}

static void put(const char *text)
{
	for (const char *at = text; *at != '\\0'; at++) {
		line_crc = crc_byte(line_crc, (uint32_t)(unsigned char)*at);
	}
	put_text(text);
}

static void put_number(const char *name, uint64_t value)
{
	char digits[21];
	int at = 20;

	digits[at] = '\\0';
	do {
		at--;
		digits[at] = (char)('0' + (int)(value % 10u));
		value /= 10u;
	} while (value != 0u);
	put(name);
	put(&digits[at]);
}

static void put_hex(const char *name, uint32_t value)
{
	char digits[9];

	for (int i = 7; i >= 0; i--) {
		digits[i] = "0123456789abcdef"[value & 15u];
		value >>= 4;
	}
	digits[8] = '\\0';
	put(name);
	put(digits);
}

static void begin_line(const char *kind)
{
	line_crc = 0xffffffffu;
	put(kind);
}

static void end_line(void)
{
	put_hex(" crc=", ~line_crc);
	put_text("\\n");
}
`;

const STACK = `#if defined(__AVR__)
enum { STACK_AREA = 256 };
#else
enum { STACK_AREA = 1024 };
#endif

#define PAINT 0xa5u

static inline uintptr_t stack_pointer(void)
{
#if defined(__AVR__)
	return (uintptr_t)SP;
#else
	uintptr_t pointer;

#if defined(__x86_64__)
	__asm__ volatile("mov %%rsp, %0" : "=r"(pointer));
#elif defined(__riscv)
	__asm__ volatile("mv %0, sp" : "=r"(pointer));
#else
	__asm__ volatile("mov %0, sp" : "=r"(pointer));
#endif
	return pointer;
#endif
}

/*
 * Paints what lies below its caller's stack, or tells the lowest address where the paint is gone; 0: everywhere. The area is
 * a local variable at the same place in both calls: the functions that are called in between leave their marks in it.
 */
static __attribute__((noinline)) uintptr_t stack_probe(int paint)
{
	volatile unsigned char area[STACK_AREA];
	const uintptr_t lowest = (uintptr_t)area;
	unsigned int at = 0u;

	__asm__ volatile("" : "=m"(area)); /* as far as the compiler knows, it has a value */
	while (at < (unsigned int)STACK_AREA && (paint || area[at] == PAINT)) {
		if (paint) {
			area[at] = PAINT;
		}
		at++;
	}
	return at == 0u ? 0u : lowest + at;
}
`;

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
