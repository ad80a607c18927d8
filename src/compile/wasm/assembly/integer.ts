import { ROW_BYTES, ROW_SHIFT } from './lanes';

/**
 * The integer network over panels of sixteen series: rows of int32, `[row][lane]`, of values that mostly fit in int16. Each
 * kernel performs exactly the operations of network/integer, on every lane.
 */

/** A raw sample as the chip sees it. `format`: [channel] offset, then [channel] scale · 2^(fraction + 1). */
export function integerSamples(sources: usize, samples: usize, channels: usize, format: usize, panel: usize): void {
  for (let lane: usize = 0; lane < ROW_BYTES; lane += 16) {
    let a = <usize>load<u32>(sources, 0), b = <usize>load<u32>(sources, 4);
    let c = <usize>load<u32>(sources, 8), d = <usize>load<u32>(sources, 12);
    const factors = channels << 2;
    let row = panel + lane;
    for (let sample: usize = 0; sample < samples; sample++) {
      for (let offset = format, end = format + factors; offset < end; offset += 4) {
        let raw = v128.load32_zero(a);
        raw = v128.load32_lane(b, raw, 1);
        raw = v128.load32_lane(c, raw, 2);
        raw = v128.load32_lane(d, raw, 3);
        const twice = f32x4.mul(f32x4.sub(raw, v128.load32_splat(offset)), v128.load32_splat(offset + factors));
        v128.store(row, clamp16(half(twice)));
        a += 4; b += 4; c += 4; d += 4;
        row += ROW_BYTES;
      }
    }
    sources += 16;
  }
}

/** Half of a value within ±65536, rounded, halves away from zero; of NaN that of −65536. */
@inline
function half(twice: v128): v128 {
  const most = f32x4.splat(65536), least = f32x4.splat(-65536);
  const above = v128.bitselect(twice, least, f32x4.gt(twice, least));
  const truncated = i32x4.trunc_sat_f32x4_s(v128.bitselect(most, above, f32x4.gt(above, most)));
  // One further from zero, and half of that towards zero.
  const further = i32x4.add(truncated, v128.or(i32x4.shr_s(truncated, 31), i32x4.splat(1)));
  return i32x4.shr_s(i32x4.add(further, i32x4.shr_u(further, 31)), 1);
}

/** Rows of int16 as products take them: two to a row, the first in the lower halves; zeros after an odd one. */
export function integerPack(rows: usize, count: usize, packed: usize): void {
  const low = i32x4.splat(0xffff);
  const end = rows + ((count & ~1) << ROW_SHIFT);
  for (; rows < end; rows += ROW_BYTES) {
    for (const next = rows + ROW_BYTES; rows < next; rows += 16) {
      const odd = i32x4.shl(v128.load(rows, ROW_BYTES), 16);
      v128.store(packed, v128.or(v128.and(v128.load(rows), low), odd));
      packed += 16;
    }
  }
  if (count & 1) {
    for (const next = rows + ROW_BYTES; rows < next; rows += 16) {
      v128.store(packed, v128.and(v128.load(rows), low));
      packed += 16;
    }
  }
}

/** output[row] = requantised Σ weights · vector. `weights`: [row][pair] two int16; `multipliers`: [row] int32. */
export function integerProduct(
  packed: usize,
  pairs: usize,
  weights: usize,
  rows: usize,
  multipliers: usize,
  preShift: i32,
  shift: i32,
  output: usize,
): void {
  const start = i32x4.splat(preShift == 0 ? 0 : 1 << (preShift - 1));
  const ofRow = pairs << 2;
  const end = output + (rows << ROW_SHIFT);
  // Two rows share what is read of the vector. Sums of integers do not depend on their order.
  for (; output + ROW_BYTES < end; output += 2 * ROW_BYTES) {
    let a0 = start, a1 = start, a2 = start, a3 = start;
    let b0 = start, b1 = start, b2 = start, b3 = start;
    let x = packed;
    for (const next = weights + ofRow; weights < next; weights += 4) {
      const a = v128.load32_splat(weights), b = v128.load32_splat(weights + ofRow);
      const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x0, a));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x1, a));
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x2, a));
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x3, a));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(x0, b));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(x1, b));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(x2, b));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(x3, b));
      x += ROW_BYTES;
    }
    weights += ofRow;
    requantiseRow(output, a0, a1, a2, a3, multipliers, preShift, shift);
    requantiseRow(output + ROW_BYTES, b0, b1, b2, b3, multipliers + 4, preShift, shift);
    multipliers += 8;
  }
  if (output < end) {
    let a0 = start, a1 = start, a2 = start, a3 = start;
    let x = packed;
    for (const next = weights + ofRow; weights < next; weights += 4) {
      const a = v128.load32_splat(weights);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(v128.load(x), a));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(v128.load(x, 16), a));
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(v128.load(x, 32), a));
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(v128.load(x, 48), a));
      x += ROW_BYTES;
    }
    requantiseRow(output, a0, a1, a2, a3, multipliers, preShift, shift);
  }
}

