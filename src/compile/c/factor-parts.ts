/** Sums of a matrix that fit on the stack; a multiple of four. */
export const ROWS_AT_A_TIME = 16;

/** A low-rank factor in the parts that are projected at a time: the first row of each, and how many. */
export function factorParts(rank = 0): { readonly first: number; readonly rows: number }[] {
  return Array.from({ length: Math.ceil(rank / ROWS_AT_A_TIME) }, (_, part) => {
    const first = part * ROWS_AT_A_TIME;
    return { first, rows: Math.min(ROWS_AT_A_TIME, rank - first) };
  });
}

/** The name of the descriptor of a part, whose factor is `name`. */
export function partName(name: string, first: number): string {
  return first === 0 ? name : `${name}_${first}`;
}
