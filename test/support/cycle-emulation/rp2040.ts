import { RP2040 } from 'rp2040js';
import type { Trace } from '../cycle-emulation.ts';

const FLASH = 0x10000000;

/** One core of an RP2040, running from flash as if all of it were in the cache. */
export function runRp2040(image: Uint8Array): Trace {
  const chip = new RP2040();
  chip.flash.set(image);
  const vectors = new DataView(image.buffer, image.byteOffset);
  chip.core.VTOR = FLASH;
  chip.core.SP = vectors.getUint32(0, true);
  chip.core.PC = vectors.getUint32(4, true) & ~1;
  const output: number[] = [];
  const cycles: number[] = [];
  let started = 0;
  let running = true as boolean;
  chip.onBreak = (mark) => {
    if (mark === 1) started = chip.core.cycles;
    if (mark === 2) cycles.push(chip.core.cycles - started);
    if (mark === 3) running = false;
  };
  chip.uart[0]!.onByte = (byte) => {
    output.push(byte);
  };
  while (running) chip.core.executeInstruction();
  return { output: Uint8Array.from(output), cycles };
}
