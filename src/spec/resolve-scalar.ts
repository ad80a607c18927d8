import { isScalar } from 'yaml';
import { blame, type Cursor, type Walk } from './cursor.ts';
import { checkQuantity, type Dimension, DIMENSIONS, parseQuantity, type QuantityFault } from './quantity.ts';
import type { ProblemCode } from './codes.ts';
import { describeType, type SchemaView } from './schema-view.ts';
import { nearest } from './suggest.ts';

/** Stands for a value that was not right and has been reported. */
export const INVALID = Symbol('invalid');

/** The value of a text, number, word or quantity; INVALID after reporting why. */
export function resolveScalar(walk: Walk, schema: SchemaView, cursor: Cursor): unknown {
  if (!isScalar(cursor.node)) return wrongType(walk, schema, cursor);
  const { value } = cursor.node;
  if (value === null) return noValue(walk, schema, cursor);
  if (schema.stretch) return resolveStretch(walk, schema, value, cursor);
  if (schema.dimension) return resolveQuantity(walk, schema.dimension, value, cursor);
  if (schema.anyOf) return resolveUnion(walk, schema, schema.anyOf, value, cursor);
  const words = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (words)
    return typeof value === 'string' && words.includes(value) ? value : notAnOption(walk, schema, words, cursor);
  if (schema.type === 'boolean') return typeof value === 'boolean' ? value : wrongType(walk, schema, cursor);
  if (schema.type === 'string') return resolveText(walk, schema, value, cursor);
  return resolveNumber(walk, schema, value, cursor);
}

export function wrongType(walk: Walk, schema: SchemaView, cursor: Cursor, hint?: string): typeof INVALID {
  const value = isScalar(cursor.node) ? cursor.node.value : undefined;
  const suggestion = value === undefined ? undefined : mended(schema, value, walk.text.slice(...cursor.span));
  blame(walk, cursor, { code: 'spec/wrong-type', message: ` must be ${describeType(schema)}`, hint, suggestion });
  return INVALID;
}

export function noValue(walk: Walk, schema: SchemaView, cursor: Cursor): typeof INVALID {
  const what = cursor.item ? `an item of \`${cursor.name}\`` : `\`${cursor.name}\``;
  const message = `${what} has no value; it must be ${describeType(schema)}`;
  walk.report.add({ code: 'spec/no-value', message, path: cursor.path }, cursor.span);
  return INVALID;
}

/** The same value, spelt as the schema wants it. */
function mended(schema: SchemaView, value: unknown, source: string): string | undefined {
  if (schema.type === 'string') return typeof value === 'string' ? undefined : `"${source}"`;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if (schema.type === 'boolean')
    return { yes: 'true', on: 'true', true: 'true', no: 'false', off: 'false', false: 'false' }[word];
  if (/^[0-9]+(\.[0-9]+)?$/.test(word) && (schema.type === 'number' || !word.includes('.'))) return word;
  const percent = /^([0-9]+(?:\.[0-9]+)?)\s*%$/.exec(word);
  return schema.type === 'number' && percent ? String(Number(percent[1]) / 100) : undefined;
}

function notAnOption(walk: Walk, schema: SchemaView, words: readonly string[], cursor: Cursor): typeof INVALID {
  const value = isScalar(cursor.node) ? String(cursor.node.value) : '';
  const suggestion = nearest(value, words);
  const hint = suggestion === undefined ? undefined : `Did you mean \`${suggestion}\`?`;
  blame(walk, cursor, { code: 'spec/not-an-option', message: ` must be ${describeType(schema)}`, hint, suggestion });
  return INVALID;
}

/** A word or a number: whichever kind the value is, its problem is told in those terms. */
function resolveUnion(
  walk: Walk,
  schema: SchemaView,
  members: readonly SchemaView[],
  value: unknown,
  cursor: Cursor,
): unknown {
  const words = members.flatMap((member) => (member.const === undefined ? [] : [member.const]));
  if (typeof value === 'string' && words.includes(value)) return value;
  const number = members.find(({ type }) => type === 'number' || type === 'integer');
  if (typeof value === 'number' && number) return resolveNumber(walk, number, value, cursor);
  return notAnOption(walk, schema, words, cursor);
}

