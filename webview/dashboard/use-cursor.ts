import { useCallback, useRef, useState } from 'preact/hooks';

/** The trial under keyboard or mouse. */
export interface Cursor {
  /** As it is drawn. */
  readonly trial: number | undefined;
  /** As the last key left it, which may not be drawn yet: keys can come faster than frames. */
  readonly now: () => number | undefined;
  readonly set: (trial: number | undefined) => void;
}

export function useCursor(): Cursor {
  const [trial, draw] = useState<number>();
  const latest = useRef<number | undefined>(undefined);
  const set = useCallback((next: number | undefined) => {
    latest.current = next;
    draw(next);
  }, []);
  return { trial, now: () => latest.current, set };
}
