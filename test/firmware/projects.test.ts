import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bareProject } from '../../src/firmware/bare/project.ts';
import { MODEL_FLAGS, WARNING_FLAGS } from '../../src/firmware/core-flags.ts';
import { chosenFramework } from '../../src/hardware/board-framework.ts';
import { platformioProject } from '../../src/firmware/platformio/project.ts';
import type { FileContent, FirmwareInput, ProjectTree } from '../../src/firmware/project.ts';
import { zephyrProject } from '../../src/firmware/zephyr/project.ts';
import { allBoards } from '../../src/hardware/boards.ts';
import { FAKE_ARDUINO, FAKE_ESPIDF, FAKE_MBED, FAKE_ZEPHYR, FAKE_ZEPHYR_2 } from './fixtures/fake-frameworks.ts';
import { leakyInput } from './fixtures/leaky-input.ts';
import { leakyModel, leakyVectors } from './fixtures/leaky-model.ts';
import { need, run, temporaryFolder } from './tools.ts';

const all = (tree: ProjectTree): Map<string, FileContent> => new Map([...tree.generated, ...tree.starters]);
const text = (tree: ProjectTree, path: string) => all(tree).get(path) as string;
const SANITIZE = ['-fsanitize=address,undefined', '-fno-sanitize-recover'];
const C = ['-std=c99', ...WARNING_FLAGS, '-O1', ...SANITIZE];
const CXX = ['-std=c++11', ...WARNING_FLAGS, '-O1', ...SANITIZE];

/** Compiles and runs an application with stand-ins for the framework; returns the console. */
function runApplication(tree: ProjectTree, fakes: Map<string, string>, compiler: 'gcc' | 'clang' = 'gcc'): string {
  const folder = temporaryFolder(all(tree), fakes);
  const paths = [...all(tree).keys(), ...fakes.keys()];
  const sources = paths.filter((path) => path.endsWith('.c') && path !== 'src/native.c');
  const include = paths.filter((path) => path.endsWith('include/model.h')).map((path) => `-I${dirname(path)}`);
  // Debian's clang comes without the libraries of its sanitizers.
  const flags = (all: string[]) => all.filter((flag) => compiler === 'gcc' || !SANITIZE.includes(flag));
  run(folder, compiler, ...flags(C), '-Ifake', '-Isrc', ...include, '-c', ...sources);
  const objects = sources.map((path) => basename(path).replace(/c$/, 'o'));
  if (paths.includes('src/main.cpp')) {
    run(folder, 'g++', ...CXX, '-Ifake', '-Isrc', ...include, '-c', 'src/main.cpp');
    objects.push('main.o');
  }
  run(folder, paths.includes('src/main.cpp') ? 'g++' : compiler, ...flags(SANITIZE), ...objects, '-o', 'app');
  return run(folder, './app');
}

const SELF_TEST = /^self-test passed: 8\/8 windows$/m;
const ANSWER = /^answer: (still|walking|running)$/gm;
const TIME = /^time per step: \d+\.\d{3} us$/m;

describe('zephyr', () => {
  const input = leakyInput('nrf52840_dk');
  const tree = zephyrProject(input);

  test('has the files of an application and of a module', () => {
    expect([...all(tree).keys()].sort()).toEqual([
      '.gitignore',
      'CMakeLists.txt',
      'README.md',
      'modules/model/CMakeLists.txt',
      'modules/model/include/model.h',
      'modules/model/src/model.c',
      'modules/model/zephyr/module.yml',
      'prj.conf',
      'sample.yaml',
      'src/main.c',
      'src/measure.c',
      'src/self_test.c',
      'src/self_test.h',
      'src/settings.h',
      'src/vectors.h',
    ]);
    expect(text(tree, 'README.md')).toContain('west build -b nrf52840dk/nrf52840 -d build/nrf52840dk_nrf52840 APP');
    expect(text(tree, 'modules/model/CMakeLists.txt')).toMatch(
      /zephyr_library_named\(model\)[^]*compile_options\(-O2\)/,
    );
    expect(parse(text(tree, 'modules/model/zephyr/module.yml'))).toEqual({ name: 'model', build: { cmake: '.' } });
  });

  test('every file of ours has a licence line', () => {
    for (const [path, content] of all(tree)) {
      if (!/README|gitignore|modules\/model\/(src|include)/.test(path)) {
        expect(content, path).toContain('SPDX-License-Identifier: MIT-0');
      }
    }
  });

  test('twister looks for the line that the application prints', (context) => {
    need(context, 'gcc');
    const sample = parse(text(tree, 'sample.yaml'));
    expect(sample.sample.name).toBe(input.title);
    expect(sample.tests['app.model.self_test'].integration_platforms).toEqual(['native_sim', 'nrf52840dk/nrf52840']);
    const console = runApplication(tree, FAKE_ZEPHYR);
    expect(console).toMatch(new RegExp(String(sample.common.harness_config.regex[0]), 'm'));
    expect(console).toContain(`${input.title}\n`);
    expect(console).toMatch(TIME);
  });

  test.for(['gcc', 'clang'] as const)('compiles without a word and runs (%s)', (compiler, context) => {
    need(context, compiler);
    const console = runApplication(tree, FAKE_ZEPHYR, compiler);
    expect(console).toMatch(SELF_TEST);
    expect(console.match(ANSWER)?.length).toBeGreaterThan(8);
  });
});

