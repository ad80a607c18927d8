import { ROW_BYTES } from '../../../compile/wasm/lanes.ts';
import { Arena } from '../arena.ts';

type Content = Int16Array | Int32Array | Float32Array;

/** Where the parts of an integer network stand in the kernels' memory. First all are placed, then their contents written. */
export class IntegerMemory {
  readonly #arena: Arena;
  readonly #contents: { readonly address: number; readonly values: Content }[] = [];

  constructor(start: number) {
    this.#arena = new Arena(start);
  }

  /** Address of so many rows, [row][lane] int32. */
  rows(count: number): number {
    return this.#arena.allocate(count * ROW_BYTES);
  }

  /** Address of numbers that stay what they are. */
  place(values: Content): number {
    const address = this.#arena.allocate(values.byteLength);
    this.#contents.push({ address, values });
    return address;
  }

  /** First byte after the last part. */
  get end(): number {
    return this.#arena.end;
  }

  write(buffer: ArrayBuffer): void {
    const memory = new Uint8Array(buffer);
    for (const { address, values } of this.#contents) {
      memory.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address);
    }
  }
}
