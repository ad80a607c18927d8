/**
 * What generated C takes on every core that an emulator counts for: instructions or cycles per multiply-accumulate, bytes
 * of flash, RAM and stack; for every cell, with weights of eight and four bits, and for a CNN; beside them the float32 variant
 * of an LSTM, and that of CMSIS-NN when CMSIS_NN is the path of a checkout. `npm run bench:firmware [-- --out FILE] [TITLE …]`:
 * the rows with these titles, or all.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Random } from '../src/base/random.ts';
import { emitModel } from '../src/compile/c/emit-model.ts';
import { targetOf } from '../src/firmware/core-flags.ts';
import { emulate } from '../src/firmware/emulate.ts';
import { differingWindows, type TestVectors } from '../src/firmware/vectors.ts';
import { hasHelium } from '../src/hardware/board-core.ts';
import { EMULATED_BOARDS } from '../src/hardware/board-emulated.ts';
import { macsOf, seriesMacs } from '../src/hardware/work.ts';
import { modelMemory } from '../src/hardware/memory.ts';
import { MEASURED_SETS, type MeasuredSet } from '../src/hardware/work-costs.ts';
import type { IntegerNetwork } from '../src/network/integer/network.ts';
import { classOf, IntegerRunner } from '../src/network/integer/run.ts';
import { stageCounts } from '../src/network/shapes.ts';
import { type Architecture, CELL_NAMES, type RecurrentLayer } from '../src/protocol/architecture.ts';
import type { ModelSource } from '../src/firmware/project.ts';
import { flashBytes } from '../src/firmware/size.ts';
import { measureCycles } from '../test/support/cycle-emulation.ts';
import { randomNetwork } from '../test/support/random-network.ts';
import { cmsisLstm } from './firmware/cmsis-nn.ts';
import { floatModel } from './firmware/float-model.ts';
import { table } from './text.ts';

const STEPS = 128;
const INPUTS = 9;
const HIDDEN = 32;

/** Of the convolutional network, which has two of them and the mean over time. */
const BLOCK = { filters: HIDDEN, kernel: 5, stride: 2 };

/** Flash and context of our integer models are those of the cost model, which tests compare with compilers. */
const TITLES = ['cell', 'core', 'per MAC', 'unit', 'code', 'flash', 'context', 'stack'];

interface Subject {
  readonly title: string;
  readonly architecture: Architecture;
}

const subjects: readonly Subject[] = [
  ...CELL_NAMES.map((cell) => ({ title: cell, architecture: network({ cell, hidden: HIDDEN }) })),
  { title: 'lstm, int4', architecture: { ...network({ cell: 'lstm', hidden: HIDDEN }), weightBits: 4 } },
  { title: 'lstm, int8x8', architecture: { ...network({ cell: 'lstm', hidden: HIDDEN }), activationBits: 8 } },
  {
    title: 'fastgrnn, ranks 4 and 8',
    architecture: network({ cell: 'fastgrnn', hidden: HIDDEN, inputRank: 4, recurrentRank: 8 }),
  },
  { title: 'separable CNN', architecture: { ...network(), blocks: [BLOCK, BLOCK], pooling: 'mean' } },
];

function network(...recurrent: RecurrentLayer[]): Architecture {
  const rest = { pooling: 'last', task: 'classification', outputs: 6 } as const;
  return { inputs: INPUTS, frontend: { kind: 'none' }, recurrent, ...rest };
}

/** Multiply-accumulates of a window and its decision. */
function windowMacs(architecture: Architecture): number {
  return seriesMacs(macsOf(architecture), stageCounts(architecture, STEPS));
}

function samplesOf(random: Random): Int16Array {
  return Int16Array.from({ length: STEPS * INPUTS }, () => Math.round(random.normal() * 8000));
}

/** One window, and what the integer network answers to it. */
function vectorsOf(network: IntegerNetwork, random: Random): TestVectors {
  const { inputs, outputs } = network.architecture;
  const samples = samplesOf(random);
  const runner = new IntegerRunner(network);
  for (let step = 0; step < STEPS; step++) runner.step(samples.subarray(step * inputs, (step + 1) * inputs));
  const expected = new Int32Array(outputs);
  runner.outputs(expected);
  return { inputs, outputs, steps: [STEPS], samples, expected, answers: Int32Array.of(classOf(expected)) };
}

