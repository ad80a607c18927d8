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
    const gap = stride - (channels << ROW_SHIFT);
    const end = normalisation + (channels << 2);
    for (let sample: usize = 0; sample < samples; sample++) {
      for (let offset = normalisation, scale = end; offset < end; offset += 4, scale += 4) {
        let x = v128.load32_zero(a);
        x = v128.load32_lane(b, x, 1);
        x = v128.load32_lane(c, x, 2);
        x = v128.load32_lane(d, x, 3);
        v128.store(row, f32x4.mul(f32x4.sub(x, v128.load32_splat(offset)), v128.load32_splat(scale)));
        a += 4; b += 4; c += 4; d += 4;
        row += ROW_BYTES;
      }
      row += gap;
    }
    sources += 16;
  }
}

export { writeMask } from './masks';
