import { isMap, isScalar } from 'yaml';
import type { Problem } from '../protocol/problem.ts';
import { type Cursor, spanOf, type Walk } from './cursor.ts';
import { fillDerivedDefaults } from './derived-defaults.ts';
import { Report, type Span } from './report.ts';
import { resolveMapping } from './resolve.ts';
import { DATA_RULES } from './rules/data-rules.ts';
import type { Written } from './rules/rule.ts';
import { SEARCH_RULES } from './rules/search-rules.ts';
import { TASK_RULES } from './rules/task-rules.ts';
import { VALIDATION_RULES } from './rules/validation-rules.ts';
import { type Spec, SpecSchema } from './schema.ts';
import { viewOf } from './schema-view.ts';
import { readYaml } from './yaml.ts';

export interface ParsedSpec {
  /** Undefined if, and only if, one of the problems is an error. */
  readonly spec: Spec | undefined;
  /** In the order of the text. */
  readonly problems: Problem[];
}

const RULES = [...DATA_RULES, ...VALIDATION_RULES, ...TASK_RULES, ...SEARCH_RULES];

/** Reads a `.nas.yaml`. Never throws, whatever the text; files that it names are not looked at. */
export function parseSpec(text: string): ParsedSpec {
  const report = new Report(text);
  const { document, faults } = readYaml(text);
  for (const { span, ...fault } of faults) report.add({ ...fault, path: '' }, span);
  // A tree with holes would only bring problems that vanish with the first.
  const spec =
    document && !report.failed ? resolveSpec({ text, document, report, places: new Map(), aliases: 0 }) : undefined;
  return { spec: report.failed ? undefined : spec, problems: report.problems() };
}

function resolveSpec(walk: Walk): Spec | undefined {
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
    return undefined;
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
  // Without an error every section is there: the walk has held each key against the schema.
  return sections as Spec;
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
