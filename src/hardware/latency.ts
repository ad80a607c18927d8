import type { Architecture } from '../protocol/architecture.ts';
import { stepsOf } from '../network/shapes.ts';
import type { Core } from './board-core.ts';
import { INSTRUCTIONS } from './instruction-counts.ts';
import { scaled, sum, type Work, WORK_KINDS, workOf } from './work.ts';

/** The instruction sets whose instructions were counted. */
type InstructionSet = keyof typeof INSTRUCTIONS;

/**
 * How fast a core runs the instructions that were counted in an emulator.
 * Cycles per instruction: for M0+ from 10.9 cycles per MAC in a cycle-accurate emulator of the RP2040 against 8.5
 * instructions; all others are rough estimates from the cores' load, multiply and branch timings, not measurements.
 */
const CORE_SPEED: Readonly<Record<Core, { readonly counted: InstructionSet; readonly cyclesPerInstruction: number }>> =
  {
    'cortex-m0': { counted: 'cortex-m0', cyclesPerInstruction: 1.35 },
    'cortex-m0plus': { counted: 'cortex-m0', cyclesPerInstruction: 1.28 },
    'cortex-m3': { counted: 'cortex-m3', cyclesPerInstruction: 1.45 },
    'cortex-m4': { counted: 'cortex-m4', cyclesPerInstruction: 1.3 },
    'cortex-m7': { counted: 'cortex-m7', cyclesPerInstruction: 0.8 },
    'cortex-m33': { counted: 'cortex-m33', cyclesPerInstruction: 1.25 },
    'cortex-m55': { counted: 'cortex-m33', cyclesPerInstruction: 1.1 },
    riscv32imc: { counted: 'riscv32imc', cyclesPerInstruction: 1.3 },
    riscv32imac: { counted: 'riscv32imc', cyclesPerInstruction: 1.3 },
    // Not counted: Xtensa executes about as many instructions as RV32; an AVR needs four to eight for each of 32 bits.
    'xtensa-lx6': { counted: 'riscv32imc', cyclesPerInstruction: 1.4 },
    'xtensa-lx7': { counted: 'riscv32imc', cyclesPerInstruction: 1.3 },
    avr8: { counted: 'cortex-m0', cyclesPerInstruction: 8 },
  };

/** Instructions of one decision, by when they are executed. */
interface InstructionEstimate {
  /** Of a sample that is followed by a recurrent step. */
  readonly step: number;
  readonly predict: number;
  /** Of `samples` samples and one prediction. */
  readonly window: number;
}

function estimateInstructions(architecture: Architecture, samples: number, set: InstructionSet): InstructionEstimate {
  const { sample, step, predict } = workOf(architecture);
  const steps = stepsOf(architecture.frontend, samples);
  return {
    step: instructions(sum([sample, step]), set),
    predict: instructions(predict, set),
    window: instructions(sum([scaled(sample, samples), scaled(step, steps), predict]), set),
  };
}

function instructions(work: Work, set: InstructionSet): number {
  const weights: Readonly<Record<keyof Work, number>> = INSTRUCTIONS[set];
  return WORK_KINDS.reduce((total, kind) => total + weights[kind] * work[kind], 0);
}

export interface LatencyEstimate {
  /** Seconds from the last sample of a window, all samples having waited until then, to the decision. */
  readonly windowed: number;
  /** Seconds of the longest step and a prediction: what must fit between two samples. */
  readonly streaming: number;
}

/** @param samples of a window */
export function estimateLatency(
  architecture: Architecture,
  samples: number,
  { core, clockHz, emulated }: { readonly core: Core; readonly clockHz: number; readonly emulated: boolean },
): LatencyEstimate {
  const { counted, cyclesPerInstruction } = CORE_SPEED[core];
  const { step, predict, window } = estimateInstructions(architecture, samples, counted);
  // QEMU executes one instruction per cycle.
  const seconds = (emulated ? 1 : cyclesPerInstruction) / clockHz;
  return { windowed: window * seconds, streaming: (step + predict) * seconds };
}
