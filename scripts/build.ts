/** Bundles what is shipped into dist/, kernels included. `npm run build` */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { buildKernels } from './build-kernels.ts';

const root = join(import.meta.dirname, '..');

/** Some libraries (yaml) are CommonJS inside and call `require('process')`. */
const requireInModules =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode', '@tensorflow/tfjs-node'],
  charset: 'utf8',
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

const module = { ...common, format: 'esm', banner: { js: requireInModules } } satisfies BuildOptions;

/** What runs in a browser. */
const page = { ...common, platform: 'browser', target: 'es2022', minify: true } satisfies BuildOptions;

/** Loaded after activation: a bundle of its own, which the entry imports by name. */
const apart = (source: string, file: string): Plugin => ({
  name: 'apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' && path === source ? { path: file, external: true } : undefined,
    );
  },
});

const bundles: Record<string, BuildOptions & { entry: string }> = {
  'dist/nas.js': {
    entry: 'src/cli/main.ts',
    ...module,
    banner: { js: `#!/usr/bin/env node\n${requireInModules}` },
  },
  'dist/worker.js': { entry: 'src/train/worker.ts', ...module },
  // VS Code waits for a CommonJS entry in one piece; while a module loads, other extensions have their turns.
  'dist/extension.cjs': {
    entry: 'src/extension/extension.ts',
    ...common,
    format: 'cjs',
    minify: true,
    plugins: [apart('./parts.ts', './extension-parts.js')],
  },
  'dist/extension-parts.js': { entry: 'src/extension/parts.ts', ...module, minify: true },
  'dist/dashboard.js': { entry: 'webview/dashboard/main.tsx', ...page, jsx: 'automatic', jsxImportSource: 'preact' },
  'dist/dashboard.css': { entry: 'webview/dashboard/style.css', ...page },
};

await mkdir(join(root, 'dist'), { recursive: true });

const meta: Metafile = { inputs: {}, outputs: {} };
for (const [outfile, { entry, ...options }] of Object.entries(bundles)) {
  const { metafile } = await build({ ...options, entryPoints: [entry], outfile });
  Object.assign(meta.inputs, metafile?.inputs);
  Object.assign(meta.outputs, metafile?.outputs);
}
await chmod(join(root, 'dist/nas.js'), 0o755);

await buildKernels();
await writeFile(join(root, 'dist/meta.json'), JSON.stringify(meta));
for (const [file, { bytes }] of Object.entries(meta.outputs)) console.log(`${file}  ${(bytes / 1024).toFixed(1)} KiB`);
