import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownContestants, runtimes } from '../../bench/own/start.ts';
import { startNative } from '../../bench/peers/native/native.ts';
import type { Peer } from '../../bench/peers/peer.ts';
import { median } from '../../bench/text.ts';

const ROUNDS = 7;
const hasGcc = spawnSync('gcc', ['--version']).status === 0;
const hasAvx2 =
  process.platform === 'linux' && process.arch === 'x64' && /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));

/** Rates of both in turns, and the median of their quotients: a machine that is slow is slow for both. */
async function quotient(one: Peer, other: Peer, cell: string, hidden: number): Promise<number> {
  const quotients: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rates: number[] = [];
    for (const peer of [one, other]) {
      const answer = (await peer.ask({ cell, hidden, seconds: 0.06 }))!;
      rates.push(answer.seriesSteps / answer.seconds);
    }
    quotients.push(rates[0]! / rates[1]!);
  }
  return median(quotients);
}

/** Notices kernels that become slow; how fast they are is for `npm run bench:train` to say. */
describe.skipIf(!hasGcc)('the speed of training', { timeout: 60_000 }, () => {
  let own: Peer[];
  let native: Peer;
  beforeAll(async () => {
    own = await ownContestants(runtimes.slice(-1));
    native = await startNative(['-mno-avx']);
  }, 60_000);
  afterAll(() => Promise.all([...own, native].map((peer) => peer.close())));

  const variant = (text: RegExp): Peer | undefined => own.find(({ name }) => text.test(name));
  const plain = (): Peer => variant(/^ours, (narrow|exact), Node/)!;

  it.each(['lstm', 'gru', 'fastgrnn'])('%s is within reach of C with the same vectors', async (cell) => {
    expect(await quotient(plain(), native, cell, 16)).toBeGreaterThan(0.5);
  });

  it.skipIf(!hasAvx2)('gains by being widened, where V8 can', async ({ skip }) => {
    const widened = variant(/^ours, exact, widened/);
    if (widened === undefined) skip('this V8 cannot widen');
    expect(await quotient(widened!, plain(), 'lstm', 16)).toBeGreaterThan(1.4);
  });
});
