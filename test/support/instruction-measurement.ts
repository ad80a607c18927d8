import { Random } from '../../src/base/random.ts';
import { emitModel } from '../../src/compile/c/emit-model.ts';
import { emulate } from '../../src/firmware/emulate.ts';
import type { EmulatedBoard } from '../../src/hardware/board.ts';
import { scaled, sum, type Work, workOf } from '../../src/hardware/work.ts';
import { stepsOf } from '../../src/network/shapes.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { randomNetwork } from './random-network.ts';

/** Work that was done and the instructions that it took. */
export interface Measurement {
  readonly work: Work;
  readonly instructions: number;
}

/** Runs a network with random weights in an emulator: one window and its prediction. */
export async function measureInstructions(architecture: Architecture, board: EmulatedBoard): Promise<Measurement> {
  const { inputs, outputs, task } = architecture;
  const random = new Random(JSON.stringify(architecture));
  const samples = 24;
  const names = Array.from({ length: outputs }, (_, index) => `class ${index}`);
  const source = emitModel(randomNetwork(random, architecture), {
    frontMatter: { title: 'measurement', lines: [] },
    classes: task === 'classification' ? names : [],
  });
  const result = await emulate({ prefix: 'model', ...source }, board, {
    inputs,
    outputs,
    steps: [samples],
    samples: Int16Array.from({ length: samples * inputs }, () => Math.round(random.normal() * 1000)),
    expected: new Int32Array(outputs),
    answers: new Int32Array(1),
  });
  const { sample, step, predict } = workOf(architecture);
  const steps = stepsOf(architecture.frontend, samples);
  return {
    work: sum([scaled(sample, samples), scaled(step, steps), predict]),
    instructions: result.instructionsPerWindow,
  };
}
