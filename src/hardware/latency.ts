import { stageCounts } from '../network/shapes.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Board } from './board.ts';
import { type Core, hasHelium } from './board-core.ts';
import { seriesWork, sum, type Work, WORK_KINDS, workOf } from './work.ts';
import type { MeasuredSet, WorkCosts } from './work-costs.ts';
import { WORK_COSTS } from './work-costs-data.ts';

interface CoreSpeed {
  readonly like: MeasuredSet;
  /** Cycles per unit of the costs of `like`: 1 where these are cycles. */
  readonly cycles: number;
}

/**
 * How fast a core runs what was counted in an emulator. Cycles were counted for M0+ and AVR; cycles per instruction of
 * the others are rough estimates from the cores' load, multiply and branch timings, not measurements. A Cortex-M0 needs
 * a cycle more than an M0+ for a taken branch.
 */
const CORE_SPEED: Readonly<Record<Core, CoreSpeed>> = {
  avr8: { like: 'avr8', cycles: 1 },
  'cortex-m0': { like: 'cortex-m0plus', cycles: 1.05 },
  'cortex-m0plus': { like: 'cortex-m0plus', cycles: 1 },
  'cortex-m3': { like: 'cortex-m3', cycles: 1.45 },
  'cortex-m4': { like: 'cortex-m4', cycles: 1.3 },
  'cortex-m7': { like: 'cortex-m7', cycles: 0.8 },
  'cortex-m33': { like: 'cortex-m33', cycles: 1.25 },
  'cortex-m55': { like: 'cortex-m55', cycles: 1.1 },
  riscv32imc: { like: 'riscv32imc', cycles: 1.3 },
  riscv32imac: { like: 'riscv32imc', cycles: 1.3 },
  // Not counted: Xtensa executes about as many instructions as RV32.
  'xtensa-lx6': { like: 'riscv32imc', cycles: 1.4 },
  'xtensa-lx7': { like: 'riscv32imc', cycles: 1.3 },
};

/** Of the cycles per instruction that are not measured. A judgement: compilers, flash wait states and caches differ. */
const CYCLES_ERROR = 0.25;

/** Where an estimate of latency comes from. */
interface LatencyBasis {
  /** Relative error to expect: of 19 in 20 networks that the fit had not seen, and what the estimate of cycles adds. */
  readonly error: number;
  /** For people. */
  readonly source: string;
}

interface Target {
  readonly core: Core;
  readonly clockHz: number;
  readonly emulated: boolean;
}

function latencyBasis({ core, emulated }: Pick<Target, 'core' | 'emulated'>): LatencyBasis {
  const { like, costs, cycles } = costsOf({ core, emulated });
  const networks = `a fit to ${costs.networks} networks`;
  if (emulated) return { error: costs.error, source: `instructions in QEMU, ${networks}` };
  if (like === core && cycles === 1) {
    const emulator = core === 'avr8' ? 'avr8js' : 'rp2040js';
    return { error: costs.error, source: `cycles in ${emulator}, ${networks}` };
  }
  const counted = like === 'cortex-m0plus' ? 'cycles of a Cortex-M0+ in rp2040js' : 'instructions in QEMU';
  const error = costs.error + CYCLES_ERROR;
  return { error, source: `${counted}, ${networks}; cycles of this core are an estimate` };
}

/** "± 5 % (cycles in rp2040js, a fit to 180 networks)" */
export function describeLatencyBasis({ core, emulator }: Pick<Board, 'core' | 'emulator'>): string {
  const { error, source } = latencyBasis({ core, emulated: emulator !== undefined });
  return `± ${Math.ceil(100 * error)} % (${source})`;
}

/** QEMU executes one instruction per cycle, whatever the core. */
function costsOf({ core, emulated }: Pick<Target, 'core' | 'emulated'>): CoreSpeed & { readonly costs: WorkCosts } {
  const speed = CORE_SPEED[core];
  const like = emulated && core === 'cortex-m0' ? core : speed.like;
  return { like, cycles: emulated ? 1 : speed.cycles, costs: WORK_COSTS[like] };
}

export interface LatencyEstimate {
  /** Seconds from the last sample of a window, all samples having waited until then, to the decision; with the reset. */
  readonly windowed: number;
  /** Seconds of the longest step and a prediction: what must fit between two samples. */
  readonly streaming: number;
}

/** @param samples of a window */
export function estimateLatency(architecture: Architecture, samples: number, target: Target): LatencyEstimate {
  const { costs, cycles } = costsOf(target);
  const seconds = (work: Work): number => (total(work, costs) * cycles) / target.clockHz;
  const network = workOf(architecture, hasHelium(target.core));
  return {
    windowed: seconds(seriesWork(network, stageCounts(architecture, samples))),
    streaming: seconds(sum([...network.steps, network.predict])),
  };
}

/** Instructions, or cycles where these were counted. */
export function total(work: Work, { weights }: Pick<WorkCosts, 'weights'>): number {
  return WORK_KINDS.reduce((taken, kind) => taken + weights[kind] * work[kind], 0);
}
