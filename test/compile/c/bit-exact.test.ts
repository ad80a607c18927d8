import { expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { contextBytes } from '../../../src/compile/c/context.ts';
import { type Architecture, CELL_NAMES } from '../../../src/protocol/architecture.ts';
import { randomArchitecture, randomNetwork } from '../../support/random-network.ts';
import { type Call, compiledAnswers, referenceAnswers, type Subject } from './harness.ts';
import { describeWith, links, WARNING_FLAGS, withFolder } from './toolchain.ts';

const SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** Series of unequal length, at the ends of the range too, and raw samples. */
function callsFor(random: Random, { inputs }: Architecture): Call[] {
  const calls: Call[] = [{ kind: 'init' }, { kind: 'size' }, { kind: 'predict' }];
  for (let series = 0; series < 4; series++) {
    const character = random.pick(['noise', 'constant', 'alternating']);
    const level = random.pick([-32768, 32767, 1000]);
    const length = random.index(24);
    for (let t = 0; t < length; t++) {
      const sample = Int16Array.from({ length: inputs }, (_, channel) => {
        if (character === 'noise') return random.index(65536) - 32768;
        return character === 'alternating' && (t + channel) % 2 === 1 ? -1 - level : level;
      });
      calls.push({ kind: 'step', sample });
      if (random.uniform() < 0.3) calls.push({ kind: 'predict' });
    }
    calls.push({ kind: 'predict' }, { kind: 'reset' });
    const raw = Float32Array.from({ length: inputs }, () => random.normal() * 10 ** random.between(-6, 8));
    if (random.uniform() < 0.2) raw[0] = random.pick([Infinity, -Infinity, NaN, 0, -0]);
    calls.push({ kind: 'quantize', raw });
  }
  calls.push({ kind: 'stream', seed: random.index(2 ** 31), count: 200 }, { kind: 'predict' });
  return calls;
}

function subject(seed: string): Subject {
  const random = new Random(seed);
  const architecture = randomArchitecture(random);
  const network = randomNetwork(random, architecture);
  return { network, calls: callsFor(random, architecture), helium: random.uniform() < 0.25 };
}

async function compare(subjects: readonly Subject[], compiler: string, flags: readonly string[]): Promise<void> {
  await withFolder(async (folder) => {
    const answers = await compiledAnswers(subjects, compiler, [...WARNING_FLAGS, ...flags], folder);
    expect(answers).toHaveLength(subjects.length);
    subjects.forEach((subject, index) => {
      const { architecture } = subject.network;
      const expected = referenceAnswers(subject, contextBytes(architecture));
      expect(answers[index], `network ${index}: ${JSON.stringify(architecture)}`).toEqual(expected);
    });
  });
}

/** NAS_SCALE asks for so many times as many. */
const SCALE = Number(process.env['NAS_SCALE'] ?? 1);

const subjects = (from: number, to: number): Subject[] =>
  Array.from({ length: SCALE * (to - from) }, (_, index) => subject(`c/${SCALE * from + index}`));

describeWith(['gcc', 'clang'], 'the generated C computes what the reference computes', () => {
  it('gcc with sanitizers', async () => {
    await compare(subjects(0, 100), 'gcc', ['-O0', ...SANITIZERS]);
  }, 300_000);

  it('clang with sanitizers', async () => {
    // Debian packs clang's sanitizer library apart; undefined behaviour can be trapped without it.
    const flags = (await links('clang', SANITIZERS)) ? SANITIZERS : ['-fsanitize=undefined', '-fsanitize-trap=all'];
    await compare(subjects(100, 125), 'clang', ['-O1', ...flags]);
  }, 300_000);

  it('gcc -O3 -march=native, which may contract and vectorise', async () => {
    await compare(subjects(125, 175), 'gcc', ['-O3', '-march=native']);
  }, 300_000);

  it('clang -O2 -march=native', async () => {
    await compare(subjects(175, 200), 'clang', ['-O2', '-march=native']);
  }, 300_000);

  it('low-rank factors in several parts', async () => {
    const ranks = [16, 17, 33];
    const wide = ranks.flatMap((inputRank, first) =>
      ranks.map((recurrentRank, second): Subject => {
        const random = new Random(`c/ranks/${inputRank}/${recurrentRank}`);
        const bits = [{}, { weightBits: 4 }, { activationBits: 8 }] as const;
        const architecture: Architecture = {
          inputs: 18,
          frontend: { kind: 'none' },
          recurrent: [
            { cell: 'fastgrnn', hidden: 34, inputRank, recurrentRank },
            { cell: 'gru', hidden: 5, inputRank },
          ],
          pooling: 'last',
          task: 'classification',
          outputs: 2,
          ...bits[(first + second) % 3],
        };
        const network = randomNetwork(random, architecture);
        return { network, calls: callsFor(random, architecture), helium: (first + second) % 3 === 0 && first > 0 };
      }),
    );
    await compare(wide, 'gcc', ['-O1', ...SANITIZERS]);
  }, 300_000);

  it('streams of 100 000 steps, with the running mean halved on the way', async () => {
    const long = CELL_NAMES.map((cell, index): Subject => {
      const random = new Random(`c/long/${cell}`);
      const architecture: Architecture = {
        inputs: 2,
        frontend: { kind: 'none' },
        recurrent: [{ cell, hidden: 3 }],
        pooling: index === 0 ? 'last' : 'mean',
        task: 'classification',
        outputs: 2,
      };
      const stream = { kind: 'stream', seed: index, count: 33_400 } as const;
      const calls = [stream, stream, stream].flatMap((call): Call[] => [call, { kind: 'predict' }]);
      return { network: randomNetwork(random, architecture), calls: [{ kind: 'init' }, ...calls] };
    });
    await compare(long, 'gcc', ['-O2', ...SANITIZERS]);
  }, 300_000);
});
