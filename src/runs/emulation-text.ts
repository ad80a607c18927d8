import { formatBytes, formatCount } from '../base/format.ts';
import { formatQuality } from '../protocol/describe.ts';
import type { Emulation } from '../protocol/jobs.ts';

/** What an emulator measured beside what was estimated, a fact per line. */
export function emulationLines(emulation: Emulation): string[] {
  const { trial, board, windows, different, data, quality, estimated, measured, image } = emulation;
  const estimatedBytes = (bytes: number): string => `(estimated ${formatBytes(bytes)})`;
  const name = quality.task === 'classification' ? 'accuracy' : 'error';
  return [
    `trial ${trial} on ${board.name}: ${windows - different} of ${windows} windows as predicted, bit for bit`,
    `  ${name.padEnd(18)}  ${formatQuality(quality)} on ${windows} ${data} windows`,
    `  flash of the model  ${formatBytes(measured.flash)} ${estimatedBytes(estimated.flash)}`,
    `  RAM of the model    ${formatBytes(measured.ram)} ${estimatedBytes(estimated.ram)}, ${measured.stack} B of stack`,
    `  whole image         ${formatBytes(image.flash)} flash, ${formatBytes(image.ram)} RAM`,
    `  instructions        ${formatCount(measured.instructionsPerStep)} per step, ${formatCount(measured.instructionsPerWindow)} per window (estimated ${formatCount(estimated.instructionsPerWindow)})`,
  ];
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
