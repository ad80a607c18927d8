import { architectureKey } from '../space.ts';
import type { Proposal, Strategy } from '../strategy.ts';
import { START } from './local.ts';

/** The trials that a search begins with: while no outcome guides it, they are known before the first of them is trained. */
export function beginningOf(strategy: Strategy): Proposal[] {
  const proposals: Proposal[] = [];
  const proposed = new Set<string>();
  for (let index = 0; index < START; index++) {
    const proposal = strategy.ask(index, { proposed, ended: [], pending: proposals });
    if (proposal === undefined) break;
    proposals.push(proposal);
    proposed.add(architectureKey(proposal.architecture));
  }
  return proposals;
}