@inline
function requantiseRow(output: usize, a: v128, b: v128, c: v128, d: v128, multiplier: usize, preShift: i32, shift: i32): void {
  const by = v128.load32_splat(multiplier);
  v128.store(output, requantised(a, by, preShift, shift));
  v128.store(output, requantised(b, by, preShift, shift), 16);
  v128.store(output, requantised(c, by, preShift, shift), 32);
  v128.store(output, requantised(d, by, preShift, shift), 48);
}

@inline
function requantised(sum: v128, multiplier: v128, preShift: i32, shift: i32): v128 {
  return rounded(i32x4.mul(i32x4.shr_s(sum, preShift), multiplier), shift);
}

/** value / 2^shift, halves up; `shift` at least 1 */
@inline
function rounded(value: v128, shift: i32): v128 {
  return i32x4.shr_s(i32x4.add(value, i32x4.splat(1 << (shift - 1))), shift);
}

/** The kernels of the channels over a window [tap][channel], saturated. `weights`: [channel][tap] int32. */
export function integerDepthwise(
  window: usize,
  channels: usize,
  taps: usize,
  weights: usize,
  multipliers: usize,
  preShift: i32,
  shift: i32,
  output: usize,
): void {
  const start = i32x4.splat(preShift == 0 ? 0 : 1 << (preShift - 1));
  const sample = channels << ROW_SHIFT;
  for (let channel: usize = 0; channel < channels; channel++) {
    const by = v128.load32_splat(multipliers + (channel << 2));
    for (const next = output + ROW_BYTES; output < next; output += 16) {
      let sum = start;
      for (let tap: usize = 0, x = window; tap < taps; tap++, x += sample) {
        sum = i32x4.add(sum, i32x4.mul(v128.load(x), v128.load32_splat(weights + (tap << 2))));
      }
      v128.store(output, clamp16(requantised(sum, by, preShift, shift)));
      window += 16;
    }
    weights += taps << 2;
  }
}

/** The mean of so many samples, saturated. */
export function integerDecimate(
  window: usize,
  channels: usize,
  factor: usize,
  multiplier: i32,
  preShift: i32,
  shift: i32,
  output: usize,
): void {
  const start = i32x4.splat(preShift == 0 ? 0 : 1 << (preShift - 1));
  const by = i32x4.splat(multiplier);
  const sample = channels << ROW_SHIFT;
  for (const end = output + sample; output < end; output += 16) {
    let sum = start;
    for (let step: usize = 0, x = window; step < factor; step++, x += sample) sum = i32x4.add(sum, v128.load(x));
    v128.store(output, clamp16(requantised(sum, by, preShift, shift)));
    window += 16;
  }
}

/** max(0, saturated(rows + bias)), in place. `bias`: [row] int32. */
export function integerRectify(rows: usize, count: usize, bias: usize): void {
  const zero = i32x4.splat(0);
  for (const end = rows + (count << ROW_SHIFT); rows < end; bias += 4) {
    const term = v128.load32_splat(bias);
    for (const next = rows + ROW_BYTES; rows < next; rows += 16) {
      v128.store(rows, i32x4.max_s(clamp16(i32x4.add(v128.load(rows), term)), zero));
    }
  }
}

