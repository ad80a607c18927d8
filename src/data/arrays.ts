/**
 * Makes the arrays of a Dataset. Over SharedArrayBuffer, worker threads see the data without a copy; the arrays are
 * ordinary typed arrays either way, so that a Dataset passes through `postMessage` as it is.
 */
export interface Arrays {
  readonly floats: (length: number) => Float32Array;
  readonly integers: (length: number) => Uint32Array;
}

export function arraysIn(memory: 'shared' | 'private'): Arrays {
  const bytes = (count: number) => (memory === 'shared' ? new SharedArrayBuffer(count) : new ArrayBuffer(count));
  return {
    floats: (length) => new Float32Array(bytes(4 * length)),
    integers: (length) => new Uint32Array(bytes(4 * length)),
  };
}
