/**
 * Does a part of the data say as much of a network as the same work on all of it? Trains some architectures of a space to the
 * end, with fewer epochs and on parts: `npm run build && npx tsx bench/search/data-fraction.ts [name …] [--networks 60]`.
 */
import { parseArgs } from 'node:util';
import { Random } from '../../src/base/random.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { prepare } from '../../src/runs/prepare.ts';
import { rungParts } from '../../src/search/rungs.ts';
import { trainingOptions } from '../../src/search/trial-training.ts';
import { TrainingFailure, type TrainingOptions, TrainingStopped } from '../../src/train/trainer.ts';
import { chooseEngine } from '../../src/train/training-engine.ts';
import { WorkerPool } from '../../src/train/worker-pool.ts';
import { table } from '../text.ts';
import { median, spearman } from './statistics.ts';
import { TABLE_AUGMENTATION, tableSpec } from './tables.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { networks: { type: 'string', default: '60' } },
});
const REDUCTION = 3;
/** The work of so many epochs on all data, as more epochs on a share of it. */
const EPOCHS = [1, 3];
const SHARES = [3, 9];

/** A training: least validation error so far and processor seconds so far, by epoch. */
interface Curve {
  readonly errors: readonly number[];
  readonly seconds: readonly number[];
  /** Of the integer network; undefined: it was not trained to the end. */
  readonly final: number | undefined;
}

for (const name of positionals.length > 0 ? positionals : ['unipen-lower', 'uci-har']) {
  const file = tableSpec(name);
  const silent = { say: () => undefined, status: () => undefined };
  const { data, space } = await prepare(file, silent, new AbortController().signal);
  const { setup } = await chooseEngine(file.spec.training, file.directory);
  const pool = new WorkerPool(1, data, setup);
  const architectures = new Random(`parts ${name}`).shuffle(space.enumerate()).slice(0, Number(values.networks));
  const augmentation = TABLE_AUGMENTATION[name];
  const { epochs } = file.spec.training;

  const curvesOf = async (change: (training: TrainingOptions) => Partial<TrainingOptions>): Promise<Curve[]> => {
    const curves: Curve[] = [];
    for (const [index, architecture] of architectures.entries()) {
      const training = trainingOptions(file.spec, index, { augmentation });
      curves.push(await curveOf(pool, index, architecture, { ...training, ...change(training) }));
      process.stderr.write(`\r${name}: ${index + 1}/${architectures.length} `);
    }
    return curves;
  };
  const whole = await curvesOf(() => ({}));
  const finals = whole.map(({ final }) => final ?? Infinity);
  const rows: string[][] = [];
  const tell = (title: string, curves: readonly Curve[], epoch: number): void => {
    const at = <T>(of: readonly T[]): T => of[Math.min(epoch, of.length) - 1]!;
    const errors = curves.map((curve) => at(curve.errors));
    const seconds = median(curves.map((curve) => at(curve.seconds)));
    rows.push([title, seconds.toFixed(2), spearman(errors, finals).toFixed(2), `${kept(errors, finals)} %`]);
  };
  for (const epoch of EPOCHS) {
    tell(`${epoch} on all`, whole, epoch);
    for (const share of SHARES) {
      // The learning rate falls with the work done, and not with the epochs.
      const many = await curvesOf((training) => ({
        epochs: share * training.epochs,
        patience: share * training.patience,
        parts: [{ until: Infinity, share: 1 / share }],
        rungs: [{ epoch: share * epoch, worst: -1 }],
      }));
      tell(`${share * epoch} on 1/${share}`, many, share * epoch);
    }
  }
  const parted = await curvesOf(() => ({ parts: rungParts(epochs, REDUCTION) }));
  for (const { until, share } of rungParts(epochs, REDUCTION)) {
    tell(`rung ${until}: fidelity epochs`, whole, until);
    tell(`rung ${until}: fidelity data (${share.toFixed(2)})`, parted, until);
  }
  const difference = parted.map(({ final = NaN }, i) => final - finals[i]!).filter((value) => Number.isFinite(value));
  console.log(`\n${name}: ${architectures.length} networks, ${data.train.lengths.length} series, ${epochs} epochs\n`);
  console.log(table([['epochs', 'seconds (median)', 'Spearman', 'best tenth in best third'], ...rows]));
  console.log(`\nfinal error with fidelity data, less that with epochs: median ${median(difference).toFixed(4)}\n`);
  await pool.close();
}

async function curveOf(
  pool: WorkerPool,
  index: number,
  architecture: Architecture,
  training: TrainingOptions,
): Promise<Curve> {
  const start = process.cpuUsage();
  const errors: number[] = [];
  const seconds: number[] = [];
  const onEpoch = ({ validationError }: { readonly validationError: number }): void => {
    const { user, system } = process.cpuUsage(start);
    errors.push(Math.min(validationError, errors.at(-1) ?? Infinity));
    seconds.push((user + system) / 1e6);
  };
  const result = await pool.run({ index, architecture, training }, { onEpoch }).catch((error: unknown) => {
    if (error instanceof TrainingStopped || error instanceof TrainingFailure) return undefined;
    throw error;
  });
  return { errors, seconds, final: result && errorOf(result.integer) };
}

/** How many of the best tenth by the final error are among the best third by then, per cent. */
function kept(errors: readonly number[], finals: readonly number[]): number {
  const best = (of: readonly number[], share: number): readonly number[] =>
    [...of.keys()].toSorted((a, b) => of[a]! - of[b]!).slice(0, Math.ceil(share * of.length));
  const third = new Set(best(errors, 1 / 3));
  const tenth = best(finals, 0.1);
  return Math.round((100 * tenth.filter((index) => third.has(index)).length) / tenth.length);
}
