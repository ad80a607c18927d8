import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Packs the extension as `npm run package` does, from dist/ as it stands. */
export function packExtension(vsix: string): void {
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix];
  execFileSync(join(ROOT, 'node_modules/.bin/vsce'), ['package', ...options], { cwd: ROOT });
}
