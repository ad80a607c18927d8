import type { IntegerMatrix } from '../../network/integer/network.ts';
import type { Place } from './context.ts';
import { type MatrixForm, packedBytes, packMatrix } from './packing.ts';
import type { Values } from './struct.ts';
import { indent, numberRows, textRows } from './text.ts';

/** Offsets in the context struct, as C expressions. */
export class Offsets {
  readonly #context: string;

  constructor(context: string) {
    this.#context = context;
  }

  member(name: string): string {
    return `offsetof(${this.#context}, ${name})`;
  }

  of({ member, index }: Place): string {
    return index === 0 ? this.member(member) : `${this.member(member)} + ${index} * sizeof(int16_t)`;
  }
}

/** The arrays of a matrix, `<name>_weights` and `<name>_multipliers`, and the values of its struct. */
export function matrixData(
  name: string,
  matrix: IntegerMatrix,
  form: MatrixForm,
  narrow = false,
): { readonly arrays: string[]; readonly values: Values } {
  const { units, columns, gates, multipliers, preShift, shift } = matrix;
  const packed = packMatrix(matrix, form).map((item) =>
    typeof item === 'number' ? String(item) : `PAIR(${item[0]}, ${item[1]})`,
  );
  return {
    arrays: [
      `static ALIGNED CONSTANT int8_t ${name}_weights[${packedBytes(units * gates, columns, form.bits)}] = {`,
      ...indent(textRows(packed, 4)),
      '};',
      ...array('int16_t', `${name}_multipliers`, multipliers, gates),
    ],
    values: {
      weights: `${name}_weights`,
      multipliers: `${name}_multipliers`,
      columns: size(columns),
      pre_shift: String(preShift),
      shift: form.bits === 4 ? `0x80 | ${shift}` : narrow ? `0x40 | ${shift}` : String(shift),
    },
  };
}

export function array(type: string, name: string, values: ArrayLike<number>, group: number): string[] {
  return [`static CONSTANT ${type} ${name}[${values.length}] = {`, ...indent(numberRows(values, group)), '};'];
}

/** A number of the descriptors' 16-bit fields. */
export function size(value: number): string {
  if (value > 0xffff) throw new RangeError(`the generated C counts to 65535; ${value} is too many`);
  return String(value);
}
