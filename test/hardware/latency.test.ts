import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import { costOf } from '../../src/hardware/cost.ts';
import { INSTRUCTIONS } from '../../src/hardware/instruction-counts.ts';
import { estimateLatency } from '../../src/hardware/latency.ts';
import { macsOf, WORK_KINDS, workOf } from '../../src/hardware/work.ts';
import { type Architecture, CELL_NAMES } from '../../src/protocol/architecture.ts';
import { need } from '../firmware/tools.ts';
import { measureInstructions } from '../support/instruction-measurement.ts';
import { randomArchitecture } from '../support/random-network.ts';

const lstm: Architecture = {
  inputs: 9,
  frontend: { kind: 'none' },
  recurrent: [{ cell: 'lstm', hidden: 32 }],
  pooling: 'last',
  task: 'classification',
  outputs: 6,
};

describe('instruction counts', () => {
  it.for(EMULATED_BOARDS.filter(({ core }) => core in INSTRUCTIONS))(
    'are within 10 % of what $id executes, on networks that the fit has not seen',
    async (board, context) => {
      need(
        context,
        board.core.startsWith('riscv') ? 'riscv64-unknown-elf-gcc' : 'arm-none-eabi-gcc',
        board.emulator.program,
      );
      const random = new Random('other networks');
      for (let i = 0; i < 6; i++) {
        const architecture = randomArchitecture(random);
        const { work, instructions } = await measureInstructions(architecture, board);
        const weights = INSTRUCTIONS[board.core as keyof typeof INSTRUCTIONS];
        const estimate = WORK_KINDS.reduce((sum, kind) => sum + weights[kind] * work[kind], 0);
        expect(Math.abs(estimate / instructions - 1), JSON.stringify(architecture)).toBeLessThan(0.1);
      }
    },
  );
});

describe('work', () => {
  it.each(CELL_NAMES)('counts the multiply-accumulates of %s as its formula does', (cell) => {
    const gates = { rnn: 1, fastgrnn: 1, mgu: 2, gru: 3, lstm: 4 }[cell];
    const architecture: Architecture = { ...lstm, recurrent: [{ cell, hidden: 10 }] };
    expect(macsOf(workOf(architecture).step)).toBe(gates * 10 * (9 + 10));
    const lowRank: Architecture = { ...lstm, recurrent: [{ cell, hidden: 10, inputRank: 2, recurrentRank: 3 }] };
    expect(macsOf(workOf(lowRank).step)).toBe(2 * 9 + 3 * 10 + gates * 10 * (2 + 3));
  });
});

describe('cost', () => {
  const board = EMULATED_BOARDS.find(({ id }) => id === 'qemu:mps2-an386')!;

  it('is per window or per sample', () => {
    const windowed = costOf(lstm, { board, mode: 'windowed', samples: 128 });
    const streaming = costOf(lstm, { board, mode: 'streaming', samples: 128 });
    expect(windowed.macs).toBe(128 * 4 * 32 * 41 + 6 * 32);
    expect(streaming.macs).toBe(4 * 32 * 41 + 6 * 32);
    expect(windowed.latency / streaming.latency).toBeGreaterThan(100);
    expect([windowed.flash, windowed.ram]).toEqual([streaming.flash, streaming.ram]);
  });

  it('is slower on a slower clock, and a convolution with a stride is faster', () => {
    const fast = estimateLatency(lstm, 128, { core: 'cortex-m4', clockHz: 100e6, emulated: false });
    const slow = estimateLatency(lstm, 128, { core: 'cortex-m4', clockHz: 50e6, emulated: false });
    expect(slow.windowed).toBeCloseTo(2 * fast.windowed, 12);
    const strided: Architecture = { ...lstm, frontend: { kind: 'convolution', filters: 8, kernel: 4, stride: 4 } };
    const quick = estimateLatency(strided, 128, { core: 'cortex-m4', clockHz: 100e6, emulated: false });
    expect(quick.windowed).toBeLessThan(fast.windowed / 3);
  });
});
