import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { LayerRunner } from '../../src/network/integer/layer-runner.ts';
import { quantise } from '../../src/network/integer/quantise.ts';
import { quantiseSample } from '../../src/network/integer/run.ts';
import { roundParameters, weightMatrices } from '../../src/network/integer/weights.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { ReferenceNetwork } from '../../src/network/reference.ts';
import { layerShapes } from '../../src/network/shapes.ts';
import { type Architecture, CELL_NAMES, type CellName } from '../../src/protocol/architecture.ts';

const CHANNELS = 3;
const HIDDEN = 6;
const STEPS = 100_000;
/** Zeros from here on. */
const QUIET = 80_000;

/** Largest |integer − float| of h at any step. Measured: LSTM 0.0085, FastGRNN 0.0016, the others 0.0010. */
const BOUNDS: Readonly<Record<CellName, number>> = {
  lstm: 0.0125,
  gru: 0.0015,
  mgu: 0.0015,
  rnn: 0.0015,
  fastgrnn: 0.003,
};

const format = {
  offset: new Float32Array(CHANNELS),
  scale: new Float32Array(CHANNELS).fill(1),
  targetOffset: 0,
  targetScale: 1,
};

/** Stretches of 5,000 steps in turns: slow waves, noise around a level, one constant value. Then zeros. */
function stream(random: Random): Float32Array {
  const values = new Float32Array(STEPS * CHANNELS);
  const level = Array.from({ length: CHANNELS }, () => 0);
  for (let step = 0; step < QUIET; step++) {
    const kind = Math.floor(step / 5000) % 3;
    for (let channel = 0; channel < CHANNELS; channel++) {
      if (step % 5000 === 0) level[channel] = random.normal();
      const wave = 1.5 * Math.sin(step / (200 + 150 * channel));
      values[step * CHANNELS + channel] = [wave, level[channel]! + 0.7 * random.normal(), level[channel]!][kind]!;
    }
  }
  return values;
}

/** h after every step, [step][unit], of a network of one layer. */
function floatStates(architecture: Architecture, parameters: Float32Array, series: Float32Array): Float32Array {
  const [output] = layerShapes(architecture)[0]!.cell.next;
  const states = new Float32Array(STEPS * HIDDEN);
  let count = 0;
  new ReferenceNetwork(architecture, parameters).run(series, (place, value) => {
    if (place.kind === 'node' && place.node === output) states[count++] = value;
  });
  expect(count).toBe(states.length);
  return states;
}

describe(`over ${STEPS.toLocaleString('en')} steps`, () => {
  it.each(CELL_NAMES)('the integer state stays by the float state, and rests where nothing comes in: %s', (cell) => {
    const architecture: Architecture = {
      inputs: CHANNELS,
      frontend: { kind: 'none' },
      recurrent: [{ cell, hidden: HIDDEN }],
      pooling: 'last',
      task: 'classification',
      outputs: 2,
    };
    const random = new Random(`stream ${cell}`);
    // Weights that are rounded already: what is left is the arithmetic of states and activations.
    const drawn = initialParameters(architecture, random);
    const parameters = roundParameters(weightMatrices(architecture), drawn);
    const series = stream(random);
    const expected = floatStates(architecture, parameters, series);
    const network = quantise(architecture, parameters, format, [series.subarray(0, 30_000 * CHANNELS)]);

    const layer = new LayerRunner(network.layers[0]!, layerShapes(architecture)[0]!);
    const unit = 2 ** network.layers[0]!.stateFractions[0]!;
    const sample = new Int16Array(CHANNELS);
    let worst = 0;
    let resting: Int16Array | undefined;
    let moved = 0;
    for (let step = 0; step < STEPS; step++) {
      quantiseSample(network.input, series.subarray(step * CHANNELS, (step + 1) * CHANNELS), sample);
      layer.step(sample);
      for (let i = 0; i < HIDDEN; i++) {
        worst = Math.max(worst, Math.abs(layer.output[i]! / unit - expected[step * HIDDEN + i]!));
      }
      if (step === STEPS - 10_000) resting = layer.output.slice();
      if (resting !== undefined)
        moved = layer.output.reduce((most, h, i) => Math.max(most, Math.abs(h - resting![i]!)), moved);
    }
    expect(worst).toBeLessThan(BOUNDS[cell]);
    expect(moved).toBeLessThanOrEqual(1);
  });
});
