import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { crc32 as crcOfNode } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { WARNING_FLAGS } from '../../src/firmware/core-flags.ts';
import { emulate } from '../../src/firmware/emulate.ts';
import { measuringConsole } from '../../src/firmware/measure/emulate.ts';
import { crc32 } from '../../src/firmware/measure/line.ts';
import { listen, readLog } from '../../src/firmware/measure/listen.ts';
import { type Reading, ReadingCollector } from '../../src/firmware/measure/reading.ts';
import { differingFrom } from '../../src/firmware/measure/verify.ts';
import { platformioProject } from '../../src/firmware/platformio/project.ts';
import type { FileContent, FirmwareInput, ProjectTree } from '../../src/firmware/project.ts';
import { firstWindows } from '../../src/firmware/vectors.ts';
import { zephyrProject } from '../../src/firmware/zephyr/project.ts';
import type { EmulatedBoard } from '../../src/hardware/board.ts';
import { allBoards, boardNamed } from '../../src/hardware/boards.ts';
import { chosenFramework } from '../../src/hardware/board-framework.ts';
import { FAKE_ARDUINO, FAKE_ESPIDF, FAKE_MBED, FAKE_ZEPHYR } from './fixtures/fake-frameworks.ts';
import { leakyInput } from './fixtures/leaky-input.ts';
import { leakyModel, leakyVectors } from './fixtures/leaky-model.ts';
import { need, run, temporaryFolder } from './tools.ts';

const all = (tree: ProjectTree): Map<string, FileContent> => new Map([...tree.generated, ...tree.starters]);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const vectors = leakyVectors(20);

/** What the native self-test of `leakyInput` said once, so that reading can be tried without a compiler. */
const RECORDED = `NAS1 start model=0123456789abcdef board=native windows=8 context=20 counts=time hz=1000000000 compiler="gcc 12.2.0" crc=e291454d
NAS1 window index=0 steps=28 outputs=b9d71877 same=1 ticks=0 least=0 most=30 predict=40 crc=e0e6aee1
NAS1 window index=1 steps=27 outputs=fddcc256 same=1 ticks=0 least=0 most=0 predict=0 crc=b1c68e0d
NAS1 window index=2 steps=26 outputs=4483edcc same=1 ticks=0 least=0 most=0 predict=0 crc=82d2e217
NAS1 window index=3 steps=32 outputs=85e0d507 same=1 ticks=0 least=0 most=0 predict=0 crc=3349151f
NAS1 window index=4 steps=32 outputs=bfea226d same=1 ticks=0 least=0 most=0 predict=0 crc=c6ed52af
NAS1 window index=5 steps=28 outputs=3b4ad06a same=1 ticks=0 least=0 most=0 predict=0 crc=c1227f3d
NAS1 window index=6 steps=28 outputs=6d6176f8 same=1 ticks=0 least=0 most=0 predict=0 crc=c9f8fb25
NAS1 window index=7 steps=28 outputs=2c23633c same=1 ticks=0 least=0 most=0 predict=0 crc=56b91343
NAS1 end model=0123456789abcdef windows=8 same=8 stack=16 crc=3a86cec6
self-test passed: 8/8 windows
`;

/** What `pio run -e native -t exec` shows. */
function nativeConsole(input: FirmwareInput, compiler = 'gcc'): string {
  const folder = temporaryFolder(all(platformioProject(input)));
  const sources = ['src/native.c', 'src/self_test.c', 'lib/model/src/model.c'];
  run(
    folder,
    compiler,
    '-std=c99',
    ...WARNING_FLAGS,
    '-O2',
    '-Isrc',
    '-Ilib/model/include',
    ...sources,
    '-o',
    'native',
  );
  return run(folder, 'sh', '-c', './native || true');
}

