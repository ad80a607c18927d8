/**
 * HAR-2, the two classes of FastGRNN's authors: sitting, laying and walking upstairs against the rest. Writes the data that
 * `har-2.nas.yaml` reads: `npx tsx bench/searches/har-2.ts <folder with the train.csv.gz and test.csv.gz of UCI HAR>`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const POSITIVE = new Set(['SITTING', 'LAYING', 'WALKING_UPSTAIRS']);

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('name the folder with the train.csv.gz and test.csv.gz of UCI HAR');
const folder = join(import.meta.dirname, '../results/har-2');
mkdirSync(folder, { recursive: true });
for (const name of ['train.csv.gz', 'test.csv.gz']) {
  const [head, ...rows] = gunzipSync(readFileSync(join(source, name)))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  const merged = rows.map((row) => {
    const comma = row.lastIndexOf(',');
    return `${row.slice(0, comma)},${POSITIVE.has(row.slice(comma + 1)) ? 'ONE' : 'OTHER'}`;
  });
  writeFileSync(join(folder, name), gzipSync([head, ...merged, ''].join('\n')));
}
console.log(folder);
