import { avrInstruction, CPU } from 'avr8js';
import type { Trace } from '../cycle-emulation.ts';

const FLASH_BYTES = 0x8000;
const RAM_BYTES = 2048;

/** Data addresses of GPIOR0 and GPIOR1. */
const [MARK, REPORT] = [0x3e, 0x4a];

/** An ATmega328P. */
export function runAvr(image: Uint8Array): Trace {
  if (image.length > FLASH_BYTES) throw new RangeError(`${image.length} bytes do not fit an ATmega328P`);
  const flash = new Uint16Array(FLASH_BYTES / 2);
  new Uint8Array(flash.buffer).set(image);
  const cpu = new CPU(flash, RAM_BYTES);
  const output: number[] = [];
  const cycles: number[] = [];
  let started = 0;
  let running = true as boolean;
  cpu.writeHooks[MARK] = (mark) => {
    if (mark === 1) started = cpu.cycles;
    if (mark === 2) cycles.push(cpu.cycles - started);
    if (mark === 3) running = false;
  };
  cpu.writeHooks[REPORT] = (byte) => {
    output.push(byte);
  };
  while (running) {
    avrInstruction(cpu);
    cpu.tick();
  }
  return { output: Uint8Array.from(output), cycles };
}
