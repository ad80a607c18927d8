import { Random } from '../../src/base/random.ts';
import { emitModel } from '../../src/compile/c/emit-model.ts';
import { emulate } from '../../src/firmware/emulate.ts';
import { hasHelium } from '../../src/hardware/board-core.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import { seriesWork, type Work, workOf } from '../../src/hardware/work.ts';
import type { MeasuredSet } from '../../src/hardware/work-costs.ts';
import { stageCounts } from '../../src/network/shapes.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { measureCycles } from './cycle-emulation.ts';
import { randomNetwork } from './random-network.ts';

/** Work that was done, and what it took: cycles on AVR and M0+, instructions elsewhere. */
export interface Measurement {
  readonly work: Work;
  readonly taken: number;
}

const SAMPLES = 24;

/** Runs a network with random weights in an emulator: one window and its prediction. */
export async function measureWork(architecture: Architecture, set: MeasuredSet): Promise<Measurement> {
  const { inputs, outputs, task } = architecture;
  const random = new Random(JSON.stringify(architecture));
  const names = Array.from({ length: outputs }, (_, index) => `class ${index}`);
  const source = emitModel(randomNetwork(random, architecture), {
    frontMatter: { title: 'measurement', lines: [] },
    classes: task === 'classification' ? names : [],
    helium: hasHelium(set),
  });
  const model = { prefix: 'model', ...source };
  const vectors = {
    inputs,
    outputs,
    steps: [SAMPLES],
    samples: Int16Array.from({ length: SAMPLES * inputs }, () => Math.round(random.normal() * 1000)),
    expected: new Int32Array(outputs),
    answers: new Int32Array(1),
  };
  const taken =
    set === 'avr8' || set === 'cortex-m0plus'
      ? (await measureCycles(model, set, vectors)).cyclesPerWindow
      : (
          await emulate(
            model,
            EMULATED_BOARDS.find(({ core }) => core === set)!,
            vectors,
          )
        ).instructionsPerWindow;
  return { work: seriesWork(workOf(architecture, hasHelium(set)), stageCounts(architecture, SAMPLES)), taken };
}
