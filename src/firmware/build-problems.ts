import { formatCount } from '../base/format.ts';

/** Something that a build tool complains about. */
export interface BuildProblem {
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** As the tool printed it, relative to its working folder or absolute; absent: it concerns the project as a whole. */
  readonly place?: { readonly file: string; /** From 1. */ readonly line: number; readonly column: number };
  /** The firmware does not fit the board. */
  readonly tooLarge?: 'flash' | 'RAM';
}

/** What a line of a build's output complains about; undefined: nothing. Knows gcc, Kconfig, GNU ld and PlatformIO. */
export function parseBuildLine(line: string): BuildProblem | undefined {
  const plain = line.replace(COLOURS, '').trimEnd();
  return compilerProblem(plain) ?? overflow(plain) ?? misfit(plain) ?? programSize(plain) ?? undefinedReference(plain);
}

/** Escape sequences that colour a terminal. */
// eslint-disable-next-line no-control-regex -- an escape is a control character
const COLOURS = /\u001b\[[\d;]*[A-Za-z]/g;

/** `src/main.c:12:5: error: 'x' undeclared`; Kconfig leaves out the column. */
function compilerProblem(line: string): BuildProblem | undefined {
  const match = /^((?:[A-Za-z]:[\\/])?[^:]+):(\d+):(?:(\d+):)?\s+(?:fatal\s+)?(error|warning|note):\s+(.+)$/.exec(line);
  if (match === null) return undefined;
  const [, file, row, column, severity, message] = match;
  return {
    severity: severity as BuildProblem['severity'],
    message: message!,
    place: { file: file!.trim(), line: Number(row), column: Number(column ?? 1) },
  };
}

/** "…ld: region `RAM' overflowed by 1234 bytes" */
function overflow(line: string): BuildProblem | undefined {
  const match = /region [`'](\w+)' overflowed by (\d+) bytes?/.exec(line);
  if (match === null) return undefined;
  const [, region, bytes] = match;
  const tooLarge = memoryOf(region!);
  return {
    severity: 'error',
    message: `${region!} overflowed by ${byteCount(Number(bytes))}: ${ADVICE}`,
    tooLarge,
  };
}

/** "…ld: firmware.elf section `.bss' will not fit in region `RAM'", with `is not within` on AVR. */
function misfit(line: string): BuildProblem | undefined {
  const match = /section [`'](\S+)' (?:will not fit in|is not within) region [`'](\w+)'/.exec(line);
  if (match === null) return undefined;
  const [, section, region] = match;
  return {
    severity: 'error',
    message: `Section ${section!} does not fit into ${region!}: ${ADVICE}`,
    tooLarge: memoryOf(region!),
  };
}

/** "Error: The program size (33000 bytes) is greater than maximum allowed (32256 bytes)": PlatformIO, after linking. */
function programSize(line: string): BuildProblem | undefined {
  const match = /The (program|data) size \((\d+) bytes\) is greater than maximum allowed \((\d+) bytes\)/.exec(line);
  if (match === null) return undefined;
  const [, what, bytes, most] = match;
  const tooLarge = what === 'program' ? 'flash' : 'RAM';
  const excess = byteCount(Number(bytes) - Number(most));
  return { severity: 'error', message: `${excess} more ${tooLarge} than the board has: ${ADVICE}`, tooLarge };
}

/** "…ld: src/main.c:12: undefined reference to `x'"; without debug information there is a section in place of the line. */
function undefinedReference(line: string): BuildProblem | undefined {
  const match = /^(?:.*\bld(?:\.\w+)*: )?(.*?):(?:(\d+):)?(?:\(\S+\):)? (undefined reference to .+)$/.exec(line);
  if (match === null) return undefined;
  const [, file, row, message] = match;
  return {
    severity: 'error',
    message: message!,
    ...(row === undefined ? {} : { place: { file: file!, line: Number(row), column: 1 } }),
  };
}

/** To the byte: people cut tables and buffers by it. */
function byteCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'byte' : 'bytes'}`;
}

const ADVICE = 'choose a smaller architecture, or a bigger board.';

/** Linker scripts have many names for two kinds of memory. */
function memoryOf(region: string): 'flash' | 'RAM' {
  return /ram|^data$|^dtcm|^ccm/i.test(region) ? 'RAM' : 'flash';
}