describe('modes and tasks', () => {
  test('streaming: an answer when the class changes', (context) => {
    need(context, 'gcc');
    const console = runApplication(zephyrProject(leakyInput('pico', { mode: 'streaming' })), FAKE_ZEPHYR);
    const answers = console.match(/^answer: .*$/gm)!;
    expect(answers.length).toBeGreaterThan(3);
    answers.slice(1).forEach((answer, index) => expect(answer).not.toBe(answers[index]));
  });

  test('regression: a value with three decimals, without floats in printf', (context) => {
    need(context, 'gcc');
    const tree = zephyrProject(leakyInput('pico', { task: 'regression' }));
    expect(runApplication(tree, FAKE_ZEPHYR)).toMatch(/^answer: -?\d+\.\d{3}$/m);
  });

  test('a model that is broken on the way to the board says so', (context) => {
    need(context, 'gcc');
    const model = leakyModel();
    const broken = { ...model, source: model.source.replace('{37, -12}', '{36, -12}') };
    const tree = zephyrProject(leakyInput('pico', { model: broken }));
    expect(runApplication(tree, FAKE_ZEPHYR)).toMatch(/^self-test FAILED: \d\/8 windows$/m);
  });

  test('the windows of the self-test fit the board', () => {
    const vectors = leakyVectors(20, 300);
    const windows = (board: string) =>
      /SELF_TEST_WINDOWS (\d+)/.exec(text(zephyrProject(leakyInput(board, { vectors })), 'src/self_test.h'))![1];
    expect(windows('nrf52840_dk')).toBe('6'); // 8 KiB
    expect(windows('uno')).toBe('1'); // 31.5 KiB / 16, and never none
  });
});

describe('platformio', () => {
  const cases: [board: string, framework: string, fakes: Map<string, string>][] = [
    ['nucleo_l432kc', 'arduino', FAKE_ARDUINO],
    ['uno', 'arduino', FAKE_ARDUINO],
    ['esp32-c6-devkitc-1', 'espidf', FAKE_ESPIDF],
    ['nucleo_l552ze_q', 'arduino', FAKE_ARDUINO],
    ['thingy_52', 'zephyr', FAKE_ZEPHYR_2],
    ['nucleo_l011k4', 'zephyr', FAKE_ZEPHYR],
  ];
  test.for(cases)('%s on %s compiles without a word and runs', ([board, framework, fakes], context) => {
    need(context, 'gcc', 'g++');
    const tree = platformioProject(leakyInput(board));
    expect(text(tree, 'platformio.ini')).toMatch(
      new RegExp(
        `\\[env:${board}\\]\nplatform = \\w+\nboard = ${board}\nframework = ${framework}\nmonitor_speed = 115200`,
      ),
    );
    const console = runApplication(tree, fakes);
    expect(console).toMatch(/^self-test passed: (\d)\/\1 windows$/m);
    expect(console).toMatch(TIME);
    expect(console.match(ANSWER)?.length).toBeGreaterThan(8);
  });

  test('a board with mbed alone', (context) => {
    need(context, 'gcc', 'g++');
    const board = allBoards().find((candidate) => chosenFramework(candidate) === 'mbed')!;
    const console = runApplication(platformioProject(leakyInput(board.id)), FAKE_MBED);
    expect(console).toMatch(SELF_TEST);
  });

  test('a board without a console compiles for its core', (context) => {
    need(context, 'arm-none-eabi-gcc', 'gcc');
    const board = allBoards().find(
      (candidate) => chosenFramework(candidate) === 'cmsis' && candidate.core === 'cortex-m4',
    )!;
    const tree = platformioProject(leakyInput(board.id));
    expect(text(tree, 'README.md')).toContain('no console of its own');
    const folder = temporaryFolder(
      all(tree),
      new Map([['fake/stdio.h', 'int snprintf(char *to, unsigned int bytes, const char *format, ...);\n']]),
    );
    const flags = ['-mcpu=cortex-m4', '-mthumb', '-std=c99', '-ffreestanding', ...WARNING_FLAGS];
    run(
      folder,
      'arm-none-eabi-gcc',
      ...flags,
      '-Ifake',
      '-Isrc',
      '-Ilib/model/include',
      '-c',
      'src/main.c',
      '-o',
      'main.o',
    );
  });

  test('the self-test runs on the host, as env:native builds it', (context) => {
    need(context, 'gcc');
    const tree = platformioProject(leakyInput('nucleo_f401re'));
    const folder = temporaryFolder(all(tree));
    const sources = ['src/native.c', 'src/self_test.c', 'lib/model/src/model.c'];
    run(folder, 'gcc', ...C, '-Isrc', '-Ilib/model/include', ...sources, '-o', 'native');
    expect(run(folder, './native')).toMatch(SELF_TEST);
  });

  test('library.json is a manifest', () => {
    const manifest = JSON.parse(text(platformioProject(leakyInput('uno')), 'lib/model/library.json'));
    expect(manifest).toMatchObject({ name: 'model', build: { flags: ['-O2'], unflags: ['-Os'] } });
  });

  test('every real board gets a project; an emulated one is told what to choose', () => {
    for (const board of allBoards().filter((candidate) => candidate.emulator === undefined)) {
      const tree = platformioProject(leakyInput(board.id));
      expect(text(tree, 'platformio.ini'), board.id).toContain(`default_envs = ${board.id}`);
    }
    expect(() => platformioProject(leakyInput('qemu:microbit'))).toThrow('PlatformIO has no board qemu:microbit');
  });
});

