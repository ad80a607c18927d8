/** All peers of the training benchmark. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { messageOf } from '../../src/base/errors.ts';
import { startNative } from './native/native.ts';
import { type Peer, startPeer } from './peer.ts';

interface Missing {
  readonly name: string;
  readonly why: string;
}

export interface Peers {
  readonly peers: Peer[];
  /** Those that cannot be had here. */
  readonly missing: Missing[];
}

/** What each is called when it is missing; one that runs says its name itself. */
const starters: Readonly<Record<string, () => Promise<Peer>>> = {
  C: () => startNative(),
  PyTorch: startTorch,
  'TensorFlow.js, cpu': () => startTensorflow('cpu'),
  'TensorFlow.js, wasm': () => startTensorflow('wasm'),
};

/** Starts all that can be had here. Whoever calls closes them. */
export async function peers(): Promise<Peers> {
  const starts = Object.entries(starters).map(async ([name, start]): Promise<Peer | Missing> => {
    try {
      return await start();
    } catch (error) {
      return { name, why: messageOf(error) };
    }
  });
  const all = await Promise.all(starts);
  return {
    peers: all.filter((one): one is Peer => 'ask' in one),
    missing: all.filter((one): one is Missing => 'why' in one),
  };
}

/** With the Python that `NAS_TORCH_PYTHON` names, or with python3. */
function startTorch(): Promise<Peer> {
  const script = fileURLToPath(new URL('torch/train.py', import.meta.url));
  return startPeer(process.env['NAS_TORCH_PYTHON'] ?? 'python3', [script]);
}

/** From the folder that `NAS_TFJS` names, or from the project. */
function startTensorflow(backend: 'cpu' | 'wasm'): Promise<Peer> {
  const script = fileURLToPath(new URL('tfjs/train.ts', import.meta.url));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return startPeer(process.execPath, ['--import', tsx, script, '--backend', backend]);
}
