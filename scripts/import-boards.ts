/**
 * Turns a CSV of PlatformIO's board manifests into src/hardware/board-data.ts.
 *
 *   npx tsx scripts/import-boards.ts boards.csv
 *
 * Columns: board, name, vendor, platform, mcu, core, f_cpu_hz, flash_bytes, ram_bytes, frameworks, upload_protocol.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CORES } from '../src/hardware/board-core.ts';

const columns = [
  'board',
  'name',
  'vendor',
  'platform',
  'mcu',
  'core',
  'f_cpu_hz',
  'flash_bytes',
  'ram_bytes',
  'frameworks',
  'upload_protocol',
] as const;
type Row = Record<(typeof columns)[number], string>;

const numeric = ['f_cpu_hz', 'flash_bytes', 'ram_bytes'] as const;

function check(row: Row): void {
  const fail = (what: string): never => {
    throw new Error(`${row.board}: ${what}`);
  };
  for (const column of columns) if (/[\t\n`\\]|\$\{/.test(row[column])) fail(`${column} cannot stand in the table`);
  for (const column of numeric) if (!/^[1-9]\d*$/.test(row[column])) fail(`${column} is "${row[column]}"`);
  if (!(CORES as readonly string[]).includes(row.core)) fail(`unknown core "${row.core}"`);
}

function table(rows: readonly Row[]): string {
  // By code unit, not by locale: the file must not depend on the machine that made it.
  const sorted = [...rows].sort((a, b) => (a.board < b.board ? -1 : 1));
  return sorted.map((row) => columns.map((column) => row[column].trim()).join('\t')).join('\n');
}

const source = process.argv[2];
if (source === undefined) throw new Error('usage: tsx scripts/import-boards.ts <boards.csv>');

const rows: Row[] = parse(await readFile(source, 'utf8'), { columns: true });
rows.forEach(check);
if (new Set(rows.map((row) => row.board)).size !== rows.length) throw new Error('a board appears twice');

const text = `// Made by scripts/import-boards.ts; do not edit.
/**
 * Board facts from the board manifests of PlatformIO's development platforms (https://github.com/platformio,
 * Apache-2.0). One line per board, sorted by id; fields are separated by a tab:
 * id, name, vendor, platform, mcu, core, clock in Hz, flash in bytes, RAM in bytes, frameworks, upload protocol.
 */
export const BOARD_TABLE = \`\\
${table(rows)}\`;
`;
await writeFile(join(import.meta.dirname, '../src/hardware/board-data.ts'), text);
console.log(`${rows.length} boards, ${(text.length / 1024).toFixed(0)} KiB`);
