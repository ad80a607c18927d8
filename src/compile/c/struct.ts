type Scalar = 'int16_t' | 'uint16_t' | 'uint8_t' | 'uint32_t';

/** A field of a constant descriptor that a routine reads. */
export interface Field {
  /** A number, a pointer to numbers in flash, or another struct. */
  readonly type: Scalar | `CONSTANT ${string} *` | Struct;
  readonly name: string;
  /** Extent of an array; absent: a single value. An extent of 0 leaves the field out. */
  readonly extent?: number;
  readonly comment: string;
}

const SCALAR_BYTES: Readonly<Record<Scalar, number>> = { int16_t: 2, uint16_t: 2, uint8_t: 1, uint32_t: 4 };

/** Text for each field of a struct, and for each field of a struct within it. */
export interface Values {
  readonly [field: string]: string | Values;
}

/** A struct type with the size that compilers give it. */
export class Struct {
  readonly name: string;
  readonly fields: readonly Field[];

  constructor(name: string, fields: readonly Field[]) {
    this.name = name;
    this.fields = fields.filter(({ extent }) => extent !== 0);
  }

  /** sizeof, by the rule of every ABI in use: each field at a multiple of its alignment. AVR aligns nothing. */
  bytes(pointerBytes: number, aligned = true): number {
    return this.#layout(pointerBytes, aligned).bytes;
  }

  #layout(pointerBytes: number, aligned: boolean): { bytes: number; alignment: number } {
    let offset = 0;
    let alignment = 1;
    for (const { type, extent = 1 } of this.fields) {
      const field = type instanceof Struct ? type.#layout(pointerBytes, aligned) : scalar(type, pointerBytes, aligned);
      offset = Math.ceil(offset / field.alignment) * field.alignment + field.bytes * extent;
      alignment = Math.max(alignment, field.alignment);
    }
    return { bytes: Math.ceil(offset / alignment) * alignment, alignment };
  }

  declaration(): string[] {
    const texts = this.fields.map(({ type, name, extent }) => {
      const typeText = type instanceof Struct ? type.name : type;
      const space = typeText.endsWith('*') ? '' : ' ';
      return `    ${typeText}${space}${name}${extent === undefined ? '' : `[${extent}]`};`;
    });
    const width = Math.max(...texts.map((text) => text.length));
    return [
      `typedef struct {`,
      ...texts.map((text, index) => `${text.padEnd(width)} /* ${this.fields[index]!.comment} */`),
      `} ${this.name};`,
    ];
  }

  /** A constant of this type. `values` has one text per field, in order. */
  constant(name: string, values: Values): string[] {
    const texts = this.fields.map((field) => `    ${this.#initialiser(field, values)},`);
    const width = Math.max(...texts.map((text) => text.length));
    const items = texts.map((text, index) => `${text.padEnd(width)} /* ${this.fields[index]!.name} */`);
    return [`static CONSTANT ${this.name} ${name} = {`, ...items, '};'];
  }

  #initialiser({ type, name }: Field, values: Values): string {
    const value = values[name];
    if (type instanceof Struct && typeof value === 'object') {
      return `{${type.fields.map((field) => type.#initialiser(field, value)).join(', ')}}`;
    }
    if (typeof value !== 'string') throw new Error(`${this.name}.${name} has no value`);
    return value;
  }
}

function scalar(type: string, pointerBytes: number, aligned: boolean): { bytes: number; alignment: number } {
  const bytes = type.endsWith('*') ? pointerBytes : SCALAR_BYTES[type as Scalar];
  return { bytes, alignment: aligned ? bytes : 1 };
}