describe('bare', () => {
  const input = leakyInput('nucleo_l432kc');

  test.for<[name: string, options: string[], tools: string[]]>([
    ['the machine of the board’s core', [], ['arm-none-eabi-gcc', 'qemu-system-arm']],
    ['another', ['MACHINE=microbit'], ['arm-none-eabi-gcc', 'qemu-system-arm']],
    ['RISC-V', ['MACHINE=riscv32-virt'], ['riscv64-unknown-elf-gcc', 'qemu-system-riscv32']],
    // The start-up code then has vectors, too, which have to be enabled first.
    [
      'Helium at -O3',
      ['MACHINE=mps3-an547', `MODEL_FLAGS=${MODEL_FLAGS.join(' ').replace('-O2', '-O3')}`],
      ['arm-none-eabi-gcc', 'qemu-system-arm'],
    ],
  ])('make run: %s', ([, options, tools], context) => {
    need(context, 'make', ...tools);
    const folder = temporaryFolder(all(bareProject(input)));
    expect(run(folder, 'make', 'run', ...options)).toContain('bit for bit what the model must answer');
    expect(run(folder, 'make', 'size', ...options)).toMatch(/model\.o[^]*firmware\.elf/);
    run(folder, 'make', 'clean');
    expect(existsSync(join(folder, 'build'))).toBe(false);
  });

  test('make run fails when an answer is wrong', (context) => {
    need(context, 'make', 'arm-none-eabi-gcc', 'qemu-system-arm');
    const files = all(bareProject(input));
    files.set(
      'expected.bin',
      (files.get('expected.bin') as Uint8Array).map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
    );
    expect(() => run(temporaryFolder(files), 'make', 'run')).toThrow('expected.bin differ');
  });

  test.for(['cortex-m0', 'cortex-m33'])('its C compiles without a word (%s)', (cpu, context) => {
    need(context, 'arm-none-eabi-gcc');
    const folder = temporaryFolder(all(bareProject(input)));
    const clock = ['-DCLOCK_CMSDK', '-DCLOCK_BASE=0x40000000u', '-DCLOCK_NUMERATOR=5u', '-DCLOCK_DENOMINATOR=8u'];
    const flags = [
      `-mcpu=${cpu}`,
      '-mthumb',
      '-O2',
      '-std=c99',
      '-ffreestanding',
      ...WARNING_FLAGS,
      '-Isrc',
      '-Imodel',
      ...clock,
    ];
    for (const file of ['src/main.c', 'src/semihosting.c', 'src/memory.c', 'src/startup_arm.c', 'model/model.c']) {
      run(folder, 'arm-none-eabi-gcc', ...flags, '-c', file, '-o', 'object.o');
    }
  });

  test('a board whose core QEMU has not is told what to choose', () => {
    expect(() => bareProject(leakyInput('uno'))).toThrow('QEMU has no machine with the core of uno');
  });
});

describe('the model', () => {
  test('two with different prefixes link together, and C++ may include both', (context) => {
    need(context, 'gcc', 'g++');
    const [a, b] = [leakyModel('left'), leakyModel('right')];
    const main = `#include "left.h"
#include "right.h"
int main()
{
	left_t left;
	right_t right;
	int32_t outputs[LEFT_OUTPUTS];
	left_init(&left);
	right_init(&right);
	return static_cast<int>(left_predict(&left, outputs) + right_predict(&right, outputs));
}
`;
    const files = [a, b].flatMap(({ prefix, header, source }): [string, string][] => [
      [`${prefix}.h`, header],
      [`${prefix}.c`, source],
    ]);
    const folder = temporaryFolder(new Map([...files, ['main.cpp', main]]));
    for (const { prefix } of [a, b]) run(folder, 'gcc', ...C, '-c', `${prefix}.c`, '-o', `${prefix}.o`);
    run(folder, 'g++', ...CXX, '-c', 'main.cpp', '-o', 'main.o');
    run(folder, 'g++', '-fsanitize=address,undefined', 'main.o', 'left.o', 'right.o', '-o', 'both');
    run(folder, './both');
  });
});

test('the same input gives the same project, and projects do not depend on the order of anything', () => {
  const make: ((input: FirmwareInput) => ProjectTree)[] = [zephyrProject, platformioProject, bareProject];
  for (const project of make)
    expect(project(leakyInput('nucleo_f401re'))).toEqual(project(leakyInput('nucleo_f401re')));
});
