import { trainNetwork, tuneNetwork } from '../loop.ts';
import type { Trainer } from '../trainer.ts';
import { TfjsEngine } from './engine.ts';
import { loadTfjs } from './load.ts';

/**
 * Trains with TensorFlow, for comparison: the loop, the seeds and the optimiser are those of the kernels.
 * @param entry file of the package
 * @throws UserError when the installation is broken
 */
export async function createTfjsTrainer(entry: string): Promise<Trainer> {
  const tf = await loadTfjs(entry);
  return {
    train: (architecture, data, options, hooks) =>
      trainNetwork(new TfjsEngine(tf, architecture, data.normalisation, options.loss), data, options, hooks),
    tune: (architecture, parameters, data, options, hooks) =>
      tuneNetwork(new TfjsEngine(tf, architecture, data.normalisation, options.loss), parameters, data, options, hooks),
  };
}
