const ONE: usize = memory.data<f32>([1], 16);

/** NaN stays NaN. */
@inline
export function relu(value: v128): v128 {
  return f32x4.pmax(value, f32x4.splat(0));
}

/** 1 where the value is above 0, else 0: the slope of relu. */
@inline
export function step(value: v128): v128 {
  return v128.and(f32x4.gt(value, f32x4.splat(0)), v128.load32_splat(ONE));
}
