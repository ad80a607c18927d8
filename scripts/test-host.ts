/**
 * Runs suites of test/host/suites inside a real VS Code and shows its console.
 * `npx tsx scripts/test-host.ts [--vsix FILE] [suite …]`, after `npm run build`
 */
import { parseArgs } from 'node:util';
import { runSuites } from '../test/host/runner/run-suites.ts';

/** What the workbench says of its own. */
const NOISE =
  /^(Ignoring fetching|Resolv|Creating a socket|\[reconnection|\[Service Worker|\[AgentHost|\[AccountPolicy|\[DefaultAccount|Updating additional|Canceled: Canceled|Creation of workbench|Error: Timed out waiting for authentication)/;

const { values, positionals } = parseArgs({ options: { vsix: { type: 'string' } }, allowPositionals: true });
const outcomes = await runSuites({
  suites: positionals,
  vsix: values.vsix,
  print: (text) => {
    if (!NOISE.test(text)) console.log(text);
  },
});
const passed = outcomes.filter(({ state }) => state === 'passed').length;
const failed = outcomes.filter(({ state }) => state === 'failed').length;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
