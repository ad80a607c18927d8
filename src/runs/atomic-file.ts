import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { diskError } from './disk-error.ts';

/** What this needs of a file system; a port, so that a full disk can be tried. */
export type AtomicFileSystem = Pick<
  typeof fs,
  'openSync' | 'writeFileSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'rmSync'
>;

/** Writes a file that is there whole or not at all, even when the power fails. */
export function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  { openSync, writeFileSync, fsyncSync, closeSync, renameSync, rmSync }: AtomicFileSystem = fs,
): void {
  const draft = `${path}.part`;
  try {
    const descriptor = openSync(draft, 'w');
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
    syncDirectory(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw diskError(error, path);
  }
}

/** The name of a new file is content of its folder. Windows has no such call, and needs none. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
