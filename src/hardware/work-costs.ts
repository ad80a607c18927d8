import type { Core } from './board-core.ts';
import type { WorkKind } from './work.ts';

/** Instruction sets whose emulators counted instructions (QEMU), or cycles: M0+ (rp2040js) and AVR (avr8js). */
export const MEASURED_SETS = [
  'avr8',
  'cortex-m0',
  'cortex-m0plus',
  'cortex-m3',
  'cortex-m4',
  'cortex-m7',
  'cortex-m33',
  'cortex-m55',
  'riscv32imc',
] as const satisfies readonly Core[];

export type MeasuredSet = (typeof MEASURED_SETS)[number];

/** What a unit of each kind of work takes, by a fit to measured networks. */
export interface WorkCosts {
  /** Networks that were measured. */
  readonly networks: number;
  /** Relative errors for networks that the fit had not seen: of half of them, and of 19 in 20, at most. */
  readonly medianError: number;
  readonly error: number;
  readonly weights: Readonly<Record<WorkKind, number>>;
}
