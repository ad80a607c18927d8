import { architectureKey } from '../space.ts';
import type { History, PendingTrial, Proposal, Strategy } from '../strategy.ts';
import { START } from './local.ts';

/** The trials that a search begins with: while no outcome guides it, they are known before the first of them is trained. */
export function beginningOf(strategy: Strategy): Proposal[] {
  const proposals: (Proposal & PendingTrial)[] = [];
  const proposed = new Set<string>();
  for (let index = 0; index < START; index++) {
    const proposal = strategy.ask(index, { proposed, ended: [], pending: proposals });
    if (proposal === undefined) break;
    proposals.push({ ...proposal, index });
    proposed.add(architectureKey(proposal.architecture));
  }
  return proposals;
}

/** MACs of the trials that the search began with. */
export function macsOfBeginning({ ended, pending }: History): number[] {
  return [...ended, ...pending].filter(({ index }) => index < START).map(({ cost }) => cost.macs);
}