/** The console of the self-test build of a project, with stand-ins for its framework. */
function selfTestConsole(tree: ProjectTree, fakes: Map<string, string>): string {
  const folder = temporaryFolder(all(tree), fakes);
  const paths = [...all(tree).keys(), ...fakes.keys()];
  const include = paths.filter((path) => path.endsWith('include/model.h')).map((path) => `-I${dirname(path)}`);
  const flags = [
    '-DNAS_SELF_TEST',
    ...WARNING_FLAGS,
    '-O1',
    '-fsanitize=address,undefined',
    '-Ifake',
    '-Isrc',
    ...include,
  ];
  const c = paths.filter((path) => path.endsWith('.c') && path !== 'src/native.c');
  const cpp = paths.filter((path) => path.endsWith('.cpp'));
  run(folder, 'gcc', '-std=c99', ...flags, '-c', ...c);
  if (cpp.length > 0) run(folder, 'g++', '-std=c++11', ...flags, '-c', ...cpp);
  const objects = [...c, ...cpp].map((path) => basename(path).replace(/c(pp)?$/, 'o'));
  run(folder, cpp.length > 0 ? 'g++' : 'gcc', '-fsanitize=address,undefined', ...objects, '-o', 'app');
  return run(folder, './app');
}

function readingOf(console: string): Reading {
  const collector = new ReadingCollector();
  collector.take(bytes(console));
  collector.close();
  if (collector.reading === undefined) throw new Error(`no reading in\n${console}`);
  return collector.reading;
}

describe('the self-test build', () => {
  test.for(['gcc', 'clang'])('on this computer: the answers of the twin, bit for bit (%s)', (compiler, context) => {
    need(context, compiler);
    const console = nativeConsole(leakyInput('nucleo_f401re'), compiler);
    const reading = readingOf(console);
    expect(differingFrom(vectors, reading)).toEqual([]);
    expect(reading.start).toMatchObject({ board: 'native', model: '0123456789abcdef', windows: 8, context: 20 });
    expect(reading.start.compiler).toMatch(new RegExp(`^${compiler} `));
    expect(reading.end.same).toBe(8);
    expect(console).toMatch(/^self-test passed: 8\/8 windows$/m);
  });

  test('a model that is broken on the way to the board does not pass', (context) => {
    need(context, 'gcc');
    const model = leakyModel();
    const broken = { ...model, source: model.source.replace('{37, -12}', '{36, -12}') };
    const reading = readingOf(nativeConsole(leakyInput('nucleo_f401re', { model: broken })));
    const different = differingFrom(vectors, reading);
    expect(different.length).toBeGreaterThan(0);
    expect(different.length).toBe(8 - reading.end.same);
  });

  const mbed = allBoards().find((board) => chosenFramework(board) === 'mbed')!.id;
  test.for<[string, string, (input: FirmwareInput) => ProjectTree, Map<string, string>]>([
    ['Zephyr', 'nrf52840_dk', zephyrProject, FAKE_ZEPHYR],
    ['Arduino', 'nucleo_l432kc', platformioProject, FAKE_ARDUINO],
    ['ESP-IDF', 'esp32-c6-devkitc-1', platformioProject, FAKE_ESPIDF],
    ['Mbed', mbed, platformioProject, FAKE_MBED],
  ])('on %s measures again and again, and nothing else is said', ([, board, project, fakes], context) => {
    need(context, 'gcc', 'g++');
    const console = selfTestConsole(project(leakyInput(board)), fakes);
    const reading = readingOf(console);
    expect(reading.start.board).toBe(board);
    expect(differingFrom(vectors, reading)).toEqual([]);
    expect(console.match(/^NAS1 end /gm)!.length).toBeGreaterThan(1);
    expect(console.split('\n').filter((line) => !/^NAS1 |^self-test passed|^$/.test(line))).toEqual([]);
  });

  test('on a board without a console compiles for its core', (context) => {
    need(context, 'arm-none-eabi-gcc');
    const board = allBoards().find((b) => chosenFramework(b) === 'cmsis' && b.core === 'cortex-m4')!;
    const folder = temporaryFolder(all(platformioProject(leakyInput(board.id))));
    const flags = ['-mcpu=cortex-m4', '-mthumb', '-std=c99', '-ffreestanding', '-DNAS_SELF_TEST', ...WARNING_FLAGS];
    run(
      folder,
      'arm-none-eabi-gcc',
      ...flags,
      '-Isrc',
      '-Ilib/model/include',
      '-c',
      'src/measure.c',
      '-o',
      'measure.o',
    );
  });

  test.for(['qemu:mps2-an386', 'qemu:riscv32-virt'])(
    'in %s: the stack and the steps that `nas emulate` finds',
    async (id, context) => {
      const board = boardNamed(id) as EmulatedBoard;
      const riscv = board.core.startsWith('riscv');
      need(context, riscv ? 'riscv64-unknown-elf-gcc' : 'arm-none-eabi-gcc', board.emulator.program);
      const input = leakyInput('nucleo_l432kc');
      const { signal } = new AbortController();
      const reading = await readLog([await measuringConsole(input, board, signal)], id);
      expect(differingFrom(vectors, reading)).toEqual([]);
      expect(reading.start).toMatchObject({ board: id, counts: 'instructions', hz: board.clockHz });
      const emulated = await emulate(input.model, board, firstWindows(vectors, 8));
      expect(reading.end.stack).toBe(emulated.stackBytes);
      const steps = reading.windows.reduce((sum, window) => sum + window.steps, 0);
      const ticks = reading.windows.reduce((sum, window) => sum + window.ticks, 0);
      // The calls are not compiled alike: a few instructions of some thirty; real networks take thousands.
      expect(Math.abs(ticks / steps - emulated.instructionsPerStep)).toBeLessThan(6);
    },
  );
});

