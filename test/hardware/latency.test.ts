import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import { costOf } from '../../src/hardware/cost.ts';
import { estimateLatency, total } from '../../src/hardware/latency.ts';
import { MEASURED_SETS } from '../../src/hardware/work-costs.ts';
import { WORK_COSTS } from '../../src/hardware/work-costs-data.ts';
import { macsOf } from '../../src/hardware/work.ts';
import { type Architecture, CELL_NAMES } from '../../src/protocol/architecture.ts';
import { need } from '../firmware/tools.ts';
import { measureWork } from '../support/work-measurement.ts';
import { randomArchitecture } from '../support/random-network.ts';

const lstm: Architecture = {
  inputs: 9,
  frontend: { kind: 'none' },
  recurrent: [{ cell: 'lstm', hidden: 32 }],
  pooling: 'last',
  task: 'classification',
  outputs: 6,
};

describe('costs of work', () => {
  it.for(MEASURED_SETS)(
    'are near what %s takes on networks that the fit has not seen: within three times the error of 19 in 20',
    { timeout: 60_000 },
    async (set, context) => {
      const qemu = EMULATED_BOARDS.find(({ core }) => core === set)?.emulator.program;
      const gcc = set === 'avr8' ? 'avr-gcc' : set === 'riscv32imc' ? 'riscv64-unknown-elf-gcc' : 'arm-none-eabi-gcc';
      need(context, gcc, ...(qemu === undefined ? [] : [qemu]));
      const random = new Random('other networks');
      const small = Array.from({ length: 60 }, () => randomArchitecture(random)).filter(
        (architecture) => macsOf(architecture).step < 1_500,
      );
      for (const architecture of small.slice(0, 6)) {
        const { work, taken } = await measureWork(architecture, set);
        const error = Math.abs(total(work, WORK_COSTS[set]) / taken - 1);
        expect(error, JSON.stringify(architecture)).toBeLessThan(3 * WORK_COSTS[set].error);
      }
    },
  );
});

describe('work', () => {
  it.each(CELL_NAMES)('counts the multiply-accumulates of %s as its formula does', (cell) => {
    const gates = { rnn: 1, fastgrnn: 1, mgu: 2, gru: 3, lstm: 4 }[cell];
    const architecture: Architecture = { ...lstm, recurrent: [{ cell, hidden: 10 }] };
    expect(macsOf(architecture).step).toBe(gates * 10 * (9 + 10));
    const lowRank: Architecture = { ...lstm, recurrent: [{ cell, hidden: 10, inputRank: 2, recurrentRank: 3 }] };
    expect(macsOf(lowRank).step).toBe(2 * 9 + 3 * 10 + gates * 10 * (2 + 3));
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

  it('counts each convolution block at its own rate', () => {
    const block = { kernel: 5, stride: 2 };
    const blocks = [16, 24, 32].map((filters) => ({ filters, ...block }));
    const cnn: Architecture = { ...lstm, blocks, recurrent: [], pooling: 'mean' };
    const [first, second, third] = [5 * 9 + 9 * 16, 5 * 16 + 16 * 24, 5 * 24 + 24 * 32];
    const windowed = costOf(cnn, { board, mode: 'windowed', samples: 128 });
    expect(windowed.macs).toBe(62 * first + 29 * second + 13 * third + 32 * 6);
    // What must fit between two samples: a step of all of them.
    const streaming = costOf(cnn, { board, mode: 'streaming', samples: 128 });
    expect(streaming.macs).toBe(first + second + third + 32 * 6);
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
