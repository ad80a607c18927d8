/** Bytes of a cache line. */
const LINE = 64;

/** Lays blocks out one after the other, each on a cache line. Only addresses: the memory itself comes later. */
export class Arena {
  readonly start: number;
  #end: number;

  constructor(start: number) {
    this.start = start;
    this.#end = start;
  }

  /** Address of a new block. */
  allocate(bytes: number): number {
    const address = this.#end;
    this.#end = address + Math.ceil(bytes / LINE) * LINE;
    return address;
  }

  /** First byte after the last block. */
  get end(): number {
    return this.#end;
  }
}

/**
 * Bytes from one step of a panel to the next: an odd number of cache lines, because strides of a power of two fall on the
 * same few sets of the first-level cache.
 */
export function oddStride(bytes: number): number {
  return (Math.ceil(bytes / LINE) | 1) * LINE;
}
