import { GENERATED_LICENSE } from '../project.ts';

/** The little that a program needs between the reset vector and `main`, without a C library. The same for every model. */

const license = `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */`;

export const CLOCK_H = String.raw`${license}
/*
 * The clock of the machine. Under "qemu -icount" every instruction takes the same time, so that the difference of two
 * readings times CLOCK_NUMERATOR / CLOCK_DENOMINATOR is a number of instructions, the same in every run.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

#define CLOCK_REGISTER(offset) (*(volatile uint32_t *)(CLOCK_BASE + (offset)))

#if defined(CLOCK_NRF51) /* TIMER0 of the nRF51: 16 MHz, 32 bits, up */
#define CLOCK_MASK 0xffffffffu

static inline void clock_start(void)
{
	CLOCK_REGISTER(0x504u) = 0u; /* MODE: timer */
	CLOCK_REGISTER(0x508u) = 3u; /* BITMODE: 32 bits */
	CLOCK_REGISTER(0x510u) = 0u; /* PRESCALER: none */
	CLOCK_REGISTER(0x00cu) = 1u; /* CLEAR */
	CLOCK_REGISTER(0x000u) = 1u; /* START */
}

static inline uint32_t clock_ticks(void)
{
	CLOCK_REGISTER(0x040u) = 1u; /* CAPTURE[0] */
	return CLOCK_REGISTER(0x540u); /* CC[0] */
}

#elif defined(CLOCK_CMSDK) /* TIMER0 of Arm's CMSDK: 32 bits, down */
#define CLOCK_MASK 0xffffffffu

static inline void clock_start(void)
{
	CLOCK_REGISTER(0x8u) = 0xffffffffu; /* RELOAD */
	CLOCK_REGISTER(0x4u) = 0xffffffffu; /* VALUE */
	CLOCK_REGISTER(0x0u) = 1u; /* CTRL: enable */
}

static inline uint32_t clock_ticks(void)
{
	return ~CLOCK_REGISTER(0x4u);
}

#elif defined(CLOCK_SYSTICK) /* SysTick of the core: 24 bits, down */
#define CLOCK_MASK 0x00ffffffu

static inline void clock_start(void)
{
	CLOCK_REGISTER(0x4u) = CLOCK_MASK; /* RVR */
	CLOCK_REGISTER(0x8u) = 0u; /* CVR */
	CLOCK_REGISTER(0x0u) = 5u; /* CSR: enable, processor clock */
}

static inline uint32_t clock_ticks(void)
{
	return ~CLOCK_REGISTER(0x8u) & CLOCK_MASK;
}

#elif defined(CLOCK_MINSTRET) /* the RISC-V counter of retired instructions */
#define CLOCK_MASK 0xffffffffu

static inline void clock_start(void)
{
}

static inline uint32_t clock_ticks(void)
{
	uint32_t ticks;

	/* Not by -march: with zicsr there, gcc 12 links libraries of 64 bits. */
	__asm__ volatile(".option push\n"
			 ".option arch, +zicsr\n"
			 "csrr %0, minstret\n"
			 ".option pop\n"
			 : "=r"(ticks)
			 :
			 : "memory");
	return ticks;
}

#else
#error "no clock: build with the flags of machines/<machine>.mk"
#endif

static inline uint32_t clock_elapsed(uint32_t start)
{
	return (clock_ticks() - start) & CLOCK_MASK;
}

#endif
`;

export const STACK_H = String.raw`${license}
/*
 * How deep the stack gets: paint what is free below the stack pointer, call, and look how far the paint is gone. Inline,
 * so that the depth is that of the callee alone.
 */
#ifndef STACK_H
#define STACK_H

#include <stdint.h>

#define STACK_PAINT 0xa5c35a3cu

extern uint32_t stack_limit[]; /* the lowest word, from sections.ld */

static inline __attribute__((always_inline)) uint32_t *stack_pointer(void)
{
	uint32_t *pointer;

#if defined(__riscv)
	__asm__ volatile("mv %0, sp" : "=r"(pointer) : : "memory");
#else
	__asm__ volatile("mov %0, sp" : "=r"(pointer) : : "memory");
#endif
	return pointer;
}

static inline __attribute__((always_inline)) void stack_paint(void)
{
	for (volatile uint32_t *word = stack_limit; word < stack_pointer(); word++) {
		*word = STACK_PAINT;
	}
}

/* Bytes used below the stack pointer since stack_paint(). */
static inline __attribute__((always_inline)) uint32_t stack_depth(void)
{
	const volatile uint32_t *word = stack_limit;

	while (word < stack_pointer() && *word == STACK_PAINT) {
		word++;
	}
	return (uint32_t)((uintptr_t)stack_pointer() - (uintptr_t)word);
}

#endif
`;

export const MEMORY_C = String.raw`${license}
/* The functions that a compiler may call without being asked, even when there is no C library. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	while (bytes-- != 0u) {
		*target++ = *source++;
	}
	return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	if (target <= source) {
		return memcpy(to, from, bytes);
	}
	while (bytes-- != 0u) {
		target[bytes] = source[bytes];
	}
	return to;
}

void *memset(void *to, int value, size_t bytes)
{
	unsigned char *target = to;

	while (bytes-- != 0u) {
		*target++ = (unsigned char)value;
	}
	return to;
}
`;
