import { indent, textRows } from '../c/text.ts';

/**
 * A float literal. Nine digits name every float32.
 * @throws RangeError when the number is none, or infinite
 */
export function floatLiteral(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) throw new RangeError(`${value} has no place in the generated C`);
  const text = String(Number(single.toPrecision(9)));
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

/** A constant array. A line holds whole groups of `group` values where one fits. */
export function floatArray(name: string, values: ArrayLike<number>, group: number): string[] {
  const rows = textRows(Array.from(values, floatLiteral), group);
  return [`static const float ${name}[${values.length}] = {`, ...indent(rows), '};'];
}
