/** Where a kernel leaves sums over lanes, two registers each, before they are added up. */
export const scratch: usize = memory.data(1024, 64);

/** The two registers of a sum, added. */
@inline
function sumAt(sums: usize, offset: usize): v128 {
  return f32x4.add(v128.load(sums + offset), v128.load(sums + offset + 16));
}

/** Neighbouring lanes of two registers, added: a0 + a1, a2 + a3, b0 + b1, b2 + b3. */
@inline
function addNeighbours(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
}

/** Adds the lanes of `count` sums, in the order (0 + 1) + (2 + 3), to as many numbers at `address`. */
export function deposit(address: usize, sums: usize, count: usize): void {
  for (; count >= 4; count -= 4, address += 16, sums += 128) {
    const four = addNeighbours(
      addNeighbours(sumAt(sums, 0), sumAt(sums, 32)),
      addNeighbours(sumAt(sums, 64), sumAt(sums, 96)),
    );
    v128.store(address, f32x4.add(v128.load(address), four));
  }
  for (; count > 0; count--, address += 4, sums += 32) {
    const sum = sumAt(sums, 0);
    const pairs = addNeighbours(sum, sum);
    const one = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
    store<f32>(address, load<f32>(address) + one);
  }
}
