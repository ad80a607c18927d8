import { UserError } from '../base/errors.ts';
import { didYouMean } from './nearest.ts';

/** More labels than this mean that the target is a value, not a class; it also bounds the memory they take. */
const MOST_CLASSES = 1000;

/**
 * Names of classes and their indices. While the training file is read, labels get provisional indices in the order of
 * their appearance; `sorted` then numbers them independently of it: by value when all are numbers, else by code unit.
 */
export class ClassNames {
  readonly #indices: Map<string, number>;
  readonly #fixed: boolean;

  /** @param known the classes of the training file, when the test file is read */
  constructor(known?: readonly string[]) {
    this.#fixed = known !== undefined;
    this.#indices = new Map(known?.map((name, index) => [name, index]));
  }

  /** @param where called only when there is an error */
  indexOf(label: string, where: () => string): number {
    const known = this.#indices.get(label);
    if (known !== undefined) return known;
    if (this.#fixed) {
      throw new UserError('data/unknown-label', `label "${label}" is not in the training data`, {
        where: where(),
        hint: didYouMean(label, [...this.#indices.keys()]),
      });
    }
    if (this.#indices.size === MOST_CLASSES) {
      throw new UserError('data/too-many-classes', `there are more than ${MOST_CLASSES} different labels`, {
        where: where(),
        hint: 'If the target is a value, set `task.type: regression`.',
      });
    }
    this.#indices.set(label, this.#indices.size);
    return this.#indices.size - 1;
  }

  /** The final names, with `targets` (provisional indices) renumbered in place. */
  sorted(targets: Float32Array): string[] {
    const provisional = [...this.#indices.keys()];
    if (this.#fixed) return provisional;
    const numeric = provisional.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
    const names = [...provisional].sort((a, b) => (numeric && Number(a) - Number(b)) || (a < b ? -1 : 1));
    const renumbered = new Map(names.map((name, index) => [name, index]));
    const final = provisional.map((name) => renumbered.get(name)!);
    for (let i = 0; i < targets.length; i++) targets[i] = final[targets[i]!]!;
    return names;
  }
}
