import { sum } from '../base/means.ts';
import type { Reading } from '../firmware/measure/reading.ts';
import { boardNamed } from '../hardware/boards.ts';
import { costOf, type Deployment } from '../hardware/cost.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Timing } from '../protocol/measurement.ts';
import { samplesSeen } from '../protocol/sampling.ts';
import type { ChosenRun } from './run-choice.ts';

/**
 * The clock's side of a measurement, beside the estimate for the board that it was made on.
 * @param longest samples of the longest window, where the journal does not say
 * @returns null where the machine had no clock
 */
export function timingOf(
  { file, state }: ChosenRun,
  architecture: Architecture,
  { start, windows }: Reading,
  longest: number,
): Timing | null {
  const board = boardNamed(start.board);
  // Who counts cycles and knows no clock runs at that of the data sheet.
  const hz = start.hz > 0 ? start.hz : start.counts === 'cycles' ? (board?.clockHz ?? 0) : 0;
  const ticks = sum(windows.map((window) => window.ticks));
  if (hz === 0 || ticks === 0) return null;
  const mean = ticks / sum(windows.map(({ steps }) => steps));
  const predict = sum(windows.map((window) => window.predict)) / windows.length;
  const { mode, board: target } = file.spec.target;
  const samples = state.data?.samples === undefined ? longest : samplesSeen(architecture, state.data.samples);
  // An interrupt makes one step long; a step that is long in most windows is the model's.
  const longestStep = median(windows.map(({ most }) => most));
  const latency = (mode === 'windowed' ? samples * mean + predict : longestStep + predict) / hz;
  const modelled = (use: Omit<Deployment, 'board'>): number | null =>
    board === undefined ? null : costOf(architecture, { board, ...use }).latency;
  const own = board?.id === target ? state.header?.calibration?.factor : undefined;
  const total = windows.map(({ steps }) => modelled({ mode: 'windowed', samples: steps }));
  return {
    counts: start.counts,
    hz,
    step: {
      least: Math.min(...windows.map(({ least }) => least)),
      mean,
      most: Math.max(...windows.map(({ most }) => most)),
    },
    predict,
    latency,
    estimated: modelled({ mode, samples, latencyFactor: own }),
    ratio: total.includes(null) ? null : (ticks + sum(windows.map((w) => w.predict))) / hz / sum(total.map(Number)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
