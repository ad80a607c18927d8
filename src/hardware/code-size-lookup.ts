import type { Core } from './board-core.ts';
import { CODE_SIZES } from './code-size-data.ts';
import { type CodeSizes, MEASURED_CORES, type MeasuredCore } from './code-size.ts';

/** Code of a core for which no compiler is at hand, as a multiple of that of another core. */
const APPROXIMATIONS: Readonly<Record<Exclude<Core, MeasuredCore>, { like: MeasuredCore; factor: number }>> = {
  // 24- and 16-bit instructions, as dense as RISC-V with compressed ones.
  'xtensa-lx6': { like: 'riscv32imc', factor: 1.1 },
  'xtensa-lx7': { like: 'riscv32imc', factor: 1.1 },
};

/** The sizes of a core; `factor` is 1 where they were measured. */
export function codeSizesOf(core: Core): { readonly sizes: CodeSizes; readonly factor: number } {
  if (isMeasured(core)) return { sizes: CODE_SIZES[core], factor: 1 };
  const { like, factor } = APPROXIMATIONS[core];
  return { sizes: CODE_SIZES[like], factor };
}

function isMeasured(core: Core): core is MeasuredCore {
  return (MEASURED_CORES as readonly Core[]).includes(core);
}
