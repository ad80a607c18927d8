import { GENERATED_LICENSE } from '../project.ts';
import type { Machine } from './machines.ts';

const license = `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */`;

/** Where the sections go; the same on every machine. */
export const SECTIONS_LD = `${license}
ENTRY(reset)

SECTIONS
{
	.text : {
		KEEP(*(.vectors))
		*(.text .text.*)
		*(.rodata .rodata.* .srodata .srodata.*)
		. = ALIGN(4);
	} > FLASH

	.data : ALIGN(4) {
		data_start = .;
		*(.data .data.*)
		PROVIDE(__global_pointer$ = . + 0x800);
		*(.sdata .sdata.*)
		. = ALIGN(4);
		data_end = .;
	} > RAM AT > FLASH
	data_load = LOADADDR(.data);

	.bss (NOLOAD) : ALIGN(8) {
		bss_start = .;
		*(.sbss .sbss.*)
		*(.bss .bss.* COMMON)
		. = ALIGN(8);
		bss_end = .;
	} > RAM

	/* The stack fills what is left; its last 8 KiB are painted to measure it. */
	stack_top = ORIGIN(RAM) + LENGTH(RAM);
	stack_limit = MAX(bss_end, stack_top - 8K);

	/DISCARD/ : { *(.ARM.exidx* .eh_frame* .comment .note*) }
}

ASSERT(stack_top - bss_end >= 1K, "less than 1 KiB of RAM left for the stack")
`;

/** The memories of a machine. */
export function memoryScript(name: string, { flash, ram }: Machine): string {
  return `${license}
/* ${name} */
MEMORY
{
	FLASH (rx) : ORIGIN = ${hex(flash.origin)}, LENGTH = ${kib(flash.length)}
	RAM (rwx) : ORIGIN = ${hex(ram.origin)}, LENGTH = ${kib(ram.length)}
}

INCLUDE sections.ld
`;
}

function hex(address: number): string {
  return `0x${address.toString(16).padStart(8, '0')}`;
}

function kib(bytes: number): string {
  return `${bytes / 1024}K`;
}
