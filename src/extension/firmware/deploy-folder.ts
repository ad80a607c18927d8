import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a project's folder is named after. */
export interface FolderNames {
  /** Of the search. */
  readonly name: string;
  readonly framework: string;
  /** Board id. */
  readonly board: string;
}

/**
 * The folder that the setting `nas.deploy.folder` stands for, absolute.
 * @param setting with `${name}`, `${framework}`, `${board}`
 * @param directory of the spec
 */
export function deployFolder(setting: string, names: FolderNames, directory: string): string {
  const template = setting.trim() === '' ? 'firmware/${name}-${framework}' : setting.trim();
  const filled = template.replace(/\$\{(name|framework|board)\}/g, (_, key: keyof FolderNames) => fileName(names[key]));
  return /^~[\\/]/.test(filled) ? join(homedir(), filled.slice(2)) : resolve(directory, filled);
}

/** A name as one part of a path on every system: `qemu:microbit` has a colon, which Windows takes for a drive. */
function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|]+/g, '-').replace(/^\.+$/, '-');
}
