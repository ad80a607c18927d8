import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { emitModel } from '../../../src/compile/c/emit-model.ts';
import { emulate } from '../../../src/firmware/emulate.ts';
import { differingWindows, type TestVectors } from '../../../src/firmware/vectors.ts';
import { hasHelium } from '../../../src/hardware/board-core.ts';
import { EMULATED_BOARDS } from '../../../src/hardware/board-emulated.ts';
import { modelMemory } from '../../../src/hardware/memory.ts';
import { macsOf } from '../../../src/hardware/work.ts';
import { MEASURED_SETS } from '../../../src/hardware/work-costs.ts';
import type { IntegerNetwork } from '../../../src/network/integer/network.ts';
import { classOf, IntegerRunner } from '../../../src/network/integer/run.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';
import { need } from '../../firmware/tools.ts';
import { measureCycles } from '../../support/cycle-emulation.ts';
import { randomArchitecture, randomNetwork } from '../../support/random-network.ts';

/** Per core; NAS_NETWORKS asks for more. */
const NETWORKS = Number(process.env['NAS_NETWORKS'] ?? 3);

/** Windows of noise, of alternating extremes, and of a constant. */
function vectorsOf(network: IntegerNetwork, random: Random): TestVectors {
  const { inputs, outputs, task } = network.architecture;
  const steps = [20, 9, 14];
  const kinds = [() => random.index(65536) - 32768, (i: number) => (i % 2 === 0 ? 32767 : -32768), () => -32768];
  const windows = steps.map((count, window) =>
    Int16Array.from({ length: count * inputs }, (_, i) => kinds[window]!(i)),
  );
  const runner = new IntegerRunner(network);
  const expected = windows.map((samples) => {
    const result = new Int32Array(outputs);
    runner.reset();
    for (let at = 0; at < samples.length; at += inputs) runner.step(samples.subarray(at, at + inputs));
    runner.outputs(result);
    return result;
  });
  return {
    inputs,
    outputs,
    steps,
    samples: Int16Array.from(windows.flatMap((samples) => [...samples])),
    expected: Int32Array.from(expected.flatMap((values) => [...values])),
    answers: Int32Array.from(expected, (values) => (task === 'classification' ? classOf(values) : values[0]!)),
  };
}

/** Factors in several parts, whose last is all fours of rows, or has rows that make none. */
const WIDE: readonly Architecture[] = [
  { inputs: 20, inputRank: 17, recurrentRank: 24 },
  { inputs: 18, inputRank: 16, recurrentRank: 18, weightBits: 4 as const },
].map(({ inputs, inputRank, recurrentRank, ...bits }) => ({
  inputs,
  frontend: { kind: 'none' },
  recurrent: [{ cell: 'fastgrnn', hidden: 30, inputRank, recurrentRank }],
  pooling: 'last',
  task: 'classification',
  outputs: 3,
  ...bits,
}));

/** Networks that fit an ATmega328P, in turns with weights of four bits, with convolution blocks, with vectors of eight bits. */
function networks(): IntegerNetwork[] {
  const random = new Random('emulators');
  const found: IntegerNetwork[] = [];
  while (found.length < NETWORKS) {
    const architecture = randomArchitecture(random);
    const { flash, ram, stack } = modelMemory(architecture, 'avr8');
    const { weightBits, blocks, recurrent, activationBits } = architecture;
    const kinds = [weightBits === 4, blocks !== undefined, activationBits === 8 && recurrent.length > 0];
    if (kinds[found.length % 3]! && flash.total < 26_000 && ram + stack < 1_700 && macsOf(architecture).step < 4_000) {
      found.push(randomNetwork(random, architecture));
    }
  }
  return found;
}

describe('random networks answer the same as the integer reference on', () => {
  it.for(MEASURED_SETS)('%s', { timeout: 600_000 }, async (core, context) => {
    const board = EMULATED_BOARDS.find((candidate) => candidate.core === core);
    const gcc = core === 'avr8' ? 'avr-gcc' : core === 'riscv32imc' ? 'riscv64-unknown-elf-gcc' : 'arm-none-eabi-gcc';
    need(context, gcc, ...(board === undefined ? [] : [board.emulator.program]));
    const wide = WIDE.map((architecture, index) => randomNetwork(new Random(`wide ${index}`), architecture));
    for (const [index, network] of [...networks(), ...wide].entries()) {
      const { outputs } = network.architecture;
      const vectors = vectorsOf(network, new Random(`vectors ${index}`));
      const classes = Array.from({ length: outputs }, (_, output) => `class ${output}`);
      const frontMatter = { title: 'test', lines: [] };
      const source = emitModel(network, { frontMatter, classes, helium: hasHelium(core) });
      const model = { prefix: 'model', ...source };
      const answers =
        core === 'avr8' || core === 'cortex-m0plus'
          ? await measureCycles(model, core, vectors)
          : await emulate(model, board!, vectors);
      expect(differingWindows(vectors, answers), JSON.stringify(network.architecture)).toEqual([]);
    }
  });
});
