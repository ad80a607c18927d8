import { createHash } from 'node:crypto';
import { Random } from '../../../src/base/random.ts';
import type { KernelForm } from '../../../src/compile/wasm/kernel-form.ts';
import { initialParameters } from '../../../src/network/parameters.ts';
import { type Architecture, CELL_NAMES, type CellName } from '../../../src/protocol/architecture.ts';
import { WasmEngine } from '../../../src/train/wasm/engine.ts';
import { instantiate } from '../../../src/train/wasm/kernels.ts';
import { kernelBytes, loadKernels } from '../../../src/train/wasm/load-kernels.ts';
import { WasmTrainer } from '../../../src/train/wasm/wasm-trainer.ts';
import { pulseOrderData, trainingOptions } from '../../support/tasks.ts';

type ByCell<Value> = Readonly<Record<string, Value>>;

/** What one process found. */
export interface Findings {
  /** Whether V8 was allowed to join operations. */
  readonly widened: boolean;
  /** SHA-256 of the parameters that a short training ends with. Fused kernels only where V8 takes them. */
  readonly digests: Readonly<Record<KernelForm['name'], ByCell<string>>>;
  /** Largest difference of the gradients of the two forms, as a share of the largest element. */
  readonly gradientDifferences: ByCell<number>;
}

/** The optimising compiler takes over the hot functions in the first few. */
const EPOCHS = 8;

const TUNED: CellName = 'gru';

const data = pulseOrderData();

/** Two kinds of convolution, two layers, low rank in both factors, mean pooling, a hidden layer. */
const networkOf = (cell: CellName): Architecture => ({
  inputs: 2,
  frontend: { kind: 'convolution', filters: 6, kernel: 3, stride: 1 },
  blocks: [{ filters: 7, kernel: 4, stride: 1 }],
  recurrent: [
    { cell, hidden: 21 },
    { cell, hidden: 13, inputRank: 5, recurrentRank: 5 },
  ],
  pooling: 'mean',
  dense: 9,
  task: 'classification',
  outputs: 2,
});

/** Short trainings of every cell, over series of unequal length. */
export async function findings(widen: boolean): Promise<Findings> {
  const { engine } = await loadKernels({ reproducible: true, widen });
  const [exact, narrow] = [await WebAssembly.compile(await kernelBytes('exact')), await kernelBytes('narrow')];
  const fusedBytes = await kernelBytes('fused');
  const fused = WebAssembly.validate(fusedBytes) ? await WebAssembly.compile(fusedBytes) : undefined;
  return {
    widened: engine.widened,
    digests: {
      exact: await parameterDigests(exact),
      narrow: await parameterDigests(await WebAssembly.compile(narrow)),
      fused: fused === undefined ? {} : await parameterDigests(fused),
    },
    gradientDifferences: fused === undefined ? {} : await byCell((cell) => gradientDifference(exact, fused, cell)),
  };
}

async function byCell<Value>(of: (cell: CellName) => Promise<Value>): Promise<ByCell<Value>> {
  const entries: [CellName, Value][] = [];
  for (const cell of CELL_NAMES) entries.push([cell, await of(cell)]);
  return Object.fromEntries(entries);
}

/** SHA-256 of the parameters that a short training ends with; of one cell, tuned for 4-bit weights afterwards. */
export function parameterDigests(module: WebAssembly.Module): Promise<ByCell<string>> {
  return byCell(async (cell) => {
    const trainer = new WasmTrainer(module);
    const architecture: Architecture = { ...networkOf(cell), weightBits: 4 };
    const options = { ...trainingOptions, epochs: EPOCHS, patience: EPOCHS };
    const { parameters } = await trainer.train(architecture, data, options, {});
    const tuned = cell === TUNED ? [await trainer.tune(architecture, parameters, data, options, {})] : [];
    const digest = createHash('sha256').update(parameters);
    for (const network of tuned) digest.update(network.parameters);
    return digest.digest('hex');
  });
}

async function gradientDifference(
  exact: WebAssembly.Module,
  fused: WebAssembly.Module,
  cell: CellName,
): Promise<number> {
  const expected = await gradientOf(exact, cell);
  const actual = await gradientOf(fused, cell);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0) / largest;
}

/** dL/d(parameters) of all training series. */
async function gradientOf(module: WebAssembly.Module, cell: CellName): Promise<Float32Array> {
  const { train, normalisation } = data;
  const samples = Math.max(...train.lengths);
  const engine = new WasmEngine(instantiate(module), networkOf(cell), samples, normalisation, 'cross-entropy');
  engine.parameters = initialParameters(engine.architecture, new Random(cell));
  await engine.batchGradient(train, [...train.lengths.keys()], () => undefined);
  return engine.gradient.slice();
}