describe('what comes over a line', () => {
  const console = RECORDED;
  const whole = readingOf(console);

  test('has the CRC of zlib', () => {
    for (const text of ['', 'NAS1', console]) expect(crc32(bytes(text))).toBe(crcOfNode(text));
  });

  test('is read in pieces of any size, between noise and lines of others', () => {
    const random = new Random('pieces');
    const noise = Uint8Array.from({ length: 300 }, () => random.index(256));
    for (let round = 0; round < 50; round++) {
      const lines = console
        .split('\n')
        .flatMap((line) => (random.uniform() < 0.3 ? ['*** Booting ***', line] : [line]));
      const stream = Buffer.concat([noise, bytes(lines.join(random.pick(['\n', '\r\n', '\r'])))]);
      const collector = new ReadingCollector();
      for (let at = 0; at < stream.length;) {
        const size = 1 + random.index(200);
        collector.take(stream.subarray(at, at + size));
        at += size;
      }
      collector.close();
      expect(collector.reading).toEqual(whole);
    }
  });

  test('a board that starts anew in the middle is followed', () => {
    const lines = console.split('\n');
    for (let cut = 1; cut < lines.length - 2; cut++) {
      const half = lines[cut]!.slice(0, 20);
      expect(readingOf([...lines.slice(0, cut), half, ...lines].join('\n'))).toEqual(whole);
      // One line in the place of another.
      expect(new ReadingCollector().take(bytes(lines.with(cut, lines[cut - 1]!).join('\n')))).toBe(
        !lines[cut]!.startsWith('NAS1'),
      );
      // Lines that were lost must not be missed by nobody.
      const collector = new ReadingCollector();
      expect(collector.take(bytes([...lines.slice(0, cut), ...lines.slice(cut + 1)].join('\n')))).toBe(
        !lines[cut]!.startsWith('NAS1'),
      );
    }
  });

  test('garbled in any way it is never taken for something else', () => {
    const random = new Random('garbled');
    let readings = 0;
    for (let round = 0; round < 600; round++) {
      const stream = Buffer.from(bytes(console));
      const kind = random.index(4);
      const at = random.index(stream.length);
      const count = 1 + random.index(12);
      const garbled =
        kind === 0
          ? Buffer.concat([stream.subarray(0, at), stream.subarray(at + count)])
          : kind === 1
            ? Buffer.concat([stream.subarray(0, at), stream.subarray(at, at + count), stream.subarray(at)])
            : stream;
      if (kind >= 2) {
        for (let i = 0; i < count; i++) {
          const place = random.index(garbled.length);
          // A digit for a digit is what a parser would not notice.
          const digit = garbled[place]! >= 48 && garbled[place]! < 58;
          garbled[place] = kind === 3 && digit ? 48 + random.index(10) : random.index(256);
        }
      }
      const collector = new ReadingCollector();
      collector.take(garbled);
      collector.close();
      if (collector.reading === undefined) continue;
      readings++;
      expect(collector.reading).toEqual(whole);
    }
    expect(readings).toBeGreaterThan(0);
    expect(readings).toBeLessThan(300);
  });

  test('a measurement of other windows is told from wrong answers', () => {
    expect(() => differingFrom(leakyVectors(5, 30), whole)).toThrow('other test windows');
    const answers = vectors.expected.map((value, at) => (at === 4 ? value + 1 : value));
    expect(() => differingFrom({ ...vectors, expected: answers }, whole)).toThrow('other test windows');
    const wrong = {
      ...whole,
      windows: whole.windows.map((w) => (w.index === 1 ? { ...w, outputs: 1, same: false } : w)),
    };
    expect(differingFrom(vectors, wrong)).toEqual([1]);
  });

  test.for<[string, string | Uint8Array, string]>([
    ['nothing', '', 'measure/silent'],
    ['noise', Uint8Array.from({ length: 500 }, (_, i) => (i * 137) % 256), 'measure/garbled'],
    ['another firmware', 'Hello\nanswer: walking\n', 'measure/no-lines'],
    ['damaged lines', 'NAS1 start model=01\nNAS1 window inde\n', 'measure/garbled'],
  ])('%s is told by its cause', async ([, text, code]) => {
    const stream = typeof text === 'string' ? bytes(text) : text;
    await expect(readLog([stream], 'log.txt')).rejects.toMatchObject({ code, where: 'log.txt' });
  });

  test('a measurement that was cut off is told', async () => {
    await expect(readLog([bytes(console.slice(0, 600))], 'log.txt')).rejects.toMatchObject({
      code: 'measure/unfinished',
    });
  });
});

