/** Processor cores of the known boards, in the spelling of the board table. */
export const CORES = [
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
  'xtensa-lx6',
  'xtensa-lx7',
] as const;

export type Core = (typeof CORES)[number];

/** Whether a core has Arm's vector extension. */
export function hasHelium(core: Core): boolean {
  return core === 'cortex-m55';
}

export function isCore(name: string): name is Core {
  return (CORES as readonly string[]).includes(name);
}
