import type { Trainer } from '../trainer.ts';

export function createTfjsTrainer(_entry: string): Promise<Trainer> {
  throw new Error('not yet');
}