/** A serial port of ours: a pseudo terminal that somebody else writes into. */
describe.skipIf(process.platform !== 'linux')('a serial port', () => {
  async function pseudoTerminal(): Promise<{ port: string; say: (text: string) => void; close: () => void }> {
    const child = spawn('script', ['-qfc', 'tty; exec sleep 60', '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
    onTestFinished(() => void child.kill());
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return {
      port: said.toString().trim(),
      say: (text) => void child.stdin.write(text),
      close: () => void child.kill(),
    };
  }
  const options = (port: string, timeoutSeconds = 20) => ({ port, baud: 115200, timeoutSeconds });

  test('is listened to until a measurement is whole', async (context) => {
    need(context, 'script', 'stty');
    const { port, say } = await pseudoTerminal();
    const progress: string[] = [];
    const { signal } = new AbortController();
    const reading = listen(options(port), (text) => progress.push(text), signal);
    // A line at a time, from the middle of a measurement on, as when somebody connects to a board that runs.
    for (const line of [...RECORDED.split('\n').slice(4), ...RECORDED.split('\n')]) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      say(`${line}\n`);
    }
    expect(await reading).toEqual(readingOf(RECORDED));
    expect(progress[0]).toBe(`listening to ${port}`);
  });

  test('that says nothing is given up, and one that is cancelled at once', async (context) => {
    need(context, 'script', 'stty');
    const { port } = await pseudoTerminal();
    const { signal } = new AbortController();
    await expect(listen(options(port, 1), () => undefined, signal)).rejects.toMatchObject({ code: 'measure/silent' });
    const controller = new AbortController();
    const cancelled = listen(options(port), () => controller.abort(), controller.signal);
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('that goes away, is none, or does not exist is told', async (context) => {
    need(context, 'script', 'stty');
    const { signal } = new AbortController();
    const { port, close } = await pseudoTerminal();
    const gone = listen(options(port), () => setTimeout(close, 50), signal);
    await expect(gone).rejects.toMatchObject({ code: 'measure/port-gone' });
    const none = (path: string) => listen(options(path), () => undefined, signal);
    await expect(none('/dev/null')).rejects.toMatchObject({
      code: 'measure/port',
      message: expect.stringContaining('baud'),
    });
    await expect(none('/dev/ttyNONE')).rejects.toMatchObject({
      code: 'measure/port',
      message: 'there is no such port',
    });
  });
});
