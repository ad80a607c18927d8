/**
 * Throughput of training, beside that of others: forward, backward and Adam of one recurrent layer and a head, one thread.
 * Contestants take turns, so that a machine that is slow for a moment is slow for all; figures are medians over the rounds.
 * With `--cpu` (Linux) a second is one that the contestant's process computes: for a machine that has other work as well.
 *
 *     npm run build && npm run bench:train -- [--cells lstm,gru] [--sizes 16,32] [--rounds 5] [--seconds 0.2]
 *         [--cpu] [--only Node,PyTorch] [--epoch <search>.nas.yaml]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { layerShapes } from '../src/network/shapes.ts';
import { CELL_NAMES, type CellName } from '../src/protocol/architecture.ts';
import { withEpochFile } from './own/epoch-file.ts';
import { instantiate } from '../src/train/wasm/kernels.ts';
import { loadKernels } from '../src/train/wasm/load-kernels.ts';
import { ownContestants } from './own/start.ts';
import { peers } from './peers/index.ts';
import { peaks } from './peers/peak.ts';
import type { Answer, Peer, Request } from './peers/peer.ts';
import { median, table } from './text.ts';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: 'lstm,gru,fastgrnn,mgu,rnn' },
    sizes: { type: 'string', default: '8,16,32,64' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.2' },
    epoch: { type: 'string' },
    only: { type: 'string', default: '' },
    cpu: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const sizes = values.sizes.split(',').map(Number);
const cells = CELL_NAMES.filter((cell) => values.cells.split(',').includes(cell));

const { peers: others, missing } = await peers();
const everybody = [...(await ownContestants()), ...others];
const contestants = everybody.filter(({ name }) => values.only.split(',').some((part) => name.includes(part)));
try {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}; 9 inputs, 128 steps, batch 32, 6 classes, float32, 1 thread`,
  );
  console.log(await startUp());
  const peak = await peaks();
  if (peak !== undefined) {
    console.log(`Peak of a core: ${peak.native.toFixed(0)} GFLOP/s, ${peak.simd128.toFixed(0)} with 128-bit vectors`);
  }
  for (const { name, why } of missing) console.log(`Not here: ${name}: ${why.split('\n')[0]}`);
  for (const cell of cells) await compare(cell);
  if (values.epoch !== undefined) await withEpochFile(values.epoch, compareEpochs);
} finally {
  await Promise.all(everybody.map((peer) => peer.close()));
}

/** Milliseconds from the file to kernels that can be called, in this process. */
async function startUp(): Promise<string> {
  const begin = performance.now();
  const { kernels } = await loadKernels({ reproducible: true });
  const compiled = performance.now();
  instantiate(kernels);
  const [compile, start] = [compiled - begin, performance.now() - compiled].map((time) => time.toFixed(1));
  return `Kernels read and compiled in ${compile} ms, instantiated in ${start} ms, Node ${process.versions.node}`;
}

/** One table: M series-steps/s (GFLOP/s), × PyTorch. */
async function compare(cell: CellName): Promise<void> {
  const rows = contestants.map(({ name }) => [name]);
  for (const hidden of sizes) {
    const rates = (await interleaved({ cell, hidden, seconds })).map((answers) => answers.map(rateOf));
    const torch = rates[contestants.findIndex(({ name }) => name.startsWith('PyTorch'))];
    rates.forEach((rate, index) => {
      const gigaflops = (median(rate) * operations(cell, hidden)) / 1e9;
      const ratio = torch === undefined ? '' : ` ${quotient(rate, torch).toFixed(2)}×`;
      rows[index]!.push(
        rate.length === 0 ? '–' : `${(median(rate) / 1e6).toPrecision(3)} (${gigaflops.toFixed(1)})${ratio}`,
      );
    });
  }
  console.log(`\n${table([[cell.toUpperCase(), ...sizes.map((size) => `hidden ${size}`)], ...rows])}`);
}

/** What every contestant answers, once a round; nothing where it has no such network. */
async function interleaved(request: Request): Promise<Answer[][]> {
  const answers: Answer[][] = contestants.map(() => []);
  const absent = new Set<Peer>();
  for (let round = 0; round < rounds; round++) {
    for (const [index, peer] of contestants.entries()) {
      const before = values.cpu ? computed(peer) : 0;
      const answer = absent.has(peer) ? undefined : await peer.ask(request);
      if (answer === undefined) absent.add(peer);
      else answers[index]!.push(values.cpu ? { ...answer, seconds: computed(peer) - before } : answer);
    }
  }
  return answers;
}

/** Seconds that the threads of a contestant have had a processor. */
function computed({ pid }: Peer): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  });
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e9;
}

/** Series-steps per second. */
function rateOf({ seriesSteps, seconds }: Answer): number {
  return seriesSteps / seconds;
}

/** The median of the quotients round by round: what slows both down falls out. */
function quotient(rates: readonly number[], others: readonly number[]): number {
  return median(rates.map((rate, round) => rate / others[round]!));
}

/** One epoch over a data set, from reading its file on, and the same without what went into fetching series. */
async function compareEpochs(epoch: string): Promise<void> {
  const request: Request = { cell: 'gru', hidden: 16, seconds: 0, epoch };
  const torch = contestants.findIndex(({ name }) => name.startsWith('PyTorch'));
  const rows = contestants.map(({ name }) => [name]);
  const trained = ({ seriesSteps, seconds, reading = 0 }: Answer): number => seriesSteps / (seconds - reading);
  const answers = await interleaved(request);
  for (const rate of [rateOf, trained]) {
    const rates = answers.map((own) => own.map(rate));
    rates.forEach((own, index) => {
      const ratio = torch < 0 ? '' : ` ${quotient(own, rates[torch]!).toFixed(1)}×`;
      rows[index]!.push(own.length === 0 ? '–' : `${(median(own) / 1e6).toPrecision(3)}${ratio}`);
    });
  }
  console.log(`\n${table([['ONE EPOCH, GRU 16', 'from the file on', 'without fetching'], ...rows])}`);
}

/** Matrix work of one series-step: two operations per weight forward, two for its gradient, two through U backward. */
function operations(cell: CellName, hidden: number): number {
  const shapes = layerShapes({
    ...{ inputs: 9, outputs: 6, frontend: { kind: 'none' }, recurrent: [{ cell, hidden }], pooling: 'last' },
    task: 'classification',
  });
  return shapes.reduce(
    (sum, { inputs, inputGates, recurrentGates }) =>
      sum + hidden * (4 * inputs * inputGates.length + 6 * hidden * recurrentGates.length),
    0,
  );
}
