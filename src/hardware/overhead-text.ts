import { formatBytes } from '../base/format.ts';
import { type BoardRoom, frameworkName, type ImageOverhead } from './image-overhead.ts';

/** "Zephyr takes 20.4 KiB of flash and 5.4 KiB of RAM, ± 10 % (measured: …)." */
export function describeOverhead(overhead: ImageOverhead): string {
  const name = frameworkName(overhead);
  const ram = formatBytes(overhead.ram + overhead.stack);
  const figures = `${formatBytes(overhead.flash)} of flash and ${ram} of RAM`;
  const error = `± ${Math.round(100 * overhead.error)} %`;
  return `${name[0]!.toUpperCase()}${name.slice(1)} takes ${figures}, ${error} (${overhead.basis}: ${overhead.source}).`;
}

type Span = readonly [least: number, most: number];

/** "26 KiB … 31 KiB of 1 MiB flash, 5.5 KiB … 5.6 KiB of 256 KiB RAM": models of such sizes in their firmware. @param flash bytes @param ram bytes */
export function describeImage(flash: Span, ram: Span, { board, overhead }: BoardRoom): string {
  const span = ([low, high]: Span, more: number): string => {
    const [from, to] = [formatBytes(low + more), formatBytes(high + more)];
    return from === to ? from : `${from} … ${to}`;
  };
  const flashText = `${span(flash, overhead.flash)} of ${formatBytes(board.flashBytes)} flash`;
  return `${flashText}, ${span(ram, overhead.ram + overhead.stack)} of ${formatBytes(board.ramBytes)} RAM`;
}
