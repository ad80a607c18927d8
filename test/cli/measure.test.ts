import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardNamed } from '../../src/hardware/boards.ts';
import { costOf } from '../../src/hardware/cost.ts';
import type { EventOf, JournalEvent } from '../../src/protocol/journal.ts';
import type { MeasureReport } from '../../src/protocol/jobs.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { need } from '../firmware/tools.ts';
import { nas, onlyRun, workspace } from './nas.ts';

const BOARD = 'nucleo_f446re';
const folder = workspace();
const spec = (name: string): string =>
  readFileSync(join(folder, 'tiny.nas.yaml'), 'utf8').replace(/name: \w+/, `name: ${name}`);

beforeAll(async () => {
  const text = spec('tiny').replace('qemu:mps2-an386', BOARD).replace('trials: 10', 'trials: 3');
  writeFileSync(join(folder, 'tiny.nas.yaml'), text.replace('epochs: 10', 'epochs: 4'));
  const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
  if (code !== 0) throw new Error(stderr);
  await nas(folder, 'export', 'tiny.nas.yaml', '--framework', 'platformio', '--output', 'project');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const journal = (): JournalEvent[] =>
  readFileSync(join(onlyRun(folder), 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEvent);
const measured = (): EventOf<'trial-measured'>[] => journal().filter((event) => event.type === 'trial-measured');
const reportOf = (stdout: string): MeasureReport => JSON.parse(stdout) as MeasureReport;

/** What the native self-test of the exported project says. */
function nativeLog(): string {
  const cwd = join(folder, 'project');
  const sources = ['src/native.c', 'src/self_test.c', 'lib/model/src/model.c'];
  execFileSync('gcc', ['-std=c99', '-O2', '-Isrc', '-Ilib/model/include', ...sources, '-o', 'native'], { cwd });
  return execFileSync(join(cwd, 'native'), { cwd, encoding: 'utf8' });
}

/** The same, as a board at 84 MHz would say it: its answers, and these cycles for every step and every answer. */
function boardLog(log: string, cycles: number, compiler = 'gcc 13.2.1'): string {
  const lines = log.split('\n').map((line) => {
    if (!line.startsWith('NAS1')) return line;
    const body = line
      .replace(/ crc=\w+$/, '')
      .replace('board=native', `board=${BOARD}`)
      .replace(/counts=\w+ hz=\d+ compiler=".*"/, `counts=cycles hz=84000000 compiler="${compiler}"`)
      .replace(/steps=(\d+)(.*) ticks=.*$/, (_, steps: string, middle: string) => {
        return `steps=${steps}${middle} ticks=${cycles * Number(steps)} least=${cycles} most=${cycles} predict=${cycles}`;
      });
    return `${body} crc=${crc32(body).toString(16).padStart(8, '0')}`;
  });
  return lines.join('\n');
}

describe('nas measure', () => {
  it('in the emulator: bit for bit, and near what was estimated', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const { code, stdout, stderr } = await nas(folder, 'measure', 'tiny.nas.yaml', '--emulator', '--json');
    expect([code, stderr]).toEqual([0, '']);
    const { measurement, calibration } = reportOf(stdout);
    expect(measurement).toMatchObject({ source: 'emulator', board: 'qemu:mps2-an386', windows: 8, passed: 8 });
    expect(calibration).toBeUndefined();
    const { latency, estimated, ratio, counts } = measurement.timing!;
    expect(counts).toBe('instructions');
    expect(Math.abs(latency / estimated! - 1)).toBeLessThan(0.1);
    expect(Math.abs(ratio! - 1)).toBeLessThan(0.1);
    const { cost } = foldEvents(journal()).trials[measurement.trial]!;
    expect(measurement.context).toBe(cost.ram);
    const { type: _type, at: _at, ...event } = measured().at(-1)!;
    expect(event).toEqual(measurement);
  });

  it('from a log: finds the trial, keeps what was measured, and corrects the estimates of the next run', async (context) => {
    need(context, 'gcc');
    const native = nativeLog();
    writeFileSync(join(folder, 'native.txt'), native);
    const own = reportOf((await nas(folder, 'measure', 'tiny.nas.yaml', '--file', 'native.txt', '--json')).stdout);
    expect(own.measurement).toMatchObject({ source: 'log', board: 'native', passed: 8 });
    expect(own.calibration).toBeUndefined();

    const cycles = 10_000;
    writeFileSync(join(folder, 'board.txt'), `*** Booting ***\n${boardLog(native, cycles)}`);
    const before = await nas(folder, 'check', 'tiny.nas.yaml', '--json');
    const { code, stdout } = await nas(folder, 'measure', 'tiny.nas.yaml', '--file', 'board.txt', '--json');
    expect(code).toBe(0);
    const { measurement, calibration } = reportOf(stdout);
    const state = foldEvents(journal());
    const { architecture, measurements } = state.trials[measurement.trial]!;
    expect(measurements.at(-1)).toEqual(measurement);
    const samples = state.data!.samples!;
    expect(measurement.timing!.latency).toBeCloseTo(((samples + 1) * cycles) / 84e6, 12);

    // All windows of these data are equally long: the ratio is that of the costs.
    const { latency } = costOf(architecture, { board: boardNamed(BOARD)!, mode: 'windowed', samples });
    expect(measurement.timing!.estimated).toBe(latency);
    const factor = measurement.timing!.latency / latency;
    expect(calibration!.factor / factor).toBeCloseTo(1, 1);
    expect(calibration).toMatchObject({ error: 0.1, measurements: 1 });
    // The same network and compiler again replace what was known; another compiler is another measurement.
    await nas(folder, 'measure', 'tiny.nas.yaml', '--file', 'board.txt');
    writeFileSync(join(folder, 'other.txt'), boardLog(native, 1.2 * cycles, 'gcc 9.1.0'));
    const other = await nas(folder, 'measure', 'tiny.nas.yaml', '--file', 'other.txt', '--json');
    const corrected = reportOf(other.stdout).calibration!;
    expect(corrected.measurements).toBe(2);
    expect(corrected.factor).toBeCloseTo(1.1 * calibration!.factor, 6);

    interface Checked {
      latency: number[];
      calibration?: unknown;
    }
    const [first, then] = [before.stdout, (await nas(folder, 'check', 'tiny.nas.yaml', '--json')).stdout].map(
      (text) => JSON.parse(text) as Checked,
    );
    expect(first!.calibration).toBeUndefined();
    expect(then!.calibration).toEqual(corrected);
    expect(then!.latency[0]! / first!.latency[0]!).toBeCloseTo(corrected.factor, 9);

    writeFileSync(join(folder, 'next.nas.yaml'), spec('next').replace('trials: 3', 'trials: 1'));
    const next = await nas(folder, 'run', 'next.nas.yaml', '--json');
    const { header, trials, data } = foldEvents(
      next.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as JournalEvent),
    );
    expect(header!.calibration).toEqual(corrected);
    const plain = { board: boardNamed(BOARD)!, mode: 'windowed', samples: data!.samples! } as const;
    const [trial] = trials;
    expect(trial!.cost.latency / costOf(trial!.architecture, plain).latency).toBeCloseTo(corrected.factor, 12);

    const { stdout: table } = await nas(folder, 'report', 'tiny.nas.yaml');
    expect(table).toMatch(/latency +measured +MACs/);
    // A run that has measurements can be resumed and reported.
    const resumed = await nas(folder, 'resume', 'tiny.nas.yaml');
    expect([resumed.code, measured().length]).toEqual([0, measured().length]);
  });

  it('does not take the firmware of another network, nor wrong answers', async (context) => {
    need(context, 'gcc');
    const native = nativeLog();
    const model = /model=(\w+)/.exec(native)![1]!;
    const sign = (line: string): string => `${line} crc=${crc32(line).toString(16).padStart(8, '0')}`;
    const change = (from: RegExp, to: string): string =>
      native
        .split('\n')
        .map((line) => (line.startsWith('NAS1') ? sign(line.replace(/ crc=\w+$/, '').replace(from, to)) : line))
        .join('\n');
    const count = measured().length;
    writeFileSync(join(folder, 'log.txt'), change(/model=\w+/, 'model=00000000000000aa'));
    const other = await nas(folder, 'measure', 'tiny.nas.yaml', '--file', 'log.txt');
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('the board runs another network (00000000000000aa)');

    const { front, trials } = foldEvents(journal());
    const holder = front.find((index) => trials[index]!.measurements.some((known) => known.model === model))!;
    const wanted = trials.find(
      ({ index, result }) => index !== holder && result !== undefined && front.includes(index),
    );
    if (wanted !== undefined) {
      writeFileSync(join(folder, 'log.txt'), native);
      const args = ['measure', 'tiny.nas.yaml', '--file', 'log.txt', '--trial', String(wanted.index)];
      expect((await nas(folder, ...args)).stderr).toContain(
        `the board runs trial ${holder}, not trial ${wanted.index}`,
      );
    }
    expect(measured().length).toBe(count);

    writeFileSync(join(folder, 'log.txt'), change(/outputs=\w+ same=1/, 'outputs=00000000 same=0'));
    const wrong = await nas(folder, 'measure', 'tiny.nas.yaml', '--file', 'log.txt');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('8 of 8 windows differ from the integer network');
    expect(measured().at(-1)).toMatchObject({ passed: 0, windows: 8 });
  });

  it.each([
    [[], 2, 'name one of --port, --file and --emulator'],
    [['--file', 'a', '--emulator'], 2, 'name one of'],
    [['--port', '/dev/x', '--baud', 'fast'], 2, '--baud takes a whole number'],
    [['--file', 'nowhere.txt'], 1, 'nowhere.txt: this is no file that can be read'],
    [['--file', 'tiny.nas.yaml'], 1, 'says no line of the self-test'],
  ])('refuses %j', async (args, code, message) => {
    const outcome = await nas(folder, 'measure', 'tiny.nas.yaml', ...args);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });
});
