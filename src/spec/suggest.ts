import { distance } from 'fastest-levenshtein';

/** Longer words are no typing slips, and comparing them would cost time. */
const LONGEST = 40;

/**
 * The candidate that was probably meant, or undefined when none is close. Close is: the same but for case, `-` and `_`;
 * a beginning (`classif`, `batch_size`); the same letters in another order (`cvs`); or one edit per three letters.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word === '' || word.length > LONGEST) return undefined;
  const plain = simplify(word);
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    const edits = edit(plain, simplify(candidate));
    if (edits !== undefined && (best === undefined || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate;
}

const simplify = (word: string) => word.toLowerCase().replaceAll(/[-_\s]/g, '');

function edit(word: string, candidate: string): number | undefined {
  const edits = distance(word, candidate);
  const limit = Math.min(3, Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)));
  // A word of one or two letters is one edit away from too much.
  if (edits <= limit && (edits === 0 || word.length > 2)) return edits;
  if (edits === 2 && sorted(word) === sorted(candidate)) return edits;
  const [short, long] = word.length < candidate.length ? [word, candidate] : [candidate, word];
  return short.length >= 4 && long.startsWith(short) ? LONGEST : undefined;
}

const sorted = (word: string) => Array.from(word).sort().join('');
