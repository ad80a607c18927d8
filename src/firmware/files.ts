import { constants, lstat, mkdir, open, readFile, realpath, rename, rmdir, unlink } from 'node:fs/promises';

/** What writing a project needs of a file system; a port, so that a full disk can be tested. */
export interface FileStore {
  /** Undefined when there is nothing at the path. Never follows a link in the last place. */
  kind(path: string): Promise<'file' | 'folder' | 'link' | 'other' | undefined>;
  read(path: string): Promise<Uint8Array>;
  /** Creates a file that is not there yet, down to the disk: a power cut must not leave an empty file with a good name. */
  create(path: string, content: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Creates a folder and those above it. */
  makeFolder(path: string): Promise<void>;
  /** Throws when the folder is not empty. */
  removeFolder(path: string): Promise<void>;
  /** The path with all links resolved. */
  resolve(path: string): Promise<string>;
}

export const DISK: FileStore = {
  async kind(path) {
    try {
      const status = await lstat(path);
      if (status.isSymbolicLink()) return 'link';
      if (status.isDirectory()) return 'folder';
      return status.isFile() ? 'file' : 'other';
    } catch (error) {
      // ENOTDIR: something above it is a file, so there is nothing at the path.
      if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return undefined;
      throw error;
    }
  },
  read: (path) => readFile(path),
  async create(path, content) {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
    const file = await open(path, flags, 0o666);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  removeFolder: (path) => rmdir(path),
  resolve: (path) => realpath(path),
};

export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
