import type { CellName } from '../protocol/architecture.ts';
import type { Core } from './board-core.ts';

/** Cores whose compiler the calibration had. */
export const MEASURED_CORES = [
  'avr8',
  'cortex-m0',
  'cortex-m0plus',
  'cortex-m3',
  'cortex-m4',
  'cortex-m7',
  'cortex-m33',
  'cortex-m55',
  'riscv32imc',
  'riscv32imac',
] as const satisfies readonly Core[];

export type MeasuredCore = (typeof MEASURED_CORES)[number];

/** Functions of a generated model whose size does not depend on the network. */
export type Routine =
  | 'multiply'
  | 'multiply_nibbles'
  | 'multiply_narrow'
  /** On AVR; part of its callers elsewhere. */
  | 'scale_down'
  | 'copy'
  | 'copy_narrow'
  | 'clear'
  | 'model_init'
  | 'model_reset'
  | `model_predict${'' | '_mean'}${'' | '_dense'}`
  /** Where there is Helium, networks with weights of four bits do without it. */
  | `project${'' | '_nibbles'}`
  | 'collect'
  | 'decimate'
  | 'accumulate'
  | 'average'
  | 'apply_depthwise'
  | 'apply_dense'
  | `apply_head_${'classification' | 'regression'}`
  | `step_${CellName}${'' | '_nibbles' | '_narrow'}`;

/** What `model_step` calls. */
export const STEP_PARTS = [
  'convolution',
  'decimation',
  'separable',
  'mean',
  'layer',
  'inputFactor',
  'recurrentFactor',
] as const;

export type StepPart = (typeof STEP_PARTS)[number];

/** bytes of code, bytes of stack */
export type Measured = readonly [code: number, stack: number];

/** What the parts of a model take on a core, as its compiler made them at -O2. */
export interface CodeSizes {
  readonly compiler: string;
  readonly routines: Readonly<Record<Routine, Measured>>;
  /** `model_step`: its own size, and what each call in it adds (averages, as registers are kept and literals aligned). */
  readonly glue: Readonly<Record<StepPart, number>> & {
    /** Of a network that is one layer, called with what it was given: nothing has to be kept. */
    readonly only: number;
    readonly base: number;
    readonly stack: number;
  };
}
