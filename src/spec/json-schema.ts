import { SpecSchema } from './schema.ts';
import { hasDefaults, isObject, isOptional, type SchemaView, variantsOf, viewOf } from './schema-view.ts';

type JsonSchema = Record<string, unknown>;

/**
 * The JSON Schema (draft-07) of a file as people write it, for YAML language servers: keys with a default are optional,
 * a bare value may stand for a list of one, and an empty section is one without keys.
 */
export function jsonSchema(): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'TinyML NAS', ...written(viewOf(SpecSchema)) };
}

function written(schema: SchemaView): JsonSchema {
  if (isObject(schema)) {
    const names = Object.keys(schema.properties);
    const required = names.filter((name) => !isOptional(schema, name));
    return {
      ...notes(schema),
      type: hasDefaults(schema) ? ['object', 'null'] : 'object',
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, property]) => [name, written(property)]),
      ),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }
  if (variantsOf(schema)) return { ...notes(schema), anyOf: schema.anyOf!.map(written) };
  if (schema.type === 'array') {
    const { items = {}, minItems, uniqueItems, single } = schema;
    const list = { type: 'array', items: written(items), minItems, uniqueItems };
    return single === true ? { ...notes(schema), anyOf: [written(bare(items)), list] } : { ...notes(schema), ...list };
  }
  // Scalars are written as they are read, but for the marks of our own.
  const { dimension: _dimension, stretch: _stretch, ...rest } = schema;
  return { ...rest };
}

/** A list in brackets is the list itself, not one of its items. */
const bare = (items: SchemaView): SchemaView =>
  items.anyOf === undefined ? items : { ...items, anyOf: items.anyOf.filter(({ type }) => type !== 'array') };

const notes = ({ description, default: value, examples }: SchemaView) => ({ description, default: value, examples });
