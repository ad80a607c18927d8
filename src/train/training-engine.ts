import type { Engine } from '../protocol/engine.ts';
import { locateTfjs } from './tfjs/locate.ts';
import type { Trainer } from './trainer.ts';
import { loadKernels } from './wasm/load-kernels.ts';
import { WasmTrainer } from './wasm/wasm-trainer.ts';

/** What a worker needs to train. */
export type EngineSetup =
  | {
      readonly backend: 'wasm';
      readonly kernels: WebAssembly.Module;
      readonly baseline?: WebAssembly.Module | undefined;
    }
  /** `entry`: file of the package. */
  | { readonly backend: 'tfjs'; readonly entry: string };

/** What trains the candidates of a run: chosen once, at its start. */
export interface TrainingEngine {
  readonly setup: EngineSetup;
  readonly engine: Engine;
  /** Most threads that it can train in. */
  readonly threads: number;
}

/**
 * @param directory of the search: where an optional backend may be installed
 * @throws UserError when the backend is not installed
 */
export async function chooseEngine(
  training: { readonly backend: Engine['backend']; readonly reproducible: boolean },
  directory: string,
): Promise<TrainingEngine> {
  switch (training.backend) {
    case 'wasm': {
      const { engine, ...modules } = await loadKernels(training);
      return { setup: { backend: 'wasm', ...modules }, engine, threads: Infinity };
    }
    case 'tfjs': {
      const { entry, runtime } = locateTfjs(directory);
      // Its addon loads once in a process (tensorflow/tfjs#8388).
      return { setup: { backend: 'tfjs', entry }, engine: { backend: 'tfjs', runtime }, threads: 1 };
    }
  }
}

/** In the thread that trains. */
export async function trainerOf(setup: EngineSetup): Promise<Trainer> {
  switch (setup.backend) {
    case 'wasm':
      return new WasmTrainer(setup.kernels, setup.baseline);
    case 'tfjs': {
      const { createTfjsTrainer } = await import('./tfjs/tfjs-trainer.ts');
      return await createTfjsTrainer(setup.entry);
    }
  }
}
