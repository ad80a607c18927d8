import { createHash } from 'node:crypto';
import { type ProjectFacts, formatFacts, parseFacts } from './project-facts.ts';

/** The file in a generated project that remembers what is ours. */
export const MANIFEST_NAME = '.nas-manifest.json';

/**
 * SHA-256 of every file as we wrote it. `pending` holds those of a write that has begun: whatever of it is found after a
 * crash is ours too.
 */
export interface Manifest {
  readonly files: Readonly<Record<string, string>>;
  readonly pending: Readonly<Record<string, string>>;
  /** What was generated; absent in manifests of earlier versions. */
  readonly project?: ProjectFacts | undefined;
}

export const EMPTY_MANIFEST: Manifest = { files: {}, pending: {} };

export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Undefined when the text is no manifest: damaged, merged by hand, or of a later version. */
export function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const [files, pending] = [value['files'], value['pending'] ?? {}];
  return isHashes(files) && isHashes(pending) ? { files, pending, project: parseFacts(value['project']) } : undefined;
}

export function formatManifest({ files, pending, project }: Manifest): string {
  const value = {
    about:
      'Made by nas: which files it generated. It overwrites and removes only those that are still as it wrote them.',
    version: 1,
    ...(project === undefined ? {} : { project: formatFacts(project) }),
    files: sorted(files),
    ...(Object.keys(pending).length === 0 ? {} : { pending: sorted(pending) }),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Is `content` what we wrote to this path, last time or in a write that was cut off? */
export function isOurs({ files, pending }: Manifest, path: string, content: Uint8Array): boolean {
  const hash = hashOf(content);
  return [files, pending].some((hashes) => Object.hasOwn(hashes, path) && hashes[path] === hash);
}

/** A relative path with `/` that stays inside; what a damaged or forged manifest says must not reach further. */
export function isSafePath(path: string): boolean {
  if (path === '' || path === MANIFEST_NAME || /[\\\0]|^[a-z]:/i.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function sorted(hashes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isHashes(value: unknown): value is Record<string, string> {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([path, hash]) => isSafePath(path) && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
