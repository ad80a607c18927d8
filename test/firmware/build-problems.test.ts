import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseBuildLine } from '../../src/firmware/build-problems.ts';
import { commandLine, runProcess } from '../../src/firmware/process.ts';
import { need, temporaryFolder } from './tools.ts';

const overflow = (line: string) => {
  const problem = parseBuildLine(line);
  return [problem?.tooLarge, problem?.message];
};

test.each([
  ['src/main.c:12:5: error: ‘x’ undeclared', 'error', 'src/main.c', 12, 5, '‘x’ undeclared'],
  ['/a b/main.cpp:3:10: fatal error: no.h: No such file', 'error', '/a b/main.cpp', 3, 10, 'no.h: No such file'],
  ['C:\\a\\main.c:7:1: warning: unused', 'warning', 'C:\\a\\main.c', 7, 1, 'unused'],
  ['src/main.c:1:2: note: here', 'note', 'src/main.c', 1, 2, 'here'],
  ['/app/prj.conf:4: warning: undefined symbol FOO', 'warning', '/app/prj.conf', 4, 1, 'undefined symbol FOO'],
  ['\u001b[1msrc/a.c:2:3: \u001b[31merror: \u001b[0mbad', 'error', 'src/a.c', 2, 3, 'bad'],
])('%j', (line, severity, file, row, column, message) => {
  expect(parseBuildLine(line)).toEqual({ severity, message, place: { file, line: row, column } });
});

test.each([
  ['[12/140] Building C object CMakeFiles/app.dir/src/main.c.obj'],
  ['collect2: error: ld returned 1 exit status'],
  ['ninja: build stopped: subcommand failed.'],
  ['-- west build: generating a build system'],
  ['14:05:01: error: at five past two'.replace('14:05:01: ', 'at ')],
  [''],
])('nothing in %j', (line) => {
  expect(parseBuildLine(line)).toBeUndefined();
});

test('what does not fit, and by how much', () => {
  const advice = 'choose a smaller architecture, or a bigger board.';
  const ld = '/opt/zephyr-sdk/arm-zephyr-eabi/bin/ld.bfd: ';
  expect(overflow(`${ld}region \`RAM' overflowed by 1234 bytes`)).toEqual([
    'RAM',
    `RAM overflowed by 1,234 bytes: ${advice}`,
  ]);
  expect(overflow(`${ld}region \`FLASH' overflowed by 1 byte`)).toEqual([
    'flash',
    `FLASH overflowed by 1 byte: ${advice}`,
  ]);
  expect(overflow(`${ld}region \`dram0_0_seg' overflowed by 8 bytes`)[0]).toBe('RAM');
  expect(overflow(`${ld}zephyr/zephyr_pre0.elf section \`bss' will not fit in region \`RAM'`)).toEqual([
    'RAM',
    `Section bss does not fit into RAM: ${advice}`,
  ]);
  expect(overflow("avr-ld: address 0x8005c8 of firmware.elf section `.bss' is not within region `data'")[0]).toBe(
    'RAM',
  );
  expect(overflow('Error: The program size (33000 bytes) is greater than maximum allowed (32256 bytes)')).toEqual([
    'flash',
    `744 bytes more flash than the board has: ${advice}`,
  ]);
});

test('undefined references, with and without a line', () => {
  expect(parseBuildLine("/usr/bin/ld: src/main.c:9: undefined reference to `nothing'")).toEqual({
    severity: 'error',
    message: "undefined reference to `nothing'",
    place: { file: 'src/main.c', line: 9, column: 1 },
  });
  expect(parseBuildLine("main.o:(.text+0x5): undefined reference to `nothing'")).toEqual({
    severity: 'error',
    message: "undefined reference to `nothing'",
  });
});

describe('what real tools say', () => {
  const problemsOf = (text: string) => text.split('\n').flatMap((line) => parseBuildLine(line) ?? []);

  async function compile(source: string, ...args: string[]): Promise<string> {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.c'), source);
    const memory = 'MEMORY { FLASH (rx) : ORIGIN = 0, LENGTH = 1K  RAM (rw) : ORIGIN = 0x20000000, LENGTH = 1K }';
    const sections = 'SECTIONS { .text : { *(.text*) } > FLASH  .bss : { *(.bss*) *(COMMON) } > RAM }';
    writeFileSync(join(folder, 'small.ld'), `${memory}\n${sections}\n`);
    const command = {
      command: 'arm-none-eabi-gcc',
      args: ['-mcpu=cortex-m4', '-nostdlib', ...args, 'main.c'],
      cwd: folder,
    };
    const { code, stderr } = await runProcess(command);
    if (code === 0) throw new Error(`${commandLine(command)} succeeded`);
    return stderr;
  }

  test('the compiler', async (context) => {
    need(context, 'arm-none-eabi-gcc');
    const [first] = problemsOf(await compile('int main(void)\n{\n\treturn x;\n}\n', '-c'));
    expect(first).toMatchObject({ severity: 'error', place: { file: 'main.c', line: 3, column: 16 } });
  });

  test('the linker: too much RAM', async (context) => {
    need(context, 'arm-none-eabi-gcc');
    const source = 'char big[3000];\nint main(void)\n{\n\treturn big[1];\n}\n';
    const problems = problemsOf(await compile(source, '-T', 'small.ld'));
    expect(problems.map(({ tooLarge }) => tooLarge)).toEqual(['RAM', 'RAM']);
    expect(problems[1]?.message).toMatch(/^RAM overflowed by 1,9\d\d bytes/);
  });

  test('the linker: a function that is not there', async (context) => {
    need(context, 'arm-none-eabi-gcc');
    const source = 'void nothing(void);\nint main(void)\n{\n\tnothing();\n}\n';
    const problems = problemsOf(await compile(source, '-g', '-T', 'small.ld'));
    expect(problems).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('undefined reference') }),
    );
  });
});
