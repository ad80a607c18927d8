import { GENERATED_LICENSE } from '../project.ts';

/** From the reset to `main`, per architecture. Symbols come from sections.ld. */

export const STARTUP_ARM_C = String.raw`/* SPDX-License-Identifier: ${GENERATED_LICENSE} */
/* Start-up of an Arm Cortex-M: vector table, memory, floating point unit. */
#include <stdint.h>

#include "semihosting.h"

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];

int main(void);
void reset(void) __attribute__((noreturn));

static void fault(void)
{
	host_print("error: the core stopped with a fault\n");
	host_exit(3);
}

struct vectors {
	uint32_t *stack;
	void (*handler[15])(void);
};

/* Armv6-M and later: the initial stack pointer, reset, then the exceptions of the core. No interrupt is enabled. */
__attribute__((section(".vectors"), used)) static const struct vectors vectors = {
	stack_top,
	{reset, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault},
};

void reset(void)
{
	const uint32_t *from = data_load;

	/* First, since a compiler may make vector instructions of the loops below. */
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
	*(volatile uint32_t *)0xe000ed88u |= 0xfu << 20; /* CPACR: floating point and vectors */
	__asm__ volatile("dsb\n\tisb" : : : "memory");
#endif
	for (uint32_t *to = data_start; to < data_end; to++) {
		*to = *from++;
	}
	for (uint32_t *to = bss_start; to < bss_end; to++) {
		*to = 0u;
	}
	host_exit(main());
}
`;

export const STARTUP_RISCV_S = String.raw`/* SPDX-License-Identifier: ${GENERATED_LICENSE} */
/* Start-up of a RISC-V core in machine mode: trap vector, stack, memory. */
	.option arch, +zicsr
	.section .vectors, "ax"
	.globl reset
reset:
	.option push
	.option norelax
	la	gp, __global_pointer$
	.option pop
	la	sp, stack_top
	la	t0, fault
	csrw	mtvec, t0

	la	t0, data_load
	la	t1, data_start
	la	t2, data_end
1:	bgeu	t1, t2, 2f
	lw	t3, 0(t0)
	sw	t3, 0(t1)
	addi	t0, t0, 4
	addi	t1, t1, 4
	j	1b

2:	la	t1, bss_start
	la	t2, bss_end
3:	bgeu	t1, t2, 4f
	sw	zero, 0(t1)
	addi	t1, t1, 4
	j	3b

4:	call	main
	call	host_exit

	.balign	4
fault:
	la	a0, message
	call	host_print
	li	a0, 3
	call	host_exit

	.section .rodata
message:
	.asciz	"error: the core stopped with a fault\n"
`;
