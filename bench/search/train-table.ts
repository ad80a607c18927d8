/**
 * Trains every architecture of a small space once, so that searches of it can be replayed by the hundred:
 * `npm run build && npx tsx bench/search/train-table.ts uci-har [folder]`. Goes on where it was ended.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { Random } from '../../src/base/random.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { prepare } from '../../src/runs/prepare.ts';
import { architectureKey } from '../../src/search/space.ts';
import { trainingOptions } from '../../src/search/trial-training.ts';
import { TrainingFailure } from '../../src/train/trainer.ts';
import { chooseEngine } from '../../src/train/training-engine.ts';
import { WorkerPool } from '../../src/train/worker-pool.ts';
import { TABLE_AUGMENTATION, type TableRow, tablePath, tableSpec } from './tables.ts';

const [name = 'uci-har', folder = 'bench/results'] = process.argv.slice(2);
const file = tableSpec(name);
const silent = { say: () => undefined, status: () => undefined };
const { data, space } = await prepare(file, silent, new AbortController().signal);
const { setup } = await chooseEngine(file.spec.training, file.directory);
const pool = new WorkerPool(1, data, setup);

mkdirSync(folder, { recursive: true });
const path = tablePath(folder, name);
const known = new Set(
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as TableRow).key)
    : [],
);
// In random order, so that a table that is not finished is a sample of the space.
const architectures = new Random(name).shuffle(space.enumerate());
for (const [index, architecture] of architectures.entries()) {
  const key = architectureKey(architecture);
  if (known.has(key)) continue;
  const start = process.cpuUsage();
  const seconds = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  const errors: number[] = [];
  let lastEpoch = 0;
  const onEpoch = ({ validationError }: { readonly validationError: number }): void => {
    errors.push(validationError);
    lastEpoch = seconds();
  };
  const training = trainingOptions(file.spec, index, { augmentation: TABLE_AUGMENTATION[name] });
  const result = await pool.run({ index, architecture, training }, { onEpoch }).catch((error: unknown) => {
    if (error instanceof TrainingFailure) return undefined;
    throw error;
  });
  const all = seconds();
  const row: TableRow = {
    ...{ key, seconds: all, secondsAfter: all - lastEpoch, errors },
    error: result && errorOf(result.integer),
  };
  appendFileSync(path, `${JSON.stringify(row)}\n`);
  process.stdout.write(`\r${known.size + index + 1}/${architectures.length}`);
}
await pool.close();
