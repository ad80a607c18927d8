/**
 * Does the error on more splits of the training data say more of people, or engines, that nobody has seen? Networks of a space
 * are trained on every split and, with two seeds, on all training data; the latter meet the test set, which is looked at here
 * and chooses nothing: `npx tsx bench/search/splits.ts har-2 --level gain [--random 12] [journal.jsonl …]`. Of each journal the
 * eleven networks with the least error are taken.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../src/base/random.ts';
import { joinSets } from '../../src/data/join.ts';
import { viewOf } from '../../src/data/view.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import type { AugmentationLevel } from '../../src/protocol/augmentation.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { parseJournal } from '../../src/protocol/journal-lines.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { prepare } from '../../src/runs/prepare.ts';
import { readSpecFile } from '../../src/runs/spec-file.ts';
import { architectureKey } from '../../src/search/space.ts';
import { trainingOptions } from '../../src/search/trial-training.ts';
import { runTrial } from '../../src/train/trial.ts';
import { chooseEngine, trainerOf } from '../../src/train/training-engine.ts';
import { table } from '../text.ts';
import { spearman } from './statistics.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { level: { type: 'string', default: 'none' }, random: { type: 'string', default: '12' } },
});
const [name = 'har-2', ...journals] = positionals;
const augmentation = values.level as AugmentationLevel;
const BEST = 11;
const REFITS = 2;

const file = readSpecFile(join(import.meta.dirname, '../searches', `${name}.nas.yaml`));
const silent = { say: () => undefined, status: () => undefined };
const { data, space } = await prepare(file, silent, new AbortController().signal);
const { setup } = await chooseEngine(file.spec.training, file.directory);
const trainer = await trainerOf(setup);
const folds = 1 + data.otherSplits.length;

const networks = new Map<string, Architecture>();
const random = new Random('splits');
for (const journal of journals) {
  const { trials } = foldEvents(parseJournal(readFileSync(journal), journal).events);
  const finished = trials.flatMap(({ architecture, result }) =>
    result === undefined ? [] : [{ architecture, error: errorOf(result.integer) }],
  );
  const best = finished.toSorted((a, b) => a.error - b.error).slice(0, BEST);
  for (const { architecture } of best) networks.set(architectureKey(architecture), architecture);
}
for (let drawn = 0; drawn < Number(values.random); drawn++) {
  const architecture = space.sample(random);
  networks.set(architectureKey(architecture), architecture);
}

interface Row {
  /** [split] validation error of the integer network */
  readonly errors: readonly number[];
  /** Mean test error of the float networks that were trained on all data for all epochs. */
  readonly test: number;
}

async function rowOf(architecture: Architecture): Promise<Row> {
  const errors: number[] = [];
  for (let split = 0; split < folds; split++) {
    const training = trainingOptions(file.spec, 0, { augmentation, seed: 'splits', split });
    const { integer } = await runTrial({ index: 0, architecture, training }, data, trainer, {});
    errors.push(errorOf(integer));
  }
  const seen = viewOf({ ...data, otherSplits: [] }, architecture);
  const all = joinSets(seen.train, seen.validation, seen.channels.length);
  const tests: number[] = [];
  for (let seed = 0; seed < REFITS; seed++) {
    const training = trainingOptions(file.spec, seed, { augmentation, seed: 'refit' });
    const set = { ...seen, train: all, validation: seen.test! };
    const { validation } = await trainer.train(architecture, set, { ...training, refit: training.epochs }, {});
    tests.push(errorOf(validation));
  }
  return { errors, test: mean(tests) };
}

const rows: Row[] = [];
for (const architecture of networks.values()) {
  rows.push(await rowOf(architecture));
  process.stderr.write(`\r${rows.length}/${networks.size} `);
}

/** All sets of so many splits. */
function choices(count: number, from = 0): number[][] {
  if (count === 0) return [[]];
  return Array.from({ length: folds - from }, (_, i) => from + i).flatMap((first) =>
    choices(count - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

const tests = rows.map(({ test }) => test);
const told = (title: string, sets: readonly (readonly number[])[]): string[] => {
  const scores = sets.map((set) => rows.map(({ errors }) => mean(set.map((split) => errors[split]!))));
  const chosen = scores.map((score) => tests[score.indexOf(Math.min(...score))]!);
  return [title, mean(scores.map((score) => spearman(score, tests))).toFixed(2), mean(chosen).toFixed(4)];
};
console.log(`\n${name}, ${augmentation}: ${rows.length} networks; best test error ${Math.min(...tests).toFixed(4)}\n`);
console.log(
  table([
    ['chosen by', 'Spearman', 'test error of the chosen'],
    told('the split of the search', [[0]]),
    ...Array.from({ length: folds }, (_, i) => told(`${i + 1} of ${folds} splits, mean`, choices(i + 1))),
  ]),
);

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
