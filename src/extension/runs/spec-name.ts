import { basename } from 'node:path';
import { parse } from 'yaml';

/** The name of a search without reading the whole file, which may be in the middle of an edit. */
export function specName(text: string, path: string): string {
  const line = /^name[ \t]*:.*$/m.exec(text)?.[0];
  const fallback = basename(path).replace(/\.nas\.ya?ml$/i, '');
  if (line === undefined) return fallback;
  try {
    const { name } = parse(line) as { readonly name?: unknown };
    return typeof name === 'string' && name !== '' ? name : fallback;
  } catch {
    return fallback;
  }
}
