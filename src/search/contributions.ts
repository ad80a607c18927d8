import { nonDominated, type Objectives } from '../protocol/dominance.ts';
import { addedVolume } from './hypervolume.ts';
import { referencePoint } from './pareto.ts';

/** Hypervolume that single points add to a front (Beume, Naujoks, Emmerich 2007, SMS-EMOA); all objectives are made small. */
export class Contributions {
  readonly #front: readonly Objectives[];
  readonly #reference: Objectives;

  /** @param points of which the front is that of the non-dominated */
  constructor(points: readonly Objectives[]) {
    this.#front = nonDominated(points).map((index) => points[index]!);
    this.#reference = referencePoint(points);
  }

  /**
   * What a member adds to the others, such a share of them adding less.
   * @param share below 1
   */
  ofMember(share: number): number {
    const added = this.#front.map((member) =>
      addedVolume(
        member,
        this.#front.filter((other) => other !== member),
        this.#reference,
      ),
    );
    return added.sort((a, b) => a - b)[Math.floor(share * added.length)]!;
  }

  /** What another point would add. */
  of(point: Objectives): number {
    return addedVolume(point, this.#front, this.#reference);
  }
}
