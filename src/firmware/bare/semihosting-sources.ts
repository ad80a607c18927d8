import { GENERATED_LICENSE } from '../project.ts';

const license = `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */`;

export const SEMIHOSTING_H = String.raw`${license}
/* Files and messages of the host, through the debugger or emulator. Arm's "Semihosting for AArch32 and AArch64", 2.0. */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

enum { HOST_READ = 1 /* "rb" */, HOST_WRITE = 5 /* "wb" */ };

/* A handle, or -1. */
int host_open(const char *name, int mode);
/* 1 when all bytes were read. */
int host_read(int handle, void *data, uint32_t bytes);
/* 1 when all bytes were written. */
int host_write(int handle, const void *data, uint32_t bytes);
void host_close(int handle);

void host_print(const char *text);
/* A line "name value". */
void host_print_number(const char *name, uint64_t value);
void host_exit(int code) __attribute__((noreturn));

#endif
`;

export const SEMIHOSTING_C = String.raw`${license}
#include "semihosting.h"

enum {
	SYS_OPEN = 0x01,
	SYS_CLOSE = 0x02,
	SYS_WRITE0 = 0x04,
	SYS_WRITE = 0x05,
	SYS_READ = 0x06,
	SYS_EXIT_EXTENDED = 0x20,
};

#define ADP_STOPPED_APPLICATION_EXIT 0x20026u

#if defined(__riscv)
static int32_t host_call(int32_t operation, const void *argument)
{
	register int32_t a0 __asm__("a0") = operation;
	register const void *a1 __asm__("a1") = argument;

	/* This sequence, uncompressed and in one page, is what the host looks for. */
	__asm__ volatile(".balign 16\n"
			 ".option push\n"
			 ".option norvc\n"
			 "slli x0, x0, 0x1f\n"
			 "ebreak\n"
			 "srai x0, x0, 7\n"
			 ".option pop\n"
			 : "+r"(a0)
			 : "r"(a1)
			 : "memory");
	return a0;
}
#else
static int32_t host_call(int32_t operation, const void *argument)
{
	register int32_t r0 __asm__("r0") = operation;
	register const void *r1 __asm__("r1") = argument;

	__asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
	return r0;
}
#endif

static uint32_t address(const void *pointer)
{
	return (uint32_t)(uintptr_t)pointer;
}

int host_open(const char *name, int mode)
{
	uint32_t length = 0;

	while (name[length] != '\0') {
		length++;
	}
	const uint32_t block[3] = {address(name), (uint32_t)mode, length};

	return host_call(SYS_OPEN, block);
}

int host_read(int handle, void *data, uint32_t bytes)
{
	const uint32_t block[3] = {(uint32_t)handle, address(data), bytes};

	return host_call(SYS_READ, block) == 0; /* the bytes that are missing */
}

int host_write(int handle, const void *data, uint32_t bytes)
{
	const uint32_t block[3] = {(uint32_t)handle, address(data), bytes};

	return host_call(SYS_WRITE, block) == 0;
}

void host_close(int handle)
{
	const uint32_t block[1] = {(uint32_t)handle};

	(void)host_call(SYS_CLOSE, block);
}

void host_print(const char *text)
{
	(void)host_call(SYS_WRITE0, text);
}

void host_print_number(const char *name, uint64_t value)
{
	char digits[21];
	uint32_t at = sizeof(digits) - 1u;

	digits[at] = '\0';
	do {
		at--;
		digits[at] = (char)('0' + (int)(value % 10u));
		value /= 10u;
	} while (value != 0u);
	host_print(name);
	host_print(" ");
	host_print(&digits[at]);
	host_print("\n");
}

void host_exit(int code)
{
	const uint32_t block[2] = {ADP_STOPPED_APPLICATION_EXIT, (uint32_t)code};

	for (;;) {
		(void)host_call(SYS_EXIT_EXTENDED, block);
	}
}
`;
