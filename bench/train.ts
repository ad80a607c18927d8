/**
 * Throughput of the training kernels: forward, backward and Adam, in millions of series-steps per second of processor time.
 *
 *     npx tsx bench/train.ts [cell…]
 */
import { Random } from '../src/base/random.ts';
import type { SeriesSet } from '../src/data/dataset.ts';
import { initialParameters } from '../src/network/parameters.ts';
import { layerShapes } from '../src/network/shapes.ts';
import { type Architecture, CELL_NAMES, type CellName } from '../src/protocol/architecture.ts';
import { loadKernels } from '../src/train/wasm/load-kernels.ts';
import { WasmEngine } from '../src/train/wasm/engine.ts';
import { instantiate } from '../src/train/wasm/kernels.ts';

const INPUTS = 9;
const STEPS = 128;
const BATCH = 32;
const CLASSES = 6;
const SIZES = [8, 16, 32, 64];
const ROUNDS = 5;

/** Seconds of processor time per round. */
const ROUND_SECONDS = 0.3;

const { kernels: module } = await loadKernels(true);
const random = new Random('bench');
const set: SeriesSet = {
  values: Float32Array.from({ length: BATCH * STEPS * INPUTS }, () => random.normal()),
  starts: Uint32Array.from({ length: BATCH }, (_, series) => series * STEPS),
  lengths: new Uint32Array(BATCH).fill(STEPS),
  targets: Float32Array.from({ length: BATCH }, () => random.index(CLASSES)),
};
const batch = [...set.starts.keys()];
const normalisation = {
  offset: new Float32Array(INPUTS),
  scale: new Float32Array(INPUTS).fill(1),
  targetOffset: 0,
  targetScale: 1,
};

const cells = process.argv.length > 2 ? CELL_NAMES.filter((cell) => process.argv.includes(cell)) : CELL_NAMES;
console.log(`Node ${process.version}; ${INPUTS} inputs, ${STEPS} steps, batch ${BATCH}; M series-steps/s (GFLOP/s)\n`);
console.log(['cell', ...SIZES.map((size) => `hidden ${size}`)].map((text) => text.padEnd(16)).join(''));
for (const cell of cells) {
  const row: string[] = [];
  for (const hidden of SIZES) {
    const rate = await throughput(cell, hidden);
    const gigaflops = (rate * floatingPointOperations(architectureOf(cell, hidden))) / 1e9;
    row.push(`${(rate / 1e6).toFixed(2)} (${gigaflops.toFixed(1)})`);
  }
  console.log([cell, ...row].map((text) => text.padEnd(16)).join(''));
}

function architectureOf(cell: CellName, hidden: number): Architecture {
  return {
    inputs: INPUTS,
    frontend: { kind: 'none' },
    recurrent: [{ cell, hidden }],
    pooling: 'last',
    task: 'classification',
    outputs: CLASSES,
  };
}

/** Matrix work of one series-step: two operations per weight forward, two for its gradient, two through U backward. */
function floatingPointOperations(architecture: Architecture): number {
  return layerShapes(architecture).reduce((sum, { hidden, inputs, inputGates, recurrentGates }) => {
    return sum + hidden * (4 * inputs * inputGates.length + 6 * hidden * recurrentGates.length);
  }, 0);
}

/** Series-steps per second: the median of some rounds. */
async function throughput(cell: CellName, hidden: number): Promise<number> {
  const architecture = architectureOf(cell, hidden);
  const engine = new WasmEngine(instantiate(module), architecture, STEPS, normalisation, 'cross-entropy');
  engine.parameters = initialParameters(architecture, random);
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = process.cpuUsage();
    let seconds = 0;
    let batches = 0;
    while (seconds < ROUND_SECONDS) {
      await engine.batchGradient(set, batch, () => undefined);
      engine.adamStep(0.001, 1);
      batches++;
      seconds = process.cpuUsage(start).user / 1e6;
    }
    // The first round compiles.
    if (round > 0) rates.push((batches * BATCH * STEPS) / seconds);
  }
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}
