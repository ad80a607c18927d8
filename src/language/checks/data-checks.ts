import { formatCount } from '../../base/format.ts';
import { quoteAll } from '../../spec/report.ts';
import { nearest } from '../../spec/suggest.ts';
import type { Analysis } from '../analysis.ts';
import { columnPathOf, describeColumn } from '../columns.ts';
import { yamlText } from '../documentation.ts';
import { scalarAt } from '../located.ts';
import { recordingsOf } from '../shape.ts';
import type { DomainCheck } from './check.ts';

/** The files themselves. */
export const dataFiles: DomainCheck = function* ({ analysis, context: { data } }) {
  for (const { key, code, message, hint } of data?.problems ?? []) {
    const path = `data.${key}`;
    const name = scalarAt(analysis.located, path) ?? key;
    const missing = code === 'data/file-not-found';
    yield {
      code: code as `data/${string}`,
      severity: 'error',
      path,
      message: missing ? `\`${name}\` does not exist` : `\`${name}\`: ${message}`,
      hint:
        missing && hint?.startsWith('Did') !== true ? 'Paths are relative to this file.' : hint?.replaceAll('"', '`'),
    };
  }
};

/** The columns that the text names, whether or not the rest of it is right. */
export const columnsOfData: DomainCheck = function* ({ analysis, context: { data } }) {
  if (data === undefined || data.columns.length === 0) return;
  const names = data.columns.map(({ name }) => name).filter((name) => name !== '');
  for (const { path, text } of namedColumns(analysis)) {
    const column = data.columns.find(({ name }) => name === text);
    if (column === undefined) {
      const suggestion = nearest(text, names);
      const shown = `${quoteAll(names.slice(0, 12))}${names.length > 12 ? ', …' : ''}`;
      yield {
        code: 'data/missing-column',
        severity: 'error',
        path,
        message: `there is no column \`${text}\` in the training data`,
        hint: suggestion === undefined ? `There are ${shown}.` : `Did you mean \`${suggestion}\`?`,
        suggestion: suggestion === undefined ? undefined : yamlText(suggestion),
      };
    } else if (!column.numeric && mustBeNumeric(path, analysis)) {
      yield {
        code: 'data/not-a-number',
        severity: 'error',
        path,
        message: `\`${text}\` holds text, and numbers are needed here`,
        hint: `The column: ${describeColumn(column, data)}.`,
      };
    }
  }
};

export const classesOfData: DomainCheck = function* ({ sections: { task }, context: { data } }) {
  if (data?.complete !== true || task?.type !== 'classification') return;
  const column = data.columns.find(({ name }) => name === task.target);
  if (column?.texts?.length !== 1) return;
  yield {
    code: 'data/one-class',
    severity: 'error',
    path: 'task.target',
    message: `\`${column.name}\` is \`${column.texts[0]!}\` in every row: there is only one class`,
    hint: 'A classification needs two classes at least.',
  };
};

export const windowOfData: DomainCheck = function* ({ sections: { data: spec }, context: { data } }) {
  if (data?.complete !== true || spec?.source !== 'csv' || data.source !== 'csv' || spec.window === undefined) return;
  const recordings = recordingsOf(spec, data);
  if (recordings === undefined || recordings.longest >= spec.window.length) return;
  const { longest } = recordings;
  const which = spec.series === undefined ? 'the recording has' : 'the longest series has';
  yield {
    code: 'data/window-too-long',
    severity: 'error',
    path: 'data.window.length',
    message: `a window takes ${formatCount(spec.window.length)} samples, and ${which} ${formatCount(longest)}`,
    suggestion: longest < 2 ? undefined : String(longest),
  };
};

function* namedColumns(analysis: Analysis): Generator<{ path: string; text: string }> {
  for (const { path, entry } of analysis.located) {
    if (entry.value.kind !== 'scalar' || columnPathOf(path) === undefined) continue;
    const { text } = entry.value;
    // Only a split by group reads its column; an alias is followed elsewhere.
    if (path === 'data.validation.column' && scalarAt(analysis.located, 'data.validation.by') !== 'group') continue;
    if (text !== '' && !text.startsWith('*')) yield { path, text };
  }
}

function mustBeNumeric(path: string, analysis: Analysis): boolean {
  if (path.startsWith('data.channels')) return true;
  return path === 'task.target' && scalarAt(analysis.located, 'task.type') === 'regression';
}
