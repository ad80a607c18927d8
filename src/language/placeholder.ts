import { isObject, isOptional, type SchemaView, variantsOf, viewOf } from '../spec/schema-view.ts';
import { SpecSchema } from '../spec/schema.ts';
import type { Analysis } from './analysis.ts';
import { yamlOf } from './documentation.ts';
import { scalarAt } from './located.ts';

/** A value to begin with for a key that is missing, on one line; it fits what the text says already. */
export function placeholderFor(analysis: Analysis, path: string): string | undefined {
  if (path === 'data.validation.column') return 'person';
  const schema = schemaAt(analysis, path);
  return schema && placeholder(schema);
}

function placeholder(schema: SchemaView): string | undefined {
  const variants = variantsOf(schema);
  // The data that need nothing else.
  if (variants !== undefined) return '{ source: synthetic, generator: gestures }';
  if (isObject(schema)) {
    const names = Object.keys(schema.properties).filter((name) => !isOptional(schema, name));
    return `{ ${names.map((name) => `${name}: ${placeholder(schema.properties[name]!) ?? ''}`).join(', ')} }`;
  }
  const value = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? schema.const;
  return value === undefined ? undefined : yamlOf(value);
}

/** Of a key that the text need not hold. */
function schemaAt(analysis: Analysis, path: string): SchemaView | undefined {
  let schema: SchemaView | undefined = viewOf(SpecSchema);
  let at = '';
  for (const part of path.split('.')) {
    const [name = '', ...indices] = part.split('[');
    const variants: ReturnType<typeof variantsOf> = variantsOf(schema);
    if (variants?.key === name) return { enum: [...variants.byName.keys()] };
    const chosen: SchemaView | undefined = variants
      ? variants.byName.get(scalarAt(analysis.located, `${at}.${variants.key}`) ?? '')
      : schema;
    schema = chosen && isObject(chosen) && Object.hasOwn(chosen.properties, name) ? chosen.properties[name] : undefined;
    for (const _ of indices) schema = schema?.items;
    if (schema === undefined) return undefined;
    at = at === '' ? part : `${at}.${part}`;
  }
  return schema;
}
