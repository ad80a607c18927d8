import { isMap, isScalar } from 'yaml';
import type { Problem } from '../protocol/problem.ts';
import { type Cursor, spanOf, type Walk } from './cursor.ts';
import { fillDerivedDefaults } from './derived-defaults.ts';
import { Report, type Span } from './report.ts';
import { resolveMapping } from './resolve.ts';
import { DATA_RULES } from './rules/data-rules.ts';
import type { Written } from './rules/rule.ts';
import { REFERENCE_RULES } from './rules/reference-rules.ts';
import { SEARCH_RULES } from './rules/search-rules.ts';
import { TASK_RULES } from './rules/task-rules.ts';
import { VALIDATION_RULES } from './rules/validation-rules.ts';
import { type Spec, SpecSchema } from './schema.ts';
import { viewOf } from './schema-view.ts';
import { readYaml } from './yaml.ts';

/** Where a key and its value stand. */
interface Place {
  readonly key: Span;
  readonly value: Span;
}

export interface ParsedSpec {
  /** Undefined if, and only if, one of the problems is an error. */
  readonly spec: Spec | undefined;
  /** In the order of the text. */
  readonly problems: Problem[];
}

const RULES = [...DATA_RULES, ...VALIDATION_RULES, ...TASK_RULES, ...SEARCH_RULES, ...REFERENCE_RULES];

/** What an editor needs besides: the parts that are right although others are not, and where everything stands. */
export interface InspectedSpec extends ParsedSpec {
  /** The sections that are right in themselves. */
  readonly sections: Partial<Spec>;
  /** Of the value at a path, or of what stands around it. */
  readonly placeOf: (path: string) => Span;
  /** The key at the path, when the file gives it. */
  readonly keyOf: (path: string) => Span | undefined;
}

/** Reads a `.nas.yaml`. Never throws, whatever the text; files that it names are not looked at. */
export function parseSpec(text: string): ParsedSpec {
  const { spec, problems } = inspectSpec(text);
  return { spec, problems };
}

export function inspectSpec(text: string): InspectedSpec {
  const report = new Report(text);
  const places = new Map<string, Place>();
  const { document, faults } = readYaml(text);
  for (const { span, ...fault } of faults) report.add({ ...fault, path: '' }, span);
  // A tree with holes would only bring problems that vanish with the first.
  const readable = document !== undefined && !report.failed;
  const sections = readable ? resolveSpec({ text, document, report, places, aliases: 0 }) : {};
  return {
    // Without an error every section is there: the walk has held each key against the schema.
    spec: report.failed ? undefined : (sections as Spec),
    problems: report.problems(),
    sections,
    placeOf: (path) => placeOf({ places }, path, [0, 0]),
    keyOf: (path) => places.get(path)?.key,
  };
}

function resolveSpec(walk: Walk): Partial<Spec> {
  const { document, report, places } = walk;
  const root = document.contents;
  const empty = root === null || (isScalar(root) && root.value === null) || (isMap(root) && root.items.length === 0);
  if (empty || !isMap(root)) {
    const code = empty ? 'spec/empty' : 'spec/wrong-type';
    const message = empty ? 'the file is empty' : 'the file must be key: value lines';
    report.add(
      { code, message, hint: 'A search needs `name`, `data`, `task` and `target`.', path: '' },
      spanOf(root, [0, 0]),
    );
    return {};
  }
  const span = spanOf(root.items[0]?.key, [0, 0]);
  const cursor: Cursor = { path: '', name: '', item: false, node: root, span, aliased: false };
  const { value } = resolveMapping(walk, viewOf(SpecSchema), cursor);
  const sections = value as Partial<Spec>;
  const written: Written = (path) => places.has(path);
  fillDerivedDefaults(sections, written);
  for (const rule of RULES) {
    if (!rule.reads.every((section) => sections[section] !== undefined)) continue;
    for (const finding of rule.check(sections as Spec, written))
      report.add(finding, placeOf(walk, finding.path, cursor.span));
  }
  return sections;
}

/** The value at the path, or what stands around it: the list, or the key of the nearest mapping that the file gives. */
function placeOf({ places }: Pick<Walk, 'places'>, path: string, fallback: Span): Span {
  const place = places.get(path);
  if (place) return place.value;
  const cut = path.search(/[.[][^.[]*$/);
  if (cut < 0) return fallback;
  const around = places.get(path.slice(0, cut));
  if (!around) return placeOf({ places }, path.slice(0, cut), fallback);
  return path[cut] === '[' ? around.value : around.key;
}