/** Every so many-th of some rows, added to the output. `stride`: bytes from one to the next. */
export function integerAddRows(rows: usize, stride: usize, output: usize, count: usize): void {
  for (const end = output + (count << ROW_SHIFT); output < end; rows += stride) {
    for (let lane: usize = 0; lane < ROW_BYTES; lane += 16) {
      v128.store(output, i32x4.add(v128.load(output), v128.load(rows + lane)));
      output += 16;
    }
  }
}

/** The same for all lanes. `values`: int32, `stride` bytes from one to the next. */
export function integerSpread(values: usize, stride: usize, output: usize, count: usize): void {
  for (const end = output + (count << ROW_SHIFT); output < end; values += stride) {
    const value = v128.load32_splat(values);
    for (const next = output + ROW_BYTES; output < next; output += 16) v128.store(output, value);
  }
}

export function integerAdd(left: usize, right: usize, output: usize, count: usize): void {
  for (const end = output + (count << ROW_SHIFT); output < end; output += 16, left += 16, right += 16) {
    v128.store(output, i32x4.add(v128.load(left), v128.load(right)));
  }
}

/** left · right / 2^shift, rounded; `shift` may be 0. */
export function integerMultiply(left: usize, right: usize, shift: i32, output: usize, count: usize): void {
  const up = i32x4.splat(shift == 0 ? 0 : 1 << (shift - 1));
  for (const end = output + (count << ROW_SHIFT); output < end; output += 16, left += 16, right += 16) {
    const product = i32x4.mul(v128.load(left), v128.load(right));
    v128.store(output, i32x4.shr_s(i32x4.add(product, up), shift));
  }
}

/** one − values */
export function integerComplement(values: usize, one: i32, output: usize, count: usize): void {
  const from = i32x4.splat(one);
  for (const end = output + (count << ROW_SHIFT); output < end; output += 16, values += 16) {
    v128.store(output, i32x4.sub(from, v128.load(values)));
  }
}

/** values · 2^shift */
export function integerShiftLeft(values: usize, shift: i32, output: usize, count: usize): void {
  for (const end = output + (count << ROW_SHIFT); output < end; output += 16, values += 16) {
    v128.store(output, i32x4.shl(v128.load(values), shift));
  }
}

/** values / 2^shift, rounded, and no more than so many bits; `shift` may be 0. */
export function integerNarrow(values: usize, shift: i32, bits: i32, output: usize, count: usize): void {
  const up = i32x4.splat(shift == 0 ? 0 : 1 << (shift - 1));
  const most = i32x4.splat(<i32>((1 << (bits - 1)) - 1)), least = i32x4.splat(<i32>(-1 << (bits - 1)));
  for (const end = output + (count << ROW_SHIFT); output < end; output += 16, values += 16) {
    const value = i32x4.shr_s(i32x4.add(v128.load(values), up), shift);
    v128.store(output, i32x4.max_s(i32x4.min_s(value, most), least));
  }
}

export function integerRelu(values: usize, output: usize, count: usize): void {
  const zero = i32x4.splat(0);
  for (const end = output + (count << ROW_SHIFT); output < end; output += 16, values += 16) {
    v128.store(output, i32x4.max_s(v128.load(values), zero));
  }
}

/** Linear interpolation in a table of int16, of 256 intervals; `values` in Q12, saturated to ±8. */
export function integerLookUp(values: usize, table: usize, output: usize, count: usize): void {
  for (const end = output + (count << ROW_SHIFT); output < end; output += 4, values += 4) {
    const position = max(min(load<i32>(values), 32767), -32768) + 32768;
    const entry = table + (<usize>(position >> 8) << 1);
    const left = <i32>load<i16>(entry);
    store<i32>(output, left + (((<i32>load<i16>(entry, 2) - left) * (position & 255) + 128) >> 8));
  }
}

@inline
function clamp16(value: v128): v128 {
  return i32x4.max_s(i32x4.min_s(value, i32x4.splat(32767)), i32x4.splat(-32768));
}
