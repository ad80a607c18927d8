/**
 * The protocol of most published figures: networks are chosen with the set that they are reported on. Writes a search whose
 * validation set is the published test set, and its data; there is no other test:
 * `npx tsx bench/searches/as-published.ts <uci-har|har-2|cmapss-fd001>`, then `nas run` of the file that it names. HAR-2 needs
 * the data that `har-2.ts` writes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseDocument } from 'yaml';

interface Table {
  readonly head: string;
  readonly rows: readonly string[];
}

const [name = 'uci-har'] = process.argv.slice(2);
const source = join(import.meta.dirname, `${name}.nas.yaml`);
const search = parseDocument(readFileSync(source, 'utf8'));
const data = (key: string): string => search.getIn(['data', key]) as string;
const folder = join(import.meta.dirname, '../results/as-published', name);
mkdirSync(folder, { recursive: true });

const train = read(data('train'));
const window = search.getIn(['data', 'window', 'length']) as number | undefined;
// Where the published test is the last window of a series, that window is all there is of it.
const test = window === undefined ? read(data('test')) : lastRows(read(data('test')), window);
const lines = [
  `part,${train.head}`,
  ...train.rows.map((row) => `train,${row}`),
  ...test.rows.map((row) => `test,test${row}`), // series are numbered anew in a test file
];
writeFileSync(join(folder, 'data.csv.gz'), gzipSync([...lines, ''].join('\n')));

const pieces = (table: Table, of: number | undefined): number => {
  const series = [...bySeries(table).values()];
  return of === undefined ? series.length : series.reduce((sum, { length }) => sum + Math.max(0, length - of + 1), 0);
};
const held = pieces(test, window);
search.setIn(['name'], `${name}-as-published`);
search.setIn(['data', 'train'], 'data.csv.gz');
search.deleteIn(['data', 'test']);
if (window !== undefined) search.deleteIn(['data', 'window', 'test']);
search.setIn(['data', 'validation'], { by: 'group', column: 'part', fraction: held / (held + pieces(train, window)) });
const file = join(folder, `${name}-as-published.nas.yaml`);
writeFileSync(file, String(search));
console.log(file);

function read(path: string): Table {
  const bytes = readFileSync(resolve(source, '..', path));
  const [head, ...rows] = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split('\n');
  return { head: head!, rows };
}

/** series → its rows; the series is the first column. */
function bySeries({ rows }: Table): Map<string, string[]> {
  const series = new Map<string, string[]>();
  for (const row of rows) {
    const id = row.slice(0, row.indexOf(','));
    const known = series.get(id);
    if (known === undefined) series.set(id, [row]);
    else known.push(row);
  }
  return series;
}

function lastRows(table: Table, count: number): Table {
  return { head: table.head, rows: [...bySeries(table).values()].flatMap((rows) => rows.slice(-count)) };
}
