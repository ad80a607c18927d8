import { describeType, isOptional, type SchemaView, variantsOf } from '../spec/schema-view.ts';

/** What the schema says about a key, as Markdown. @param within the mapping that the key belongs to */
export function keyDocumentation(name: string, schema: SchemaView, within: SchemaView | undefined): string {
  const lines = [schema.description ?? ''];
  const type = describeType(schema);
  const optional = within === undefined || variantsOf(within) !== undefined || isOptional(within, name);
  const isPlain = schema.type !== 'object' && variantsOf(schema) === undefined;
  if (isPlain) lines.push(`${type.charAt(0).toUpperCase()}${type.slice(1)}.`);
  if (schema.default !== undefined) lines.push(`Default: \`${yamlOf(schema.default)}\``);
  else if (!optional || within?.required?.includes(name) === true) lines.push(optional ? '' : 'Required.');
  const [example] = schema.examples ?? [];
  if (example !== undefined && !isList(example)) lines.push(`Example: \`${name}: ${yamlOf(example)}\``);
  return lines.filter((line) => line !== '').join('\n\n');
}

const isList = (value: unknown) => Array.isArray(value) && typeof value[0] === 'object';

/** A value in the flow style. */
export function yamlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${yamlOf(inner)}`);
    return `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? yamlText(value) : String(value);
}

/** A text as a scalar that may stand anywhere, flow lists included; quoted where it would read as something else. */
export function yamlText(text: string): string {
  const plain =
    /^[\p{L}_/.µ][^,[\]{}#:"'`&*!|>%@\\]*(?::[^\s,[\]{}#]+)*$/u.test(text) || /^\d[\d.]* [^\s,[\]{}#]+$/.test(text);
  const special = /^(?:true|false|null|yes|no|on|off|~|\.nan|[-+]?\.inf)$/i.test(text);
  return plain && !special && text === text.trim() ? text : JSON.stringify(text);
}
