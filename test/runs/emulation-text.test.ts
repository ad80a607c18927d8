import { expect, test } from 'vitest';
import type { Emulation } from '../../src/protocol/jobs.ts';
import { emulationLines, emulationSummary } from '../../src/runs/emulation-text.ts';

const emulation: Emulation = {
  trial: 3,
  board: { id: 'qemu:mps2-an386', name: 'QEMU Arm MPS2, AN386' },
  windows: 50,
  different: 0,
  data: 'test',
  quality: { task: 'classification', count: 50, accuracy: 0.94, macroF1: 0.9, confusion: [] },
  estimated: { flash: 2048, ram: 32, instructionsPerWindow: 100_000 },
  measured: { flash: 2060, ram: 32, stack: 120, instructionsPerStep: 1560, instructionsPerWindow: 99_500 },
  image: {
    flash: 5120,
    ram: 1024,
    parts: { model: { flash: 2060, ram: 0 }, libgcc: { flash: 0, ram: 0 }, framework: { flash: 3060, ram: 1024 } },
    estimated: { flash: 5000, ram: 1024 },
  },
};

test('what was measured stands beside what was estimated', () => {
  expect(emulationLines(emulation)).toEqual([
    'trial 3 on QEMU Arm MPS2, AN386: 50 of 50 windows as predicted, bit for bit',
    '  accuracy            94.00 % on 50 test windows',
    '  flash of the model  2,060 B (estimated 2,048, +12)',
    '  RAM of the model    32 B (estimated 32, exact), 120 B of stack',
    '  flash of the image  5,120 B (estimated 5,000, +120)',
    '    of which          framework 3,060 B, model 2,060 B',
    '  RAM of the image    1,024 B (estimated 1,024, exact), without the stack',
    '  instructions        1,560 per step, 99,500 per window (estimated 100,000)',
  ]);
  expect(emulationSummary(emulation)).toBe(
    'Trial 3 on QEMU Arm MPS2, AN386: 94.00 % accuracy on 50 test windows, bit for bit as predicted. ' +
      '99,500 instructions per window (estimated 100,000); model 2.01 KiB flash (2 KiB), 32 B RAM (32 B); ' +
      'image 5 KiB flash, 1 KiB RAM.',
  );
});

test('a regression has an error, and a difference is not hidden', () => {
  const regression = {
    ...emulation,
    different: 2,
    data: 'validation',
    quality: { task: 'regression', count: 50, rmse: 13.5, mae: 9, r2: 0.8 },
  } as const;
  expect(emulationLines(regression)[1]).toBe('  error               RMSE 13.50 on 50 validation windows');
  expect(emulationSummary(regression)).toContain('RMSE 13.50 on 50 validation windows, 2 windows NOT as predicted.');
});
