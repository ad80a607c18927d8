import { describe, expect, it } from 'vitest';
import { boardNamed } from '../../src/hardware/boards.ts';
import { costOf } from '../../src/hardware/cost.ts';
import { parameterCount } from '../../src/network/parameters.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { trialDetail } from '../../src/runs/trial-detail.ts';
import { architectureCases } from '../support/architectures.ts';

const board = boardNamed('qemu:mps2-an386')!;
const SAMPLES = 64;

describe('the layers of a trial', () => {
  it.each(architectureCases())('add up to the network: $title', ({ architecture }) => {
    for (const mode of ['streaming', 'windowed'] as const) {
      const { layers } = trialDetail(3, architecture, { mode, samples: SAMPLES });
      const sum = (of: 'parameters' | 'macs'): number => layers.reduce((total, layer) => total + layer[of], 0);
      expect(sum('parameters')).toBe(parameterCount(architecture));
      expect(sum('macs')).toBe(costOf(architecture, { board, mode, samples: SAMPLES }).macs);
    }
  });

  const architecture: Architecture = {
    inputs: 9,
    frontend: { kind: 'convolution', filters: 8, kernel: 5, stride: 2 },
    blocks: [{ filters: 10, kernel: 3, stride: 2 }],
    recurrent: [{ cell: 'gru', hidden: 16, inputRank: 4 }],
    pooling: 'mean',
    dense: 12,
    task: 'classification',
    outputs: 6,
  };

  it('say what goes in and what comes out', () => {
    const shown = trialDetail(0, architecture, { mode: 'windowed', samples: 65 }).layers;
    expect(shown.map(({ title, shape }) => `${title}: ${shape}`)).toEqual([
      'Convolution, 8 filters over 5 samples, stride 2: [65 × 9] → [31 × 8]',
      'Separable convolution, 10 filters over 3 steps, stride 2: [31 × 8] → [15 × 10]',
      'GRU, 16 units, rank 4·full: [15 × 10] → [15 × 16]',
      'Mean over the steps: [15 × 16] → [16]',
      'Dense, 12 units: [16] → [12]',
      'Dense, 6 classes: [12] → [6]',
    ]);
    expect(shown.at(-2)!.equations).toEqual(['d = relu(W·mean(h) + b)']);
    expect(shown.at(-1)!.equations).toEqual(['y = W·d + b', 'class = argmax y']);
  });

  it('say what the network sees of the recordings', () => {
    const sampling = { every: 2, window: 20, channels: ['ax', 'gz'] };
    const seen: Architecture = { ...architecture, inputs: 2, sampling };
    const { layers } = trialDetail(0, seen, { mode: 'windowed', samples: 65 });
    expect(layers.slice(0, 2).map(({ title, shape }) => `${title}: ${shape}`)).toEqual([
      'Input: ax, gz; one sample in 2; the last 20: [20 × 2]',
      'Convolution, 8 filters over 5 samples, stride 2: [20 × 2] → [8 × 8]',
    ]);
    const whole: Architecture = { ...seen, sampling: { every: 2 } };
    expect(trialDetail(0, whole, { mode: 'windowed', samples: 65 }).layers[0]!.shape).toBe('[33 × 2]');
  });

  it('show one step when steps come one by one, or nobody knows how many', () => {
    for (const use of [
      { mode: 'streaming', samples: 65 },
      { mode: 'windowed', samples: undefined },
    ] as const) {
      expect(trialDetail(0, architecture, use).layers[1]!.shape).toBe('[8] → [10]');
    }
  });
});
