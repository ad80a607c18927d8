import type { Random } from '../../base/random.ts';
import type { Candidate } from '../constraints.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { History, Proposal } from '../strategy.ts';
import { randomProposal } from './random.ts';

/** Candidates of which the one farthest from all earlier trials is taken. */
const CANDIDATES = 24;

/**
 * A start that leaves no corner out: Mitchell's best candidate (1991), the random one that is farthest from what was tried,
 * in genes and in the logarithms of flash and latency.
 */
export function spreadProposal(space: FeasibleSpace, random: Random, history: History): Proposal | undefined {
  const tried = [...history.ended, ...history.pending].map((trial) => placeOf(space, trial));
  let best: { readonly proposal: Proposal; readonly distance: number } | undefined;
  let rejected = 0;
  for (let draw = 0; draw < CANDIDATES; draw++) {
    const proposal = randomProposal(space, random, history.proposed);
    if (proposal === undefined) break;
    rejected += proposal.rejected;
    const place = placeOf(space, proposal);
    const distance = Math.min(...tried.map((other) => squaredDistance(place, other)));
    if (best === undefined || distance > best.distance) best = { proposal, distance };
  }
  return best && { ...best.proposal, origin: { kind: 'spread' }, rejected };
}

/** One step is a gene from one end to the other, or costs sixteen times as high. */
function placeOf({ space }: FeasibleSpace, { architecture, cost }: Candidate): number[] {
  const octaves = [cost.flash, cost.latency].map((value) => Math.log2(value) / 4);
  return [...space.features(architecture), ...octaves];
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}
