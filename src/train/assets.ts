import { existsSync } from 'node:fs';

/** A file of dist/: beside the bundle that this code is part of, or, when it runs from source, in dist/ of the project. */
export function distributed(name: string): URL {
  const beside = new URL(name, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../dist/${name}`, import.meta.url);
}
