import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { didYouMean } from './nearest.ts';

/** Checks that a path is a file with something in it. @returns bytes */
export async function sizeOfFile(path: string): Promise<number> {
  const found = await look(path);
  if (found.isDirectory()) {
    throw new UserError('data/not-a-file', `"${path}" is a folder, and a file is needed`, {
      where: path,
      hint: 'Name a file inside it.',
    });
  }
  if (!found.isFile()) throw new UserError('data/not-a-file', `"${path}" is not a regular file`, { where: path });
  if (found.size === 0) throw emptyFile(path);
  return found.size;
}

/** Checks that a path is a folder. @returns its entries, in an order that does not depend on the machine */
export async function listFolder(path: string): Promise<{ name: string; folder: boolean }[]> {
  const found = await look(path);
  if (!found.isDirectory()) {
    throw new UserError('data/not-a-folder', `"${path}" is a file, and a folder is needed`, {
      where: path,
      hint: 'Name the folder that holds one folder per class.',
    });
  }
  try {
    const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
    return await Promise.all(
      names.map(async (name) => ({ name, folder: (await stat(`${path}/${name}`)).isDirectory() })),
    );
  } catch (error) {
    throw unreadable(path, error);
  }
}

export async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function emptyFile(path: string): UserError {
  return new UserError('data/empty-file', 'the file is empty', { where: path });
}

export function unreadable(path: string, error: unknown): UserError {
  return new UserError('data/unreadable', `cannot be read: ${messageOf(error)}`, { where: path, cause: error });
}

async function look(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw unreadable(path, error);
    const beside = await readdir(dirname(path)).catch(() => []);
    throw new UserError('data/file-not-found', `"${path}" does not exist`, {
      where: path,
      hint: beside.length > 0 ? didYouMean(basename(path), beside) : 'Paths are relative to the .nas.yaml file.',
      cause: error,
    });
  }
}
