import { PROBLEM_CODES } from './codes.ts';
import { type Dimension, DIMENSIONS, UNITS } from './quantity.ts';
import { SpecSchema } from './schema.ts';
import {
  describeType,
  isObject,
  isOptional,
  type ObjectView,
  type SchemaView,
  variantsOf,
  viewOf,
} from './schema-view.ts';

/**
 * The reference page of the language, as Markdown.
 * @param moreCodes problems that are found by looking at more than the text: their codes, and when they are reported
 */
export function referencePage(moreCodes: Readonly<Record<string, string>> = {}): string {
  const root = viewOf(SpecSchema) as ObjectView;
  const sections = Object.entries(root.properties).filter(([, schema]) => isSection(schema));
  return [
    '# The `.nas.yaml` file',
    '<!-- Written by scripts/generate-schema.ts from src/spec. Do not edit. -->',
    INTRODUCTION,
    '## Outermost level',
    table([...rowsOf(root, '', false), ...sections.map(([name, schema]) => sectionRow(name, schema, root))]),
    ...sections.flatMap(([name, schema]) => [`## \`${name}\``, ...sectionPage(schema)]),
    '## Units',
    UNIT_NOTE,
    table(unitRows()),
    '## Problems',
    'Every problem has a code that stays the same. Warnings do not keep a search from running.',
    codeTable(PROBLEM_CODES),
    ...(Object.keys(moreCodes).length === 0 ? [] : [MORE_CODES, codeTable(moreCodes)]),
  ].join('\n\n');
}

const INTRODUCTION = `A search is described by one file whose name ends in \`.nas.yaml\`. This is a complete one:

\`\`\`yaml
name: gestures
data:
  source: synthetic
  generator: gestures
task:
  type: classification
target:
  board: qemu:mps2-an386
\`\`\`

Everything else has a default. Where the type is a list, a single value needs no brackets: \`cell: gru\` is
\`cell: [gru]\`. A section whose lines are all commented out counts as left out. Anchors, aliases and \`<<\` work as
everywhere in YAML 1.2. The folder [examples](../examples) holds commented files to start from.`;

const UNIT_NOTE = `A bare number is in the base unit, which stands first. \`KiB\` is 1,024 bytes, \`kB\` is 1,000.`;

const MORE_CODES = `The editor also looks at the board, at the data and at what the networks would cost. Problems of the data
files themselves keep the code with which reading them would fail, \`data/…\`; the others are:`;

const codeTable = (codes: Readonly<Record<string, string>>) =>
  table([['Code', 'Reported when'], ...Object.entries(codes).map(([code, when]) => [`\`${code}\``, when])]);

/** A mapping, one of several, or a list of them. */
const isSection = (schema: SchemaView): boolean =>
  isObject(schema) || variantsOf(schema) !== undefined || (schema.items !== undefined && isObject(schema.items));

const HEADER = ['Key', 'Type', 'Default', 'Meaning', 'Example'];

function sectionPage(schema: SchemaView): string[] {
  const text = schema.description ?? '';
  if (schema.items) return [`${text} A list; each item has these keys.`, table(rowsOf(schema.items as ObjectView, ''))];
  const variants = variantsOf(schema);
  if (!variants) return [text, table(rowsOf(schema as ObjectView, ''))];
  const pages = [...variants.byName].flatMap(([name, variant]) => [
    `### \`${variants.key}: ${name}\``,
    variant.properties[variants.key]?.description ?? '',
    table(rowsOf(variant, '')),
  ]);
  return [`${text} \`${variants.key}\` decides which keys there are.`, ...pages];
}

function sectionRow(name: string, schema: SchemaView, root: ObjectView): string[] {
  return [
    `[\`${name}\`](#${name})`,
    'section',
    schema.items ? 'absent' : isOptional(root, name) ? 'defaults' : 'required',
    schema.description ?? '',
    '',
  ];
}

/** A row per key; keys of inner mappings follow theirs, as `window.length`. */
function rowsOf(schema: ObjectView, prefix: string, deep = true): string[][] {
  const rows = prefix === '' ? [HEADER] : [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const key = `\`${prefix}${name}\``;
    if (isObject(property) && deep) {
      const filled = schema.required?.includes(name) === true;
      rows.push([key, 'section', filled ? 'defaults' : 'absent', property.description ?? '', '']);
      rows.push(...rowsOf(property, `${prefix}${name}.`));
    } else if (!isSection(property)) {
      rows.push([
        key,
        describeType(property),
        defaultText(schema, name),
        property.description ?? '',
        example(name, property),
      ]);
    }
  }
  return rows;
}

function defaultText(schema: ObjectView, name: string): string {
  const value = schema.properties[name]?.default;
  if (value !== undefined) return `\`${yamlOf(value)}\``;
  return isOptional(schema, name) ? 'absent' : 'required';
}

function example(name: string, schema: SchemaView): string {
  const value = schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0];
  return value === undefined ? '' : `\`${name}: ${yamlOf(value)}\``;
}

const yamlOf = (value: unknown): string => (Array.isArray(value) ? `[${value.map(yamlOf).join(', ')}]` : String(value));

function unitRows(): string[][] {
  const rows = (Object.keys(UNITS) as Dimension[]).map((dimension) => {
    const units = Object.keys(UNITS[dimension]).map((unit) => `\`${unit}\``);
    return [DIMENSIONS[dimension].noun, units.join(', '), `\`${DIMENSIONS[dimension].example}\``];
  });
  return [['Dimension', 'Units', 'Example'], ...rows];
}

function table(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [line(header), line(header.map(() => '---')), ...body.map(line)].join('\n');
}
