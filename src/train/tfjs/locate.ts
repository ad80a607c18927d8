import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '../../base/errors.ts';

const PACKAGE = '@tensorflow/tfjs-node';

/**
 * The user's installation of TensorFlow, which is never a dependency of ours: it downloads 300 MB.
 * @param directory of the search; looked into first, then where this tool is installed
 * @returns the file to import, and name and version such as `tfjs-node 4.22.0`
 * @throws UserError when there is none, or one without its files
 */
export function locateTfjs(directory: string, name = PACKAGE): { readonly entry: string; readonly runtime: string } {
  for (const place of [join(resolve(directory), 'package.json'), import.meta.url]) {
    const { resolve: find } = createRequire(place);
    let manifest: string | undefined;
    try {
      manifest = find(`${name}/package.json`);
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      return { entry: find(name), runtime: `${name.slice(name.indexOf('/') + 1)} ${version}` };
    } catch (cause) {
      if (manifest === undefined && (cause as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') continue;
      const reason = messageOf(cause).split('\n', 1)[0]!.trim();
      throw new UserError('train/tfjs-broken', `${name} is installed, but not whole: ${reason}`, {
        hint: `Run \`npm install ${name}\` again, or write \`backend: wasm\`, which needs nothing.`,
        cause,
      });
    }
  }
  throw new UserError('train/no-tfjs', `\`backend: tfjs\` needs ${name}, which is not installed.`, {
    hint: `Run \`npm install ${name}\` in ${resolve(directory)}, or write \`backend: wasm\`, which needs nothing.`,
  });
}
