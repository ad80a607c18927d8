import { LANES, ROW_BYTES, ROW_SHIFT } from './lanes';

/**
 * Series, each `[sample][channel]` as in the file, become one panel `[sample][channel][lane]`, normalised on the way.
 * `sources`: an address per lane. `normalisation`: [channel] offset, then [channel] scale.
 */
export function loadPanel(sources: usize, samples: usize, channels: usize, normalisation: usize, panel: usize, stride: usize): void {
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    let a = <usize>load<u32>(sources, 0), b = <usize>load<u32>(sources, 4);
    let c = <usize>load<u32>(sources, 8), d = <usize>load<u32>(sources, 12);
    let row = panel + (lane << 2);
    const scales = channels << 2;
    const gap = stride - (channels << ROW_SHIFT);
    const end = normalisation + scales, fours = normalisation + (scales & ~15);
    for (let sample: usize = 0; sample < samples; sample++) {
      let offset = normalisation;
      for (; offset < fours; offset += 16) {
        const x = v128.load(a), y = v128.load(b), z = v128.load(c), w = v128.load(d);
        const low = v128.shuffle<f32>(x, y, 0, 4, 1, 5), high = v128.shuffle<f32>(x, y, 2, 6, 3, 7);
        const low2 = v128.shuffle<f32>(z, w, 0, 4, 1, 5), high2 = v128.shuffle<f32>(z, w, 2, 6, 3, 7);
        write(row, v128.shuffle<f32>(low, low2, 0, 1, 4, 5), offset, scales);
        write(row + ROW_BYTES, v128.shuffle<f32>(low, low2, 2, 3, 6, 7), offset + 4, scales);
        write(row + 2 * ROW_BYTES, v128.shuffle<f32>(high, high2, 0, 1, 4, 5), offset + 8, scales);
        write(row + 3 * ROW_BYTES, v128.shuffle<f32>(high, high2, 2, 3, 6, 7), offset + 12, scales);
        a += 16; b += 16; c += 16; d += 16;
        row += 4 * ROW_BYTES;
      }
      for (; offset < end; offset += 4) {
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

/** One channel of four series, normalised. `scales`: bytes from a channel's offset to its scale. */
@inline
function write(row: usize, values: v128, offset: usize, scales: usize): void {
  v128.store(row, f32x4.mul(f32x4.sub(values, v128.load32_splat(offset)), v128.load32_splat(offset + scales)));
}

export { writeMask } from './masks';
