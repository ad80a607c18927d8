import { formatBytes, formatCount } from '../base/format.ts';
import { formatQuality } from '../protocol/describe.ts';
import type { Emulation } from '../protocol/jobs.ts';

/** What an emulator measured beside what was estimated, a fact per line. */
export function emulationLines(emulation: Emulation): string[] {
  const { trial, board, windows, different, data, quality, estimated, measured, image } = emulation;
  const beside = (measured: number, estimated: number): string =>
    `${formatCount(measured)} B (estimated ${formatCount(estimated)}, ${signed(measured - estimated)})`;
  const name = quality.task === 'classification' ? 'accuracy' : 'error';
  return [
    `trial ${trial} on ${board.name}: ${windows - different} of ${windows} windows as predicted, bit for bit`,
    `  ${name.padEnd(18)}  ${formatQuality(quality)} on ${windows} ${data} windows`,
    `  flash of the model  ${beside(measured.flash, estimated.flash)}`,
    `  RAM of the model    ${beside(measured.ram, estimated.ram)}, ${measured.stack} B of stack`,
    `  flash of the image  ${beside(image.flash, image.estimated.flash)}`,
    ...partsLine(image.parts),
    `  RAM of the image    ${beside(image.ram, image.estimated.ram)}, without the stack`,
    `  instructions        ${formatCount(measured.instructionsPerStep)} per step, ${formatCount(measured.instructionsPerWindow)} per window (estimated ${formatCount(estimated.instructionsPerWindow)})`,
  ];
}

/** "model 2,556 B, application 1,204 B": who takes the flash, largest first. */
function partsLine(parts: Emulation['image']['parts']): string[] {
  const named = Object.entries(parts).filter(([, { flash }]) => flash > 0);
  if (named.length === 0) return [];
  const sorted = named.sort(([, a], [, b]) => b.flash - a.flash);
  return [`    of which          ${sorted.map(([name, { flash }]) => `${name} ${formatCount(flash)} B`).join(', ')}`];
}

/** `+12`, `−3`, `exact` */
function signed(difference: number): string {
  if (difference === 0) return 'exact';
  return `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`;
}

/** The same in a sentence or two, for a notification. */
export function emulationSummary(emulation: Emulation): string {
  const { trial, board, windows, different, data, quality, estimated, measured, image } = emulation;
  const exact = different === 0 ? 'bit for bit as predicted' : `${different} windows NOT as predicted`;
  const accuracy = quality.task === 'classification' ? `${formatQuality(quality)} accuracy` : formatQuality(quality);
  return [
    `Trial ${trial} on ${board.name}: ${accuracy} on ${windows} ${data} windows, ${exact}.`,
    `${formatCount(measured.instructionsPerWindow)} instructions per window (estimated ${formatCount(estimated.instructionsPerWindow)});`,
    `model ${formatBytes(measured.flash)} flash (${formatBytes(estimated.flash)}), ${formatBytes(measured.ram)} RAM (${formatBytes(estimated.ram)});`,
    `image ${formatBytes(image.flash)} flash, ${formatBytes(image.ram)} RAM.`,
  ].join(' ');
}
