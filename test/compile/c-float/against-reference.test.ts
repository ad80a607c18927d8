import { expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { EMULATED_BOARDS } from '../../../src/hardware/board-emulated.ts';
import { type Architecture, CELL_NAMES } from '../../../src/protocol/architecture.ts';
import { randomArchitecture } from '../../support/random-network.ts';
import { describeWith, links, WARNING_FLAGS, withFolder } from '../c/toolchain.ts';
import { compiledAnswers, emulatedAnswers } from './harness.ts';
import { type Answers, referenceAnswers, type Subject, subjectOf } from './subject.ts';

/** Of an output, as a share of the largest output or of the target's scale; 150 random networks reach 0.76e-6. */
const TOLERANCE = 2e-6;

const SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

const plain = { inputs: 9, pooling: 'last', task: 'classification', outputs: 6 } as const;

/** With the instructions of all steps that they may take: some more than they did. */
const EMULATED_CASES: readonly (readonly [title: string, architecture: Architecture, instructions: number])[] = [
  ['LSTM', { ...plain, frontend: { kind: 'none' }, recurrent: [{ cell: 'lstm', hidden: 32 }] }, 2.9e6],
  [
    'everything else',
    {
      ...plain,
      frontend: { kind: 'convolution', filters: 5, kernel: 3, stride: 2 },
      recurrent: [
        { cell: 'fastgrnn', hidden: 11, inputRank: 3, recurrentRank: 4 },
        { cell: 'gru', hidden: 7 },
      ],
      pooling: 'mean',
      task: 'regression',
      outputs: 1,
    },
    1e6,
  ],
];

/** Series of unequal length, none and too short ones included. */
function subject(seed: string): Subject {
  const random = new Random(seed);
  return subjectOf(randomArchitecture(random), random, [130, 0, 1 + random.index(30), 250]);
}

const subjects = (from: number, to: number): Subject[] =>
  Array.from({ length: to - from }, (_, index) => subject(`float/${from + index}`));

function expectEqual(actual: Answers, { network, series }: Subject): void {
  const expected = referenceAnswers({ network, series });
  const title = JSON.stringify(network.architecture);
  expect(actual.contextBytes, title).toBe(expected.contextBytes);
  const { targetOffset, targetScale } = network.normalisation;
  actual.series.forEach(({ advanced, outputs, prediction }, index) => {
    const wanted = expected.series[index]!;
    expect(advanced, title).toBe(wanted.advanced);
    const bound = TOLERANCE * Math.max(targetScale, Math.abs(targetOffset), ...wanted.outputs.map(Math.abs));
    outputs.forEach((output, i) => {
      expect(Math.abs(output - wanted.outputs[i]!), title).toBeLessThan(bound);
    });
    const isClass = network.architecture.task === 'classification';
    expect(prediction, title).toBe(isClass ? outputs.indexOf(Math.max(...outputs)) : outputs[0]);
  });
}

async function compare(subjects: readonly Subject[], compiler: string, flags: readonly string[]): Promise<void> {
  await withFolder(async (folder) => {
    const answers = await compiledAnswers(subjects, compiler, [...WARNING_FLAGS, ...flags], folder);
    answers.forEach((answer, index) => expectEqual(answer, subjects[index]!));
  });
}

describeWith(
  ['gcc', 'clang', 'arm-none-eabi-gcc', 'qemu-system-arm'],
  'the float C computes what the reference computes, up to rounding',
  () => {
    it('gcc -O2', async () => {
      await compare(subjects(0, 20), 'gcc', ['-O2']);
    }, 120_000);

    it('gcc -O3 -march=native, which fuses and vectorises', async () => {
      await compare(subjects(20, 30), 'gcc', ['-O3', '-march=native']);
    }, 120_000);

    it('clang with sanitizers', async () => {
      // Debian packs clang's sanitizer library apart; undefined behaviour can be trapped without it.
      const flags = (await links('clang', SANITIZERS)) ? SANITIZERS : ['-fsanitize=undefined', '-fsanitize-trap=all'];
      await compare(subjects(30, 38), 'clang', ['-O1', ...flags]);
    }, 120_000);

    it.for(EMULATED_CASES)('a Cortex-M4F in QEMU, %s', async ([, architecture, instructions]) => {
      await withFolder(async (folder) => {
        const board = EMULATED_BOARDS.find(({ core }) => core === 'cortex-m4')!;
        const emulated = subjectOf(architecture, new Random('float/m4'), [128]);
        const result = await emulatedAnswers(emulated, board, folder);
        expectEqual(result.answers, emulated);
        expect(result.instructions).toBeLessThan(instructions);
      });
    });

    it('gcc with sanitizers, for every cell over a long stream with a mean', async () => {
      const long = CELL_NAMES.map((cell): Subject => {
        const architecture: Architecture = {
          inputs: 2,
          frontend: { kind: 'none' },
          recurrent: [{ cell, hidden: 3 }],
          pooling: 'mean',
          task: 'classification',
          outputs: 2,
        };
        return subjectOf(architecture, new Random(`float/long/${cell}`), [20_000]);
      });
      await compare(long, 'gcc', ['-O1', ...SANITIZERS]);
    }, 120_000);
  },
);
