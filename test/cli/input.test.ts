import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../src/data/load.ts';
import type { IntegerNetwork } from '../../src/network/integer/network.ts';
import { IntegerRunner, quantiseSample } from '../../src/network/integer/run.ts';
import { chooseRun, chooseTrial } from '../../src/runs/run-choice.ts';
import { need } from '../firmware/tools.ts';
import { nas, workspace } from './nas.ts';

const folder = workspace();
const spec = join(folder, 'tiny.nas.yaml');

/** Networks that see the last 0.8 s of two channels, at half the rate. */
beforeAll(async () => {
  const input = '  input: { window: 800 ms, rate: 25 Hz, channels: [[acc_z, acc_x]] }\n';
  const text = readFileSync(spec, 'utf8').replace('space:\n', `space:\n${input}`);
  writeFileSync(spec, text.replace('trials: 10', 'trials: 2'));
  const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
  if (code !== 0) throw new Error(stderr);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The answers to the test set, from the file of the data and nothing that the search has made of it. */
async function answers(network: IntegerNetwork): Promise<{ right: number; total: number }> {
  const { test, channels } = await loadDataset(chooseRun(spec).file.spec, { baseDirectory: folder });
  const [x, z] = [channels.indexOf('acc_x'), channels.indexOf('acc_z')];
  const { values, starts, lengths, targets } = test!;
  let right = 0;
  starts.forEach((start, series) => {
    const runner = new IntegerRunner(network);
    const end = start + lengths[series]! - 1;
    for (let row = end - 2 * 19; row <= end; row += 2) {
      const raw = Float32Array.of(values[row * channels.length + x]!, values[row * channels.length + z]!);
      const sample = new Int16Array(2);
      quantiseSample(network.input, raw, sample);
      runner.step(sample);
    }
    const outputs = new Int32Array(network.architecture.outputs);
    runner.outputs(outputs);
    right += Number(outputs.indexOf(Math.max(...outputs)) === targets[series]);
  });
  return { right, total: starts.length };
}

describe('a search among inputs', () => {
  it('measures on the test set what its networks see', async () => {
    const run = chooseRun(spec);
    const { index, architecture } = chooseTrial(run, undefined);
    expect(architecture).toMatchObject({
      inputs: 2,
      sampling: { every: 2, window: 20, channels: ['acc_x', 'acc_z'] },
    });
    const { right, total } = await answers(run.directory.loadNetwork(index));
    const tested = run.state.test!.get(index)!;
    expect(tested).toMatchObject({ task: 'classification', count: total, accuracy: right / total });
  });

  it('leaves firmware that says which samples it wants', async () => {
    const { code } = await nas(folder, 'export', 'tiny.nas.yaml', '--framework', 'zephyr', '--output', 'out');
    expect(code).toBe(0);
    const read = (path: string): string => readFileSync(join(folder, 'out', path), 'utf8');
    expect(read('src/main.c')).toContain(' *\traw[0]\tacc_x\n *\traw[1]\tacc_z\n');
    expect(read('src/settings.h')).toContain(
      '/* Microseconds between two samples; the model takes one in 2 of those that were recorded. */\n' +
        '#define SAMPLING_PERIOD_US 40000u\n',
    );
    expect(read('src/settings.h')).toContain('#define WINDOW_STEPS 20u\n');
    const header = read('modules/model/include/model.h');
    expect(header).toContain('Sample: acc_x, acc_z, in this order.');
    expect(header).toContain('Samples per second: 25.');
    expect(header).toContain('That is one in 2 of the recorded 50 Hz.');
    expect(header).toContain('Window: 20 samples (800 ms).');
  });

  it('has its networks emulated bit for bit, at the cost of the samples that they see', async (context) => {
    need(context, 'arm-none-eabi-gcc', 'qemu-system-arm');
    const { code, stdout } = await nas(folder, 'emulate', 'tiny.nas.yaml', '--json');
    expect(code).toBe(0);
    const { different, estimated, measured } = JSON.parse(stdout) as {
      different: number;
      estimated: { instructionsPerWindow: number };
      measured: { instructionsPerWindow: number };
    };
    expect(different).toBe(0);
    const run = chooseRun(spec);
    const { cost } = chooseTrial(run, undefined);
    expect(cost.latency).toBeCloseTo(estimated.instructionsPerWindow / 25e6, 9);
    expect(estimated.instructionsPerWindow / measured.instructionsPerWindow).toBeCloseTo(1, 0);
  });
});
