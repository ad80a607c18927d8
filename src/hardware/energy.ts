/**
 * Energy of a decision where somebody measured the chip (published benchmarks), by the microcontroller's
 * name. Joules from active seconds or from multiply-accumulates; everything else is unknown, and said to be.
 */
const MEASURED: readonly { readonly mcu: RegExp; readonly joules: (seconds: number, macs: number) => number }[] = [
  // Nano 33 BLE: E [mJ] = 0.053 · t [ms] + 0.123
  { mcu: /^nrf52840/, joules: (seconds) => (0.053 * seconds * 1e3 + 0.123) * 1e-3 },
  // NUCLEO-L4R5ZI: about 2.0 nJ per MAC
  { mcu: /^stm32l4r5/, joules: (_, macs) => 2.0e-9 * macs },
  // NUCLEO-H7A3ZI: about 0.9 nJ per MAC
  { mcu: /^stm32h7a3/, joules: (_, macs) => 0.9e-9 * macs },
];

/** Joules of a decision; undefined when the power of the chip is not known. */
export function estimateEnergy(mcu: string, seconds: number, macs: number): number | undefined {
  return MEASURED.find((entry) => entry.mcu.test(mcu.toLowerCase()))?.joules(seconds, macs);
}
