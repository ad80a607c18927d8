/** Bundles what is shipped into dist/, kernels included. `npm run build` */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
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

/** VS Code loads CommonJS, which has no `import.meta`. */
const importMetaUrl = "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

const bundles: Record<string, BuildOptions & { entry: string }> = {
  'dist/nas.js': {
    entry: 'src/cli/main.ts',
    ...module,
    banner: { js: `#!/usr/bin/env node\n${requireInModules}` },
  },
  'dist/worker.js': { entry: 'src/train/worker.ts', ...module },
  'dist/extension.cjs': {
    entry: 'src/extension/extension.ts',
    ...common,
    format: 'cjs',
    minify: true,
    banner: { js: importMetaUrl },
    define: { 'import.meta.url': '__importMetaUrl' },
  },
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
