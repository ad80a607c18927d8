/** Weights in the order in which the kernels read them; made anew for every mini-batch. Both pad with zeros. */

/** [unit][column][gate] → [block of units][column][unit in block][gate] */
export function packForward(weights: usize, packed: usize, units: usize, columns: usize, gates: usize, block: usize): void {
  for (let first: usize = 0; first < units; first += block) {
    for (let column: usize = 0; column < columns; column++) {
      for (let unit = first; unit < first + block; unit++) {
        for (let gate: usize = 0; gate < gates; gate++, packed += 4) {
          const index = (unit * columns + column) * gates + gate;
          store<f32>(packed, unit < units ? load<f32>(weights + (index << 2)) : 0);
        }
      }
    }
  }
}

/** [unit][column][gate] → [block of 4 columns][unit][gate][column in block] */
export function packTransposed(weights: usize, packed: usize, units: usize, columns: usize, gates: usize): void {
  for (let first: usize = 0; first < columns; first += 4) {
    for (let unit: usize = 0; unit < units; unit++) {
      for (let gate: usize = 0; gate < gates; gate++) {
        for (let column = first; column < first + 4; column++, packed += 4) {
          const index = (unit * columns + column) * gates + gate;
          store<f32>(packed, column < columns ? load<f32>(weights + (index << 2)) : 0);
        }
      }
    }
  }
}
