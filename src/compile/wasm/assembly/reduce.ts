/** The four lanes of a register, added in a fixed order. */
@inline
export function sumOfLanes(value: v128): f32 {
  return (
    f32x4.extract_lane(value, 0) + f32x4.extract_lane(value, 1) +
    (f32x4.extract_lane(value, 2) + f32x4.extract_lane(value, 3))
  );
}

/** Adds the sum of the lanes to the number at `address`. */
@inline
export function deposit(address: usize, value: v128): void {
  store<f32>(address, load<f32>(address) + sumOfLanes(value));
}
