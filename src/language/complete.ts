import { valueChoices } from './complete-values.ts';
import { keyChoices, mappingSnippet } from './complete-keys.ts';
import type { Choice, Completion } from './completion.ts';
import type { LanguageContext } from './context.ts';
import { listedItems, mappingOf } from './located.ts';
import { type CursorPlace, placeAt } from './place.ts';

/** What may be typed at the offset, in the order in which it should be offered. */
export function completionsAt(text: string, offset: number, context: LanguageContext = {}): Completion[] {
  const place = placeAt(text, offset);
  if (place === undefined) return [];
  const blank = place.needsBlank ? ' ' : '';
  return choicesAt(place, context).map((choice, index) => ({
    snippet: false,
    again: false,
    ...choice,
    insert: blank + choice.insert,
    replace: place.word,
    order: String(index).padStart(4, '0'),
  }));
}

function choicesAt(place: CursorPlace, context: LanguageContext): Choice[] {
  const { role, within, schema, parent, path } = place;
  if (role === 'key') {
    // A line below `cell:`, indented: an item of the list.
    if (within?.items !== undefined) return listItems(place, context);
    return within === undefined ? [] : keyChoices(within, parent, place);
  }
  const mapping = mappingOf(schema);
  if (role === 'item' && mapping !== undefined) return keyChoices(mapping, undefined, { ...place, colon: false });
  if (mapping !== undefined && schema !== undefined) {
    const insert = schema.items === undefined ? mappingSnippet(mapping) : `[${mappingSnippet(mapping)}]`;
    return [{ label: insert.replaceAll(/\$\{?\d:?|\}(?=[,\s])/g, ''), kind: 'value', insert, snippet: true }];
  }
  if (schema === undefined) return [];
  const listed = role === 'item' ? listedItems(parent, path) : new Set<string>();
  return valueChoices(schema, place, context).filter(({ label }) => !listed.has(label));
}

function listItems(place: CursorPlace, context: LanguageContext): Choice[] {
  const items = place.within!.items!;
  const mapping = mappingOf(items);
  const path = place.path.replace(/\.[^.]*$/, '[0]');
  const choices =
    mapping === undefined ? valueChoices(items, { ...place, path }, context) : keyChoices(mapping, undefined, place);
  return choices.map((choice) => ({ ...choice, insert: `- ${choice.insert}` }));
}
