import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/host/{node_modules,out,suites}/**'],
    globalSetup: ['test/support/global-setup.ts'],
    // The last reporter closes the output with "N passed, N failed".
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    pool: 'forks', // tests start workers, compilers and emulators
    passWithNoTests: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
