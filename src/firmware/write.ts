import { dirname, join } from 'node:path';
import { UserError, messageOf } from '../base/errors.ts';
import { DISK, type FileStore, isErrno } from './files.ts';
import { MANIFEST_NAME, type Manifest, formatManifest, hashOf } from './manifest.ts';
import type { ProjectTree } from './project.ts';
import type { ProjectFacts } from './project-facts.ts';
import { type WritePlan, planWrite, temporaryName } from './write-plan.ts';

export interface WriteOptions {
  /** Also over files that are not ours or that the user changed; never over an edited starter, a folder, or a way out. */
  readonly force?: boolean;
  /** What the project is, for the manifest: builds, tasks and the question whether it is stale are answered from there. */
  readonly project?: ProjectFacts;
  readonly store?: FileStore;
}

/** Paths, relative to the folder. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Edited by the user, and left alone. */
  readonly kept: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Writes a project into a folder that may hold the user's files. All or nothing as far as conflicts go: they are all
 * looked for first. Every file appears at once or not at all, and a write that is cut off is completed by the next one.
 */
export async function writeProject(
  folder: string,
  tree: ProjectTree,
  options: WriteOptions = {},
): Promise<WriteResult> {
  const store = options.store ?? DISK;
  const plan = await explain(folder, 'read', () => planWrite(folder, tree, store, options.force === true));
  if (plan.conflicts.length > 0) throw conflictError(folder, plan);

  const pending = Object.fromEntries([...plan.write].map(([path, content]) => [path, hashOf(content)]));
  const writer = new Writer(folder, store);
  const { project } = options;
  for (const path of plan.leftovers) await writer.remove(path);
  if (plan.write.size > 0 || plan.remove.length > 0) await writer.manifest({ files: plan.ours, pending, project });
  for (const [path, content] of plan.write) await writer.file(path, content);
  for (const path of plan.remove) await writer.remove(path);
  await writer.manifest({ files: manifestAfter(plan, tree, pending), pending: {}, project });

  return { written: [...plan.write.keys()], unchanged: plan.unchanged, kept: plan.kept, removed: plan.remove };
}

/** What is ours afterwards. A starter that the user edited stays known, so that it is not taken for a stranger's. */
function manifestAfter(
  plan: WritePlan,
  tree: ProjectTree,
  written: Readonly<Record<string, string>>,
): Manifest['files'] {
  const kept = plan.kept.filter((path) => tree.starters.has(path)).map((path) => [path, plan.ours[path]!] as const);
  const unchanged = plan.unchanged.map((path) => {
    const content = tree.generated.get(path) ?? tree.starters.get(path)!;
    return [path, hashOf(typeof content === 'string' ? new TextEncoder().encode(content) : content)] as const;
  });
  return { ...Object.fromEntries([...kept, ...unchanged]), ...written };
}

class Writer {
  readonly #folder: string;
  readonly #store: FileStore;

  constructor(folder: string, store: FileStore) {
    this.#folder = folder;
    this.#store = store;
  }

  manifest(manifest: Manifest): Promise<void> {
    return this.file(MANIFEST_NAME, new TextEncoder().encode(formatManifest(manifest)));
  }

  /** Under a temporary name first, then renamed: nobody ever sees half a file. */
  async file(path: string, content: Uint8Array): Promise<void> {
    const target = join(this.#folder, path);
    const temporary = temporaryName(target);
    await explain(target, 'write', async () => {
      await this.#store.makeFolder(dirname(target));
      try {
        await this.#removeIfThere(temporary);
        await this.#store.create(temporary, content);
        await this.#store.rename(temporary, target);
      } catch (error) {
        await this.#removeIfThere(temporary).catch(() => undefined);
        throw error;
      }
    });
  }

  /** The file, and the folders that are empty without it. */
  async remove(path: string): Promise<void> {
    await explain(join(this.#folder, path), 'remove', () => this.#store.remove(join(this.#folder, path)));
    for (let above = dirname(path); above !== '.'; above = dirname(above)) {
      try {
        await this.#store.removeFolder(join(this.#folder, above));
      } catch {
        return; // not empty
      }
    }
  }

  async #removeIfThere(path: string): Promise<void> {
    if ((await this.#store.kind(path)) !== undefined) await this.#store.remove(path);
  }
}

function conflictError(folder: string, { conflicts, manifestDamaged }: WritePlan): UserError {
  const list = conflicts.map(({ problem }) => `\n  ${problem}`).join('');
  const forced = conflicts.every(({ replaceable }) => replaceable);
  const damage = manifestDamaged ? `${MANIFEST_NAME} is damaged, so that nothing counts as generated. ` : '';
  const hint = forced
    ? 'Choose another folder, move these files away, or overwrite them with --force.'
    : 'Choose another folder, or move these files away.';
  return new UserError('firmware/conflict', `Nothing was written: files are in the way.${list}`, {
    where: folder,
    hint: `${damage}${hint}`,
  });
}

const CAUSES: Readonly<Record<string, [what: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and run it again; it goes on where it stopped.'],
  EDQUOT: ['the disk quota is used up', 'Free some space and run it again; it goes on where it stopped.'],
  EACCES: ['permission denied', 'Choose a folder that you may write to.'],
  EPERM: ['permission denied', 'Choose a folder that you may write to.'],
  EROFS: ['the file system is read-only', 'Choose a folder that you may write to.'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'Choose another folder.'],
  EEXIST: ['a part of the path is a file, not a folder', 'Choose another folder.'],
  EISDIR: ['it is a folder', 'Choose another folder.'],
  ELOOP: ['its symbolic links go in a circle', 'Choose another folder.'],
  ENAMETOOLONG: ['the path is too long', 'Choose a folder with a shorter path.'],
};

/** Turns what the file system says into words. */
async function explain<T>(path: string, action: 'read' | 'write' | 'remove', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = Object.keys(CAUSES).find((name) => isErrno(error, name));
    if (code === undefined) throw error;
    const [what, hint] = CAUSES[code]!;
    throw new UserError('firmware/write', `Cannot ${action} ${path}: ${what}.`, {
      hint,
      cause: new Error(messageOf(error)),
    });
  }
}
