import { Random } from '../../base/random.ts';
import type { Dataset, SeriesSet } from '../../data/dataset.ts';
import { initialParameters } from '../../network/parameters.ts';
import { stepWindow } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { Loss } from '../trainer.ts';
import { longestOf, WasmEngine } from './engine.ts';
import { instantiate, type Kernels } from './kernels.ts';

/** Series and samples of the gradient that is compared: a small share of a training. */
const SERIES = 16;
const SAMPLES = 16;

/**
 * Compares kernels, hot and as V8's optimising compiler has made them by now, with the same ones that only its baseline
 * compiler has seen: what joins operations is experimental, and a defect in it would show in nothing but the numbers.
 */
export class SelfCheck {
  readonly #baseline: Kernels;

  /** @param baseline the kernels, as the baseline compiler leaves them */
  constructor(baseline: WebAssembly.Module) {
    this.#baseline = instantiate(baseline);
  }

  /** Whether both give the same gradient of some training series, bit for bit. */
  async agrees(kernels: Kernels, architecture: Architecture, data: Dataset, loss: Loss): Promise<boolean> {
    const parameters = initialParameters(architecture, new Random('check'));
    const set = beginnings(data.train, Math.max(SAMPLES, stepWindow(architecture).kernel));
    const gradient = async (of: Kernels): Promise<Float32Array> => {
      const engine = new WasmEngine(of, architecture, longestOf([set], architecture), data.normalisation, loss);
      engine.parameters = parameters;
      await engine.batchGradient(set, [...set.starts.keys()], () => undefined);
      return engine.gradient;
    };
    const expected = await gradient(this.#baseline);
    return (await gradient(kernels)).every((value, i) => Object.is(value, expected[i]));
  }
}

/** The first series, each no longer than `samples`. */
function beginnings({ values, starts, lengths, targets }: SeriesSet, samples: number): SeriesSet {
  return {
    values,
    starts: starts.slice(0, SERIES),
    lengths: lengths.slice(0, SERIES).map((length) => Math.min(length, samples)),
    targets: targets.slice(0, SERIES),
  };
}
