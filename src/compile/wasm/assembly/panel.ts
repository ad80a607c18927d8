import { LANES, ROW_BYTES, ROW_SHIFT } from './lanes';

/**
 * Series, each `[sample][channel]` as in the file, become one panel `[sample][channel][lane]`, normalised on the way.
 * `sources`: an address per lane. `normalisation`: [channel][lane] offset, then [channel][lane] scale.
 */
export function loadPanel(sources: usize, samples: usize, channels: usize, normalisation: usize, panel: usize, stride: usize): void {
  const scales = channels << ROW_SHIFT;
  const gap = stride - scales;
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    let a = <usize>load<u32>(sources, 0), b = <usize>load<u32>(sources, 4);
    let c = <usize>load<u32>(sources, 8), d = <usize>load<u32>(sources, 12);
    let row = panel + (lane << 2);
    const first = normalisation + (lane << 2);
    const end = first + scales, fours = first + ((channels & ~3) << ROW_SHIFT);
    for (let sample: usize = 0; sample < samples; sample++) {
      let offset = first;
      for (; offset < fours; offset += 4 * ROW_BYTES) {
        const x = v128.load(a), y = v128.load(b), z = v128.load(c), w = v128.load(d);
        const low = v128.shuffle<f32>(x, y, 0, 4, 1, 5), high = v128.shuffle<f32>(x, y, 2, 6, 3, 7);
        const low2 = v128.shuffle<f32>(z, w, 0, 4, 1, 5), high2 = v128.shuffle<f32>(z, w, 2, 6, 3, 7);
        write(row, v128.shuffle<f32>(low, low2, 0, 1, 4, 5), offset, scales);
        write(row + ROW_BYTES, v128.shuffle<f32>(low, low2, 2, 3, 6, 7), offset + ROW_BYTES, scales);
        write(row + 2 * ROW_BYTES, v128.shuffle<f32>(high, high2, 0, 1, 4, 5), offset + 2 * ROW_BYTES, scales);
        write(row + 3 * ROW_BYTES, v128.shuffle<f32>(high, high2, 2, 3, 6, 7), offset + 3 * ROW_BYTES, scales);
        a += 16; b += 16; c += 16; d += 16;
        row += 4 * ROW_BYTES;
      }
      for (; offset < end; offset += ROW_BYTES) {
        let x = v128.load32_zero(a);
        x = v128.load32_lane(b, x, 1);
        x = v128.load32_lane(c, x, 2);
        x = v128.load32_lane(d, x, 3);
        write(row, x, offset, scales);
        a += 4; b += 4; c += 4; d += 4;
        row += ROW_BYTES;
      }
      row += gap;
    }
    sources += 16;
  }
}

/** One channel of four series, normalised. `scales`: bytes from the offsets of a channel to its scales. */
@inline
function write(row: usize, values: v128, offset: usize, scales: usize): void {
  v128.store(row, f32x4.mul(f32x4.sub(values, v128.load(offset)), v128.load(offset + scales)));
}

export { writeMask } from './masks';
