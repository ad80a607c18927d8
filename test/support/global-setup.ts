import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds dist/ once, in its own process, before any test runs. NAS_SKIP_BUILD=1 takes dist/ as it stands. */
export default function setup(): void {
  if (process.env['NAS_SKIP_BUILD'] === '1') return;
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: root, stdio: 'inherit' });
}
