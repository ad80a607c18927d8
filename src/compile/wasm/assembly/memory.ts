/** First byte that the engine may use, on a cache line. */
export function heapStart(): usize {
  return (__heap_base + 63) & ~63;
}

export function clear(address: usize, bytes: usize): void {
  memory.fill(address, 0, bytes);
}
