import { isAbsolute, join, relative, sep } from 'node:path';
import type { FileStore } from './files.ts';
import { EMPTY_MANIFEST, MANIFEST_NAME, type Manifest, hashOf, isOurs, isSafePath, parseManifest } from './manifest.ts';
import type { ProjectTree } from './project.ts';

/** Why a file of the project cannot be written. */
interface Conflict {
  /** A clause that begins with the path. */
  readonly problem: string;
  /** `force` helps: what stands there is a file or a link that may be replaced. */
  readonly replaceable: boolean;
}

export interface WritePlan {
  readonly write: ReadonlyMap<string, Uint8Array>;
  /** Already as they should be. */
  readonly unchanged: readonly string[];
  /** Starters that the user edited, and files that are not generated any more but were edited. */
  readonly kept: readonly string[];
  /** Generated once, untouched, and not part of the project any more. */
  readonly remove: readonly string[];
  /** What a write that was killed left behind. */
  readonly leftovers: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** What is ours now, as it is on the disk: whatever was pending has come to pass, or not. */
  readonly ours: Readonly<Record<string, string>>;
  readonly manifestDamaged: boolean;
}

/** Looks at the folder and decides, file by file. Writes nothing. */
export async function planWrite(
  folder: string,
  tree: ProjectTree,
  store: FileStore,
  force: boolean,
): Promise<WritePlan> {
  const { manifest, damaged } = await readManifest(folder, store);
  const ours: Record<string, string> = { ...manifest.pending, ...manifest.files };
  const write = new Map<string, Uint8Array>();
  const plan = { unchanged: [] as string[], kept: [] as string[], remove: [] as string[], conflicts: [] as Conflict[] };

  for (const [path, content] of [...tree.generated, ...tree.starters]) {
    if (!isSafePath(path)) throw new Error(`a generated file has the path ${JSON.stringify(path)}`);
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const found = await lookAt(folder, path, store);
    if (found instanceof Uint8Array) {
      const untouched = isOurs(manifest, path, found);
      if (untouched) ours[path] = hashOf(found);
      if (Buffer.from(found).equals(bytes)) plan.unchanged.push(path);
      else if (untouched) write.set(path, bytes);
      else if (tree.starters.has(path) && isKnown(manifest, path)) plan.kept.push(path);
      else if (force) write.set(path, bytes);
      else plan.conflicts.push({ problem: `${path} ${whyNotOurs(manifest, path)}`, replaceable: true });
    } else if (found === undefined || (force && found.replaceable)) {
      write.set(path, bytes);
    } else {
      plan.conflicts.push(found);
    }
  }

  const known = Object.keys({ ...manifest.files, ...manifest.pending });
  for (const path of known) {
    if (tree.generated.has(path) || tree.starters.has(path)) continue;
    const found = await lookAt(folder, path, store);
    if (!(found instanceof Uint8Array)) continue;
    const untouched = isOurs(manifest, path, found);
    if (untouched) ours[path] = hashOf(found);
    (untouched ? plan.remove : plan.kept).push(path);
  }

  const leftovers: string[] = [];
  for (const path of new Set([MANIFEST_NAME, ...known, ...write.keys()])) {
    const found = await lookAt(folder, temporaryName(path), store);
    if (found instanceof Uint8Array || found?.replaceable === true) leftovers.push(temporaryName(path));
  }
  return { ...plan, write, leftovers, ours, manifestDamaged: damaged };
}

/** Where a file is written before it is renamed. Always the same, so that the next write finds what was left behind. */
export function temporaryName(path: string): string {
  return `${path}.nas-temporary`;
}

/** The content of a file; undefined when the place is free; otherwise what is in the way. */
async function lookAt(folder: string, path: string, store: FileStore): Promise<Uint8Array | undefined | Conflict> {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth++) {
    const above = parts.slice(0, depth).join('/');
    const kind = await store.kind(join(folder, above));
    if (kind === undefined) return undefined;
    if (kind === 'link' && !(await leadsInside(folder, above, store))) {
      return { problem: `${path}: ${above} is a symbolic link out of the folder`, replaceable: false };
    }
    if (kind === 'file' || kind === 'other') {
      return { problem: `${path}: ${above} is a file, not a folder`, replaceable: false };
    }
  }
  switch (await store.kind(join(folder, path))) {
    case undefined:
      return undefined;
    case 'file':
      return store.read(join(folder, path));
    case 'link':
      return { problem: `${path} is a symbolic link`, replaceable: true };
    case 'folder':
      return { problem: `${path} is a folder`, replaceable: false };
    case 'other':
      return { problem: `${path} is a device or socket`, replaceable: false };
  }
}

async function leadsInside(folder: string, path: string, store: FileStore): Promise<boolean> {
  try {
    const way = relative(await store.resolve(folder), await store.resolve(join(folder, path)));
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  } catch {
    return false; // leads nowhere
  }
}

async function readManifest(folder: string, store: FileStore): Promise<{ manifest: Manifest; damaged: boolean }> {
  const path = join(folder, MANIFEST_NAME);
  if ((await store.kind(path)) !== 'file') return { manifest: EMPTY_MANIFEST, damaged: false };
  const manifest = parseManifest(new TextDecoder().decode(await store.read(path)));
  return { manifest: manifest ?? EMPTY_MANIFEST, damaged: manifest === undefined };
}

function whyNotOurs(manifest: Manifest, path: string): string {
  return isKnown(manifest, path) ? 'was changed since it was generated' : 'was not generated by nas';
}

function isKnown(manifest: Manifest, path: string): boolean {
  return Object.hasOwn(manifest.files, path) || Object.hasOwn(manifest.pending, path);
}
