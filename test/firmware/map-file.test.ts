import { join } from 'node:path';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newestMap } from '../../src/firmware/find-map.ts';
import { imageUse } from '../../src/firmware/image-parts.ts';
import { parseMapFile } from '../../src/firmware/map-file.ts';
import { flashBytes, parseSectionSizes, ramBytes } from '../../src/firmware/size.ts';
import { need, run, temporaryFolder } from './tools.ts';

/** An application with code, constants and variables of both kinds, a model in an archive, and a division of libgcc. */
const SOURCES = new Map([
  ['model.c', 'const short table[50] = {1};\nint model_step(int i) { return table[i % 50] + 1; }\n'],
  ['self_test.c', 'const char vectors[300] = {2};\nint self_test(int i) { return vectors[i]; }\n'],
  [
    'main.c',
    `extern int model_step(int), self_test(int);
int counter = 7;
static char buffer_that_is_cleared_and_has_a_very_long_name_indeed[200];
int unused(void) { return 12; }
int main(void)
{
	for (;;) {
		counter += model_step(counter) / self_test(counter) + buffer_that_is_cleared_and_has_a_very_long_name_indeed[counter]++;
	}
}
`,
  ],
  [
    'script.ld',
    `ENTRY(main)
MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 64K
 RAM (rwx) : ORIGIN = 0x20000000, LENGTH = 16K }
SECTIONS {
 .text : { *(.text*) *(.rodata*) } > FLASH
 a_section_with_a_long_name : { LONG(1) } > FLASH
 .data : { *(.data*) } > RAM AT > FLASH
 .bss (NOLOAD) : { *(.bss* COMMON) } > RAM
 .noinit (NOLOAD) : { . += 1024; } > RAM
}
`,
  ],
]);

function build(...flags: string[]) {
  const folder = temporaryFolder(SOURCES);
  const compile = ['-mcpu=cortex-m0', '-mthumb', '-Os', '-g', '-ffunction-sections', '-fdata-sections', ...flags];
  const gcc = (...args: string[]) => run(folder, 'arm-none-eabi-gcc', ...compile, ...args);
  gcc('-c', 'model.c', 'self_test.c', 'main.c');
  run(folder, 'arm-none-eabi-gcc-ar', 'rcs', 'libmodel.a', 'model.o');
  gcc('-nostdlib', '-Wl,--gc-sections', '-Wl,-Map=firmware.map', '-T', 'script.ld', 'main.o', 'self_test.o', 'libmodel.a', '-lgcc', '-o', 'firmware.elf'); // prettier-ignore
  const sizes = (file: string) => parseSectionSizes(run(folder, 'arm-none-eabi-size', '-A', file));
  return { use: imageUse(parseMapFile(readFileSync(join(folder, 'firmware.map'), 'utf8'))!, 'model'), sizes };
}

describe('a map of a real link', () => {
  test('gives every byte that size counts to its owner', (context) => {
    need(context, 'arm-none-eabi-gcc');
    const { use, sizes } = build();
    const image = sizes('firmware.elf');
    // size does not know the sections with names of our own.
    expect(use.total).toEqual({ flash: flashBytes(image) + 4, ram: ramBytes(image) + 1024 });
    const parts = use.parts!;
    expect(parts.model).toEqual({ flash: flashBytes(sizes('model.o')), ram: 0 });
    expect(parts['self-test']).toEqual({ flash: flashBytes(sizes('self_test.o')), ram: 0 });
    expect(parts.application.ram).toBe(204);
    expect(parts.application.flash).toBeLessThan(flashBytes(sizes('main.o'))); // `unused` is gone
    expect(parts.libgcc.flash).toBeGreaterThan(100);
    expect(parts.libc).toEqual({ flash: 0, ram: 0 });
    const sum = (of: 'flash' | 'ram') => Object.values(parts).reduce((total, part) => total + part[of], 0);
    expect({ flash: sum('flash'), ram: sum('ram') }).toEqual(use.total);
  });

  test('has no owners after optimisation across files, and the total all the same', (context) => {
    need(context, 'arm-none-eabi-gcc');
    const { use, sizes } = build('-flto');
    expect(use.parts).toBeUndefined();
    expect(use.total.flash).toBe(flashBytes(sizes('firmware.elf')) + 4);
  });
});

test('names as Zephyr and picolibc give them', () => {
  const map = parseMapFile(`Memory Configuration

Name             Origin             Length             Attributes
FLASH            0x00000000         0x00400000         xr
RAM              0x20000000         0x00400000         xw
*default*        0x00000000         0xffffffff

Linker script and memory map

text            0x000000c0       0x60
 *(SORT_BY_ALIGNMENT(.text.*))
 .text.model_step
                0x000000c0       0x10 modules/model/libmodel.a(model.c.obj)
                0x000000c0                model_step
 .text.main     0x000000d0       0x20 app/libapp.a(main.c.obj)
 .text.z_cstart
                0x000000f0        0xc zephyr/kernel/libkernel.a(init.c.obj)
 *fill*         0x000000fc        0x4 
 .text.vfprintf
                0x00000100       0x20 modules/picolibc/libc.a(vfprintf.c.obj)

datas           0x20000000        0x8 load address 0x00000120
 .data.x        0x20000000        0x8 zephyr/kernel/libkernel.a(init.c.obj)

log_mpsc_pbuf_area
                0x20000008        0x0 load address 0x00000128
noinit          0x20000008      0x100
 .noinit.stack  0x20000008      0x100 zephyr/kernel/libkernel.a(init.c.obj)
.debug_info     0x00000000    0x25000
 .debug_info    0x00000000    0x25000 zephyr/kernel/libkernel.a(init.c.obj)
`)!;
  expect(map.regions.map(({ name, writable }) => [name, writable])).toEqual([
    ['FLASH', false],
    ['RAM', true],
  ]);
  const { total, parts } = imageUse(map, 'model');
  expect(total).toEqual({ flash: 0x68, ram: 0x108 });
  expect(parts).toMatchObject({
    model: { flash: 0x10, ram: 0 },
    application: { flash: 0x20, ram: 0 },
    libc: { flash: 0x20, ram: 0 },
    framework: { flash: 0x18, ram: 0x108 },
  });
});

test('another text is no map', () => {
  expect(parseMapFile('section size addr\n')).toBeUndefined();
});

test('the newest build is found, drafts are not', async () => {
  const folder = temporaryFolder();
  expect(await newestMap(folder)).toBeUndefined();
  const map = join(folder, 'build', 'board', 'zephyr', 'zephyr.map');
  mkdirSync(join(map, '..'), { recursive: true });
  writeFileSync(map, '');
  writeFileSync(map.replace('zephyr.map', 'zephyr_pre0.map'), '');
  expect(await newestMap(folder)).toBe(map);
});
