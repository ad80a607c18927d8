import { boardNamed } from '../hardware/boards.ts';
import { formatBytes } from '../base/format.ts';
import { type Dimension, UNITS } from '../spec/quantity.ts';
import type { SchemaView } from '../spec/schema-view.ts';
import { boardChoices, boardFacts } from './board-text.ts';
import type { Choice } from './completion.ts';
import type { LanguageContext } from './context.ts';
import { columnChoices } from './columns.ts';
import { yamlOf } from './documentation.ts';
import { inputChoices } from './input.ts';
import { scalarAt } from './located.ts';
import type { CursorPlace } from './place.ts';
import { noteOn } from './value-notes.ts';

/** What may stand as a value at the place. */
export function valueChoices(schema: SchemaView, place: CursorPlace, context: LanguageContext): Choice[] {
  const { path } = place;
  if (path === 'target.board') return boards();
  const columns = columnChoices(place, context);
  if (columns !== undefined) return schema.type === 'array' ? columns.map(inBrackets) : columns;
  const ofInput = inputChoices(place, context);
  if (ofInput !== undefined) return schema.type === 'array' ? ofInput.map(inBrackets) : ofInput;
  if (schema.dimension !== undefined) return quantities(schema.dimension, schema, place);
  if (schema.type === 'array') {
    const whole = [schema.default, ...(schema.examples ?? [])].filter((value) => value !== undefined);
    const lists = whole.map((value, index) =>
      choice(yamlOf(value), index === 0 && schema.default !== undefined ? 'default' : undefined),
    );
    return [...valueChoices(schema.items ?? {}, place, context).map(inBrackets), ...distinct(lists)];
  }
  return plainChoices(schema, path);
}

function plainChoices(schema: SchemaView, path: string): Choice[] {
  const isDefault = (word: string) =>
    schema.default !== undefined && yamlOf(schema.default) === word ? 'default' : undefined;
  const documented = (word: string): Choice => {
    const note = noteOn(path, word);
    return { ...choice(word, isDefault(word)), ...(note !== undefined && { documentation: note }) };
  };
  if (schema.type === 'boolean') return ['true', 'false'].map(documented);
  const words = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  if (words.length > 0) return words.map(documented);
  const members = (schema.anyOf ?? []).flatMap((member) => plainChoices(member, path));
  const values = [schema.default, ...(schema.examples ?? [])].filter((value) => value !== undefined);
  return distinct([...members, ...values.map((value) => choice(yamlOf(value), isDefault(yamlOf(value))))]);
}

const choice = (text: string, detail: string | undefined): Choice => ({
  label: text,
  kind: 'value',
  insert: text,
  ...(detail !== undefined && { detail }),
});

/** A list stands in brackets even when it has one item, so that a second is one comma away. */
const inBrackets = (one: Choice): Choice => ({ ...one, insert: `[${one.insert}]` });

function distinct(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map((one) => [one.label, one])).values()];
}

let boardList: Choice[] | undefined;

/** Made once: the facts of 812 boards take longer than everything else at a key press. */
function boards(): Choice[] {
  return (boardList ??= boardChoices().map(({ id, summary, board }) => ({
    label: id,
    kind: 'board',
    detail: summary,
    documentation: boardFacts(board),
    insert: id,
  })));
}

/** After a number its units, else examples, and for memory what the board has. */
function quantities(dimension: Dimension, schema: SchemaView, { before, path, located }: CursorPlace): Choice[] {
  const number = /^[0-9]+(?:\.[0-9]*)?/.exec(before)?.[0];
  if (number !== undefined) {
    const units = Object.keys(UNITS[dimension]).filter((unit) => !['KB', 'us', 'uJ'].includes(unit));
    const usual = USUAL_UNITS[dimension];
    const ordered = [...usual, ...units.filter((unit) => !usual.includes(unit))];
    return ordered.map((unit) => ({ label: `${number} ${unit}`, kind: 'unit', insert: `${number} ${unit}` }));
  }
  const examples = [
    ...(schema.stretch === true ? [choice('all', 'default')] : []),
    ...(schema.examples ?? []).map((example) => choice(String(example), 'example')),
  ];
  const board = boardNamed(scalarAt(located, 'target.board') ?? '');
  if (board === undefined || !path.startsWith('constraints.')) return examples;
  const has = { 'constraints.flash': board.flashBytes, 'constraints.ram': board.ramBytes }[path];
  return has === undefined ? examples : [...examples, choice(formatBytes(has), `all that ${board.id} has`)];
}

/** What people mean most often, first. */
const USUAL_UNITS: Readonly<Record<Dimension, readonly string[]>> = {
  bytes: ['KiB', 'B'],
  seconds: ['ms', 's', 'µs', 'min'],
  hertz: ['Hz', 'kHz'],
  joules: ['mJ', 'µJ'],
  share: ['%'],
};
