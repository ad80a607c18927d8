import util from 'node:util';
import { pathToFileURL } from 'node:url';
import type * as Tf from '@tensorflow/tfjs';
import { messageOf, UserError } from '../../base/errors.ts';

export type Tfjs = typeof Tf;

/**
 * TensorFlow, ready to compute.
 * @param entry file of the package
 * @throws UserError when the installation is broken, for example when its native part was not downloaded
 */
export async function loadTfjs(entry: string): Promise<Tfjs> {
  try {
    restoreRemovedUtilities();
    // By a computed address: it must not become a part of the bundle. The package is CommonJS.
    const { default: tf } = (await import(pathToFileURL(entry).href)) as { default: Tfjs };
    // Without it, every run begins with an advertisement for another backend.
    tf.enableProdMode();
    await tf.ready();
    tf.tidy(() => tf.matMul(tf.ones([1, 1]), tf.ones([1, 1])).dataSync());
    return tf;
  } catch (cause) {
    const reason = messageOf(cause).split('\n', 1)[0]!.trim();
    throw new UserError('train/tfjs-broken', `TensorFlow is installed, but does not start: ${reason}`, {
      where: entry,
      hint:
        'Run `npm rebuild @tensorflow/tfjs-node --build-addon-from-source` where it is installed, ' +
        'or write `backend: wasm`, which needs nothing.',
      cause,
    });
  }
}

/** Node 23 removed two functions that tfjs-node 4.22 calls in every operation. */
function restoreRemovedUtilities(): void {
  const removed = {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  };
  for (const [name, restored] of Object.entries(removed)) {
    if (!(name in util)) Object.assign(util, { [name]: restored });
  }
}
