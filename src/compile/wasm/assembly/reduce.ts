/** Where a kernel leaves sums over lanes, two registers each, before they are added up. */
export const scratch: usize = memory.data(1024, 64);

/** The four lanes of a register, added in a fixed order. */
@inline
function sumOfLanes(value: v128): f32 {
  return (
    f32x4.extract_lane(value, 0) + f32x4.extract_lane(value, 1) +
    (f32x4.extract_lane(value, 2) + f32x4.extract_lane(value, 3))
  );
}

/** Adds the lanes of two neighbouring registers to the number at `address`. */
@inline
export function deposit(address: usize, sums: usize): void {
  store<f32>(address, load<f32>(address) + sumOfLanes(f32x4.add(v128.load(sums), v128.load(sums, 16))));
}
