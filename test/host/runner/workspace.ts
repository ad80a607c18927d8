import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

/** A search of a few seconds on simulated data. */
export const TINY = `name: tiny
seed: 7

data:
  source: synthetic
  generator: gestures
  series: 200

task:
  type: classification

space:
  cell: [gru, fastgrnn]
  hidden: [3, 5, 8]

target:
  board: qemu:mps2-an386

constraints:
  flash: 16 KiB
  ram: 1 KiB

budget:
  trials: 4

training:
  epochs: 6
  learning_rate: 0.02
`;

/** A fresh folder to open: a tiny search, and the examples. */
export function createWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nas-workspace-'));
  writeFileSync(join(folder, 'tiny.nas.yaml'), TINY);
  for (const name of ['gestures', 'adding-problem', 'own-csv']) {
    copyFileSync(join(EXAMPLES, `${name}.nas.yaml`), join(folder, `${name}.nas.yaml`));
  }
  return folder;
}
