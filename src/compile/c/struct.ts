/** A field of a constant descriptor that a routine reads. */
export interface Field {
  readonly type: 'int16_t' | 'uint16_t' | 'uint8_t' | 'uint32_t' | `const ${string} *`;
  readonly name: string;
  /** Extent of an array; absent: a single value. An extent of 0 leaves the field out. */
  readonly extent?: number;
  readonly comment: string;
}

const SCALAR_BYTES = { int16_t: 2, uint16_t: 2, uint8_t: 1, uint32_t: 4 } as const;

/** A struct type with the size that 32-bit compilers give it. */
export class Struct {
  readonly name: string;
  readonly fields: readonly Field[];

  constructor(name: string, fields: readonly Field[]) {
    this.name = name;
    this.fields = fields.filter(({ extent }) => extent !== 0);
  }

  /** sizeof, by the rule of every ABI in use: each field at a multiple of its size. */
  bytes(pointerBytes: number): number {
    let offset = 0;
    let alignment = 1;
    for (const { type, extent = 1 } of this.fields) {
      const size = type.endsWith('*') ? pointerBytes : SCALAR_BYTES[type as keyof typeof SCALAR_BYTES];
      offset = Math.ceil(offset / size) * size + size * extent;
      alignment = Math.max(alignment, size);
    }
    return Math.ceil(offset / alignment) * alignment;
  }

  declaration(): string[] {
    const texts = this.fields.map(({ type, name, extent }) => {
      const space = type.endsWith('*') ? '' : ' ';
      return `    ${type}${space}${name}${extent === undefined ? '' : `[${extent}]`};`;
    });
    const width = Math.max(...texts.map((text) => text.length));
    return [
      `typedef struct {`,
      ...texts.map((text, index) => `${text.padEnd(width)} /* ${this.fields[index]!.comment} */`),
      `} ${this.name};`,
    ];
  }

  /** A constant of this type. `values` has one text per field, in order. */
  constant(name: string, values: Readonly<Record<string, string>>): string[] {
    const texts = this.fields.map((field) => {
      const value = values[field.name];
      if (value === undefined) throw new Error(`${this.name}.${field.name} has no value`);
      return `    ${value},`;
    });
    const width = Math.max(...texts.map((text) => text.length));
    const items = texts.map((text, index) => `${text.padEnd(width)} /* ${this.fields[index]!.name} */`);
    return [`static const ${this.name} ${name} = {`, ...items, '};'];
  }
}
