import type { Spec } from './schema.ts';

/**
 * The canonical text of a spec: JSON with sorted keys, quantities in base units, every default written out. Equal specs
 * give equal texts, so its hash names the search; it is itself a valid `.nas.yaml`, so a run can be repeated from it.
 */
export function freezeSpec(spec: Spec): string {
  return `${JSON.stringify(spec, (_key, value: unknown) => sortKeys(value), 2)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // By code unit, not by locale: the order must be the same everywhere.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
