import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { blame, type Cursor, cursorAt, subject, type Walk } from './cursor.ts';
import { entriesOf, type Entry, join } from './entries.ts';
import { quote, quoteAll } from './report.ts';
import { INVALID, noValue, resolveScalar, wrongType } from './resolve-scalar.ts';
import {
  defaultOf,
  describeType,
  hasDefaults,
  isObject,
  isOptional,
  type ObjectView,
  type SchemaView,
  variantsOf,
} from './schema-view.ts';
import { unknownKey } from './unknown-key.ts';

/** The value at the cursor as the schema wants it, defaults filled in; INVALID after reporting why not. */
function resolve(walk: Walk, schema: SchemaView, cursor: Cursor): unknown {
  const variants = variantsOf(schema);
  if (variants || isObject(schema)) {
    const { value, valid } = resolveMapping(walk, schema, cursor);
    return valid ? value : INVALID;
  }
  const list = schema.type === 'array' ? schema : listAmong(schema, cursor);
  return list ? resolveList(walk, list, cursor) : resolveScalar(walk, schema, cursor);
}

/** Of a word or a list, the list when there is one. */
function listAmong({ anyOf }: SchemaView, { node }: Cursor): SchemaView | undefined {
  return isSeq(node) ? anyOf?.find((member) => member.type === 'array') : undefined;
}

/** @returns what could be resolved, by key; `valid` when that is all of it */
export function resolveMapping(
  walk: Walk,
  schema: SchemaView,
  cursor: Cursor,
): { value: Record<string, unknown>; valid: boolean } {
  const nothing = { value: {}, valid: false };
  const empty = isScalar(cursor.node) && cursor.node.value === null;
  if (!isMap(cursor.node) && !empty) {
    wrongType(
      walk,
      schema,
      cursor,
      isObject(schema) ? `Known here: ${quoteAll(Object.keys(schema.properties))}.` : undefined,
    );
    return nothing;
  }
  // `space:` with all its lines commented out is an empty mapping.
  if (empty && !(isObject(schema) && hasDefaults(schema))) {
    noValue(walk, schema, cursor);
    return nothing;
  }
  const entries = entriesOf(walk, cursor);
  const object = isObject(schema) ? schema : chooseVariant(walk, schema, entries, cursor);
  return object ? resolveEntries(walk, object, entries, cursor) : nothing;
}

function chooseVariant(
  walk: Walk,
  schema: SchemaView,
  entries: Map<string, Entry>,
  cursor: Cursor,
): ObjectView | undefined {
  const { key, byName } = variantsOf(schema)!;
  const options: SchemaView = { enum: [...byName.keys()] };
  const entry = entries.get(key);
  if (!entry) {
    missingKey(walk, key, options, cursor);
    return undefined;
  }
  const chosen = resolveEntry(walk, options, entry, cursor);
  return typeof chosen === 'string' ? byName.get(chosen) : undefined;
}

function resolveEntries(
  walk: Walk,
  schema: ObjectView,
  entries: Map<string, Entry>,
  cursor: Cursor,
): { value: Record<string, unknown>; valid: boolean } {
  const meant = new Set<string>();
  for (const entry of entries.values()) {
    if (Object.hasOwn(schema.properties, entry.key)) continue;
    const suggestion = unknownKey(walk, schema, entry, entries, cursor);
    if (suggestion !== undefined) meant.add(suggestion);
  }
  const value: Record<string, unknown> = {};
  let valid = true;
  for (const [name, property] of Object.entries(schema.properties)) {
    const entry = entries.get(name);
    let resolved: unknown;
    if (entry) resolved = resolveEntry(walk, property, entry, cursor);
    else if (isOptional(schema, name)) resolved = defaultOf(schema, name);
    else {
      resolved = INVALID;
      // A misspelt key has been reported; that it is missing is no second problem.
      if (!meant.has(name)) missingKey(walk, name, property, cursor);
    }
    if (resolved === INVALID) valid = false;
    else if (resolved !== undefined) value[name] = resolved;
  }
  return { value, valid };
}

