import {
  hasDefaults,
  isObject,
  isOptional,
  type ObjectView,
  type SchemaView,
  variantsOf,
} from '../spec/schema-view.ts';
import type { Choice } from './completion.ts';
import { keyDocumentation, yamlOf } from './documentation.ts';
import { mappingOf } from './located.ts';
import type { OutlineList, OutlineMap } from './outline-node.ts';
import type { CursorPlace } from './place.ts';

/** The keys that may still be written: required ones first, then in the order of the reference. */
export function keyChoices(
  within: SchemaView,
  parent: OutlineMap | OutlineList | undefined,
  { colon, parent: around, path }: CursorPlace,
): Choice[] {
  const present = new Set(parent?.entries.filter((entry) => entry.colon).map((entry) => entry.key));
  // The key under the cursor, which is being changed, is not in the way of itself.
  present.delete(path.slice(path.lastIndexOf('.') + 1));
  const properties = propertiesOf(within);
  const names = Object.keys(properties).filter((name) => !present.has(name));
  const required = (name: string) => variantsOf(within) !== undefined || !isOptional(within, name);
  const ordered = [...names.filter(required), ...names.filter((name) => !required(name))];
  const flow = around.flow;
  return ordered.map((name) => {
    const schema = properties[name]!;
    const body = colon ? { insert: name, again: false } : keyBody(name, schema, flow);
    return {
      label: name,
      kind: mappingOf(schema) !== undefined || variantsOf(schema) !== undefined ? 'section' : 'key',
      ...(required(name) && { detail: 'required' }),
      documentation: keyDocumentation(name, schema, within),
      ...body,
      snippet: body.insert.includes('$'),
    };
  });
}

function propertiesOf(within: SchemaView): Readonly<Record<string, SchemaView>> {
  if (isObject(within)) return within.properties;
  const variants = variantsOf(within);
  if (variants === undefined) return {};
  const words = [...variants.byName.keys()];
  return { [variants.key]: { enum: words, description: `Decides which other keys there are.` } };
}

/** The key with its colon, and what begins its value. */
function keyBody(name: string, schema: SchemaView, flow: boolean): { insert: string; again: boolean } {
  const mapping = mappingOf(schema);
  const variants = variantsOf(schema);
  const list = schema.type === 'array';
  if (variants !== undefined) {
    return { insert: flow ? `${name}: { ${variants.key}: $0 }` : `${name}:\n  ${variants.key}: $0`, again: true };
  }
  if (mapping !== undefined) {
    const first = requiredKeys(mapping)[0];
    const start = first === undefined ? '$0' : `${first}: $0`;
    if (flow) return { insert: list ? `${name}: [{ ${start} }]` : `${name}: { ${start} }`, again: true };
    return { insert: `${name}:\n  ${list ? '- ' : ''}${start}`, again: true };
  }
  return { insert: list ? `${name}: [$0]` : `${name}: $0`, again: true };
}

const requiredKeys = (schema: ObjectView) => Object.keys(schema.properties).filter((name) => !isOptional(schema, name));

/** `{ length: ${1:128}, stride: ${2:64} }`: what must be in it, or all when nothing must. */
export function mappingSnippet(schema: ObjectView): string {
  const names = hasDefaults(schema) ? Object.keys(schema.properties) : requiredKeys(schema);
  const parts = names.slice(0, 2).map((name, index) => {
    const property = schema.properties[name]!;
    const value = property.examples?.[0] ?? property.default ?? property.enum?.[0] ?? '';
    const text = typeof value === 'string' ? value : yamlOf(value);
    return `${name}: \${${index + 1}:${text}}`;
  });
  return `{ ${parts.join(', ')} }`;
}