async function measure({ title, architecture }: Subject, core: MeasuredSet): Promise<string[]> {
  const random = new Random(title);
  const integer = randomNetwork(random, architecture);
  const vectors = vectorsOf(integer, random);
  const classes = vectors.expected.reduce<string[]>((names, _, index) => [...names, `class ${index}`], []);
  const model = {
    prefix: 'model',
    ...emitModel(integer, { frontMatter: { title, lines: [] }, classes, helium: hasHelium(core) }),
  };
  const cycles = core === 'avr8' || core === 'cortex-m0plus';
  const board = EMULATED_BOARDS.find((candidate) => candidate.core === core);
  const counted = cycles ? await measureCycles(model, core, vectors) : await emulate(model, board!, vectors);
  if (differingWindows(vectors, counted).length > 0) throw new Error(`${title} on ${core}: other answers`);
  const taken = 'cyclesPerWindow' in counted ? counted.cyclesPerWindow : counted.instructionsPerWindow;
  const { flash, ram, stack } = modelMemory(architecture, core);
  return [
    title,
    core,
    (taken / windowMacs(architecture)).toFixed(2),
    cycles ? 'cycles' : 'instructions',
    String(flash.code),
    String(flash.total),
    String(ram),
    String('stackBytes' in counted ? counted.stackBytes : stack),
  ];
}

/** Other arithmetic for the LSTM, where QEMU counts instructions. Nobody says what it should answer. */
async function measurePeer(
  title: string,
  model: ModelSource | undefined,
  outputs: number,
  core: MeasuredSet,
): Promise<string[]> {
  const board = EMULATED_BOARDS.find((candidate) => candidate.core === core);
  if (model === undefined || board === undefined)
    return [title, core, 'not measured here', ...TITLES.slice(3).map(() => '')];
  const expected = new Int32Array(outputs);
  const samples = samplesOf(new Random(title));
  const vectors = { inputs: INPUTS, outputs, steps: [STEPS], samples, expected, answers: new Int32Array(1) };
  const counted = await emulate(model, board, vectors);
  return [
    title,
    core,
    (counted.instructionsPerWindow / windowMacs(lstm)).toFixed(2),
    'instructions',
    String(counted.model.text),
    String(flashBytes(counted.model)),
    String(counted.contextBytes),
    String(counted.stackBytes),
  ];
}

const lstm = network({ cell: 'lstm', hidden: HIDDEN });
const checkout = process.env['CMSIS_NN'];
const cmsis =
  checkout === undefined
    ? undefined
    : cmsisLstm(checkout, { inputs: INPUTS, hidden: HIDDEN, steps: STEPS }, new Random('cmsis'));

const FLOAT = 'lstm, float32';
const peers = [
  { title: FLOAT, model: floatModel(lstm, new Random('float32')), outputs: lstm.outputs },
  { title: 'lstm, CMSIS-NN s8', model: cmsis, outputs: 1 },
];

const { values: options, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const isWanted = (title: string): boolean => positionals.length === 0 || positionals.includes(title);
const rows: string[][] = [];
for (const core of MEASURED_SETS) {
  for (const subject of subjects) {
    if (isWanted(subject.title)) rows.push(await measure(subject, core));
  }
  for (const { title, model, outputs } of peers) {
    const runs = core.startsWith('cortex') || title === FLOAT;
    if (isWanted(title)) rows.push(await measurePeer(title, runs ? model : undefined, outputs, core));
  }
}
const compilers = [...new Set(MEASURED_SETS.map((core) => `${targetOf(core).tools}gcc`))].map(
  (compiler) => execFileSync(compiler, ['--version'], { encoding: 'utf8' }).split('\n')[0]!,
);
const text = [
  ...compilers,
  '',
  table([TITLES, TITLES.map(() => '---'), ...rows].map((cells) => ['|', cells.join(' | '), '|'])),
].join('\n');
console.log(text);
if (options.out !== undefined) await writeFile(options.out, `${text}\n`);