function resolveEntry(walk: Walk, schema: SchemaView, entry: Entry, parent: Cursor): unknown {
  const path = join(parent.path, entry.key);
  const end: readonly [number, number] = [entry.keySpan[1], entry.keySpan[1]];
  const cursor = cursorAt(walk, { path, name: entry.key, item: false, node: entry.value }, end, entry.via);
  if (cursor === undefined) return INVALID;
  // A value that is not there is shown at its key.
  const shown = cursor.span[0] === cursor.span[1] ? { ...cursor, span: entry.keySpan } : cursor;
  walk.places.set(path, { key: entry.keySpan, value: shown.span });
  return resolve(walk, schema, shown);
}

function missingKey(walk: Walk, key: string, schema: SchemaView, parent: Cursor): void {
  const where = parent.name === '' ? '' : ` in \`${parent.name}\``;
  const message = `missing key \`${key}\`${where}`;
  const hint = `\`${key}\` must be ${describeType(schema)}.`;
  const place = walk.places.get(parent.path);
  walk.report.add({ code: 'spec/missing-key', message, hint, path: join(parent.path, key) }, place?.key ?? parent.span);
}

function resolveList(walk: Walk, schema: SchemaView, cursor: Cursor): unknown {
  const items = schema.items ?? {};
  const { node } = cursor;
  if (isMap(node) && !isObject(items)) return resolveRange(walk, schema, cursor);
  if (!isSeq(node)) {
    if (isScalar(node) && node.value === null) return noValue(walk, schema, cursor);
    if (schema.single !== true) return wrongType(walk, schema, cursor);
    const only = resolve(walk, items, cursor);
    return only === INVALID ? INVALID : [only];
  }
  const values: unknown[] = [];
  const via = cursor.aliased ? cursor.span : undefined;
  const seen = new Set<unknown>();
  let valid = true;
  for (const [index, child] of node.items.entries()) {
    const path = `${cursor.path}[${index}]`;
    const item = cursorAt(walk, { path, name: cursor.name, item: true, node: child as Node | null }, cursor.span, via);
    if (item) walk.places.set(path, { key: item.span, value: item.span });
    const value = item ? resolve(walk, items, item) : INVALID;
    if (value === INVALID || !item) {
      valid = false;
      continue;
    }
    if (schema.uniqueItems === true && seen.has(value)) {
      valid = false;
      const message = `${subject(walk, item)} is listed twice`;
      walk.report.add({ code: 'spec/duplicate-item', message, path }, item.span);
    }
    seen.add(value);
    values.push(value);
  }
  const { minItems = 0 } = schema;
  if (valid && values.length < minItems) {
    const count = minItems === 1 ? 'at least one item' : `at least ${minItems} items`;
    blame(walk, cursor, { code: 'spec/too-few-items', message: ` must have ${count}` });
    return INVALID;
  }
  return valid ? values : INVALID;
}

/** `hidden: {min: 4, max: 32, step: 4}`, as other tools write it, with the list that it stands for. */
function resolveRange(walk: Walk, schema: SchemaView, cursor: Cursor): typeof INVALID {
  const entries = entriesOf(walk, cursor);
  const number = (...keys: string[]) => {
    const node = keys.map((key) => entries.get(key)?.value).find((value) => value !== undefined);
    return isScalar(node) && typeof node.value === 'number' ? node.value : undefined;
  };
  if (!['min', 'max', 'from', 'to', 'low', 'high', 'step'].some((key) => entries.has(key))) {
    return wrongType(walk, schema, cursor);
  }
  const low = number('min', 'low', 'from');
  const high = number('max', 'high', 'to');
  const step = number('step') ?? 1;
  const count = low === undefined || high === undefined ? Infinity : Math.floor((high - low) / step) + 1;
  const suggestion =
    count >= 1 && count <= 32 ? `[${Array.from({ length: count }, (_, i) => low! + i * step).join(', ')}]` : undefined;
  const message = `${quote(cursor.name)} takes a list of choices such as \`[4, 8, 16]\`; ranges are not supported`;
  walk.report.add({ code: 'spec/range-not-supported', message, suggestion, path: cursor.path }, cursor.span);
  return INVALID;
}
