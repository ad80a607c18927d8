/**
 * What a second worker brings: the same trials on one thread and on two, in turns; the median of the quotients.
 * `npm run build && npx tsx bench/scaling.ts [search.nas.yaml]`; with the Node of VS Code, bundle it first
 */
import { dirname } from 'node:path';
import { loadDataset } from '../src/data/load.ts';
import { readSpecFile } from '../src/runs/spec-file.ts';
import { trainingOptions } from '../src/search/trial-training.ts';
import { chooseEngine } from '../src/train/training-engine.ts';
import { WorkerPool } from '../src/train/worker-pool.ts';
import { median } from './text.ts';

const ROUNDS = 5;
const TRIALS = 4;
const EPOCHS = 8;

const path = process.argv[2] ?? 'bench/searches/uci-har.nas.yaml';
const { spec } = readSpecFile(path);
const data = await loadDataset(spec, { baseDirectory: dirname(path) });
const { setup } = await chooseEngine(spec.training, dirname(path));
const pools = [new WorkerPool(1, data, setup), new WorkerPool(2, data, setup)] as const;

/** Seconds for all trials. */
async function seconds(pool: WorkerPool): Promise<number> {
  const start = performance.now();
  await Promise.all(
    Array.from({ length: TRIALS }, (_, index) =>
      pool.run(
        {
          index,
          architecture: {
            ...{ inputs: data.channels.length, outputs: data.task === 'classification' ? data.classes.length : 1 },
            ...{
              task: data.task,
              frontend: { kind: 'none' },
              recurrent: [{ cell: 'gru', hidden: 16 }],
              pooling: 'last',
            },
          },
          training: { ...trainingOptions(spec, index), epochs: EPOCHS },
        },
        {},
      ),
    ),
  );
  return (performance.now() - start) / 1000;
}

const quotients: number[] = [];
try {
  for (let round = 0; round <= ROUNDS; round++) {
    const [one, two] = [await seconds(pools[0]), await seconds(pools[1])];
    // The first round starts the workers and compiles.
    if (round === 0) continue;
    quotients.push(one / two);
    console.log(`one worker ${one.toFixed(2)} s, two ${two.toFixed(2)} s: ${(one / two).toFixed(2)}×`);
  }
  console.log(
    `Node ${process.version}, ${TRIALS} trials of ${EPOCHS} epochs: ${median(quotients).toFixed(2)}× (median of ${ROUNDS})`,
  );
} finally {
  await Promise.all(pools.map((pool) => pool.close()));
}
