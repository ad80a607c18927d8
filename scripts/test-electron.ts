/**
 * Runs the suites of test/host/suites in a desktop VS Code, which `@vscode/test-electron` downloads; for machines with
 * internet and a screen. `npm run test:electron`, after `npm run build`
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildSuites } from '../test/host/runner/build-suites.ts';
import { createWorkspace } from '../test/host/runner/workspace.ts';

const workspace = createWorkspace();
try {
  await runTests({
    extensionDevelopmentPath: join(import.meta.dirname, '..'),
    extensionTestsPath: await buildSuites(),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
    extensionTestsEnv: { NAS_UNDER_TEST: 'folder' },
  });
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