/** A time becomes one in seconds, with the unit: how many samples it is, the data tell. */
function resolveStretch(walk: Walk, schema: SchemaView, value: unknown, cursor: Cursor): unknown {
  if (value === 'all') return value;
  if (typeof value === 'number') return resolveNumber(walk, { type: 'integer', minimum: 1 }, value, cursor);
  if (typeof value !== 'string' || !/^[\s\d.+-]/.test(value)) return wrongType(walk, schema, cursor);
  const seconds = resolveQuantity(walk, 'seconds', value, cursor);
  return seconds === INVALID ? INVALID : `${String(seconds)} s`;
}

function resolveText(walk: Walk, schema: SchemaView, value: unknown, cursor: Cursor): unknown {
  if (typeof value !== 'string') return wrongType(walk, schema, cursor);
  const { minLength = 0, maxLength = Infinity, pattern, patternErrorMessage = 'is not written as it must be' } = schema;
  if (value.length < minLength) {
    blame(walk, cursor, { code: 'spec/too-short', message: ' must not be empty' });
  } else if (value.length > maxLength) {
    blame(walk, cursor, { code: 'spec/too-long', message: ` must have at most ${maxLength} characters` });
  } else if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) {
    blame(walk, cursor, { code: 'spec/malformed-text', message: ` ${patternErrorMessage}` });
  } else return value;
  return INVALID;
}

function resolveNumber(walk: Walk, schema: SchemaView, value: unknown, cursor: Cursor): unknown {
  if (typeof value !== 'number') return wrongType(walk, schema, cursor);
  if (!Number.isFinite(value)) {
    blame(walk, cursor, { code: 'spec/not-finite', message: ' must be a finite number' });
    return INVALID;
  }
  if (schema.type === 'integer' && !Number.isInteger(value)) return wrongType(walk, schema, cursor);
  const fault = outOfBounds(schema, value);
  if (fault === undefined) return value + 0; // −0 would not survive JSON
  blame(walk, cursor, fault);
  return INVALID;
}

function outOfBounds(
  schema: SchemaView,
  value: number,
): { code: ProblemCode; message: string; suggestion?: string } | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && value < minimum) {
    return { code: 'spec/below-minimum', message: ` must be at least ${minimum}`, suggestion: String(minimum) };
  }
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return { code: 'spec/below-minimum', message: ` must be more than ${exclusiveMinimum}` };
  }
  if (maximum !== undefined && value > maximum) {
    return { code: 'spec/above-maximum', message: ` must be at most ${maximum}`, suggestion: String(maximum) };
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    return { code: 'spec/above-maximum', message: ` must be less than ${exclusiveMaximum}` };
  }
  return undefined;
}

const QUANTITY_CODES: Readonly<Record<QuantityFault, ProblemCode>> = {
  malformed: 'spec/malformed-quantity',
  'missing-unit': 'spec/missing-unit',
  'unknown-unit': 'spec/unknown-unit',
  'not-positive': 'spec/below-minimum',
  'not-finite': 'spec/not-finite',
  'above-whole': 'spec/above-maximum',
};

/** Bare numbers are natural for bytes and hertz; for times and energies, people think in ms and mJ. */
const BASE_UNIT: Partial<Record<Dimension, string>> = { seconds: 's', joules: 'J' };

function resolveQuantity(walk: Walk, dimension: Dimension, value: unknown, cursor: Cursor): unknown {
  if (typeof value !== 'number' && typeof value !== 'string') return wrongType(walk, { dimension }, cursor);
  const parsed = typeof value === 'number' ? checkQuantity(value, dimension) : parseQuantity(value, dimension);
  if (!parsed.ok) {
    const { fault, message } = parsed;
    // A bare 93.4 is meant in percent.
    const percent = fault === 'above-whole' && typeof value === 'number' && value <= 100 ? `${value} %` : undefined;
    const suggestion = parsed.suggestion ?? percent;
    blame(walk, cursor, { code: QUANTITY_CODES[fault], message, suggestion });
    return INVALID;
  }
  const unit = BASE_UNIT[dimension];
  if (typeof value === 'number' && unit !== undefined) {
    const read = `${value} ${unit}`;
    blame(walk, cursor, {
      code: 'spec/missing-unit',
      severity: 'warning',
      message: ` is read as ${read}`,
      hint: `Write the unit: ${DIMENSIONS[dimension].plural} are written like \`${DIMENSIONS[dimension].example}\`.`,
      suggestion: read,
    });
  }
  return parsed.value;
}
