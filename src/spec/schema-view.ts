import type { TSchema } from 'typebox';
import { type Dimension, DIMENSIONS } from './quantity.ts';
import { quoteAll } from './report.ts';

/** The JSON Schema keywords that the language uses, as they stand on a TypeBox schema at run time. */
export interface SchemaView {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaView>>;
  readonly required?: readonly string[];
  readonly items?: SchemaView;
  readonly anyOf?: readonly SchemaView[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** Of VS Code and its YAML server: what to say instead of showing the pattern. */
  readonly patternErrorMessage?: string;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  /** Of a list: a bare value stands for a list of one. */
  readonly single?: boolean;
  /** Of a quantity. */
  readonly dimension?: Dimension;
  /** Of a time: may also be `all`, or a number of samples. */
  readonly stretch?: boolean;
}

export const viewOf = (schema: TSchema) => schema as SchemaView;

export type ObjectView = SchemaView & { readonly properties: Readonly<Record<string, SchemaView>> };

export const isObject = (schema: SchemaView): schema is ObjectView => schema.properties !== undefined;

/** A union of mappings that are told apart by the one key that is a constant in each, e.g. `source`. */
export interface Variants {
  readonly key: string;
  /** By the constant. */
  readonly byName: ReadonlyMap<string, ObjectView>;
}

export function variantsOf(schema: SchemaView): Variants | undefined {
  const members = schema.anyOf?.filter(isObject) ?? [];
  const [first] = members;
  if (first === undefined) return undefined;
  const key = Object.keys(first.properties).find((name) => first.properties[name]?.const !== undefined)!;
  return { key, byName: new Map(members.map((member) => [member.properties[key]!.const!, member])) };
}

/** Nothing needs to be written: the value follows from defaults. */
export function isOptional(schema: SchemaView, name: string): boolean {
  const property = schema.properties?.[name];
  if (property === undefined || property.default !== undefined) return true;
  if (schema.required?.includes(name) !== true) return true;
  return isObject(property) && hasDefaults(property);
}

/** All keys of the mapping are optional, so that it may be left out or empty. */
export function hasDefaults(schema: ObjectView): boolean {
  return Object.keys(schema.properties).every((name) => isOptional(schema, name));
}

/** The value of an absent key, or undefined when the key then stays absent. Only for optional keys. */
export function defaultOf(schema: SchemaView, name: string): unknown {
  const property = schema.properties?.[name];
  if (property === undefined) return undefined;
  if (property.default !== undefined) return structuredClone(property.default);
  return schema.required?.includes(name) === true && isObject(property) ? defaultsOf(property) : undefined;
}

function defaultsOf(schema: ObjectView): Record<string, unknown> {
  const names = Object.keys(schema.properties);
  const entries = names.map((name) => [name, defaultOf(schema, name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What may stand there, in words that continue "must be", e.g. "a whole number, at least 1". */
export function describeType(schema: SchemaView): string {
  if (schema.stretch) return '`all`, a number of samples, or a time such as `1.28 s`';
  if (schema.dimension)
    return `${DIMENSIONS[schema.dimension].article} ${DIMENSIONS[schema.dimension].noun} such as \`${DIMENSIONS[schema.dimension].example}\``;
  if (schema.enum) return `one of ${quoteAll(schema.enum)}`;
  if (schema.const !== undefined) return quoteAll([schema.const]);
  const variants = variantsOf(schema);
  if (variants) return `key: value lines with \`${variants.key}\``;
  if (schema.anyOf) return schema.anyOf.map(describeType).join(', or ');
  switch (schema.type) {
    case 'integer':
      return `a whole number${bounds(schema)}`;
    case 'number':
      return `a number${bounds(schema)}`;
    case 'boolean':
      return '`true` or `false`';
    case 'array':
      if (schema.examples !== undefined && schema.items?.type === 'string')
        return `a list such as \`[${String(schema.examples[0]).replaceAll(',', ', ')}]\``;
      return `a list, each item ${describeType(schema.items ?? {})}`;
    case 'object':
      return 'key: value lines';
    default:
      return 'text';
  }
}

function bounds(schema: SchemaView): string {
  const parts = [
    schema.minimum !== undefined && `at least ${schema.minimum}`,
    schema.exclusiveMinimum !== undefined && `more than ${schema.exclusiveMinimum}`,
    // The largest safe integer bounds what JSON can carry; nobody needs to read it.
    schema.maximum !== undefined && schema.maximum !== Number.MAX_SAFE_INTEGER && `at most ${schema.maximum}`,
    schema.exclusiveMaximum !== undefined && `less than ${schema.exclusiveMaximum}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}
