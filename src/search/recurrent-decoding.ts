import type { Frontend, RecurrentLayer } from '../protocol/architecture.ts';
import type { DecodedBody } from './family.ts';
import type { RecurrentBody, Seen } from './genome.ts';
import { inputShapes, rankOf, recurrentShapes } from './ranks.ts';

/** Features of a step behind the front end. */
export function featuresOf(frontend: Frontend, { channels }: Pick<Seen, 'channels'>): number {
  return frontend.kind === 'convolution' ? frontend.filters : channels;
}

export function decodeRecurrent({ frontend, layers, pooling }: RecurrentBody, seen: Seen): DecodedBody {
  const hidden = layers.map((layer) => layer.hidden);
  const inputMatrices = inputShapes(featuresOf(frontend, seen), hidden);
  const recurrentMatrices = recurrentShapes(hidden);
  const recurrent = layers.map((layer, index): RecurrentLayer => {
    const inputRank = rankOf(layer.inputRank, inputMatrices[index]!);
    const recurrentRank = rankOf(layer.recurrentRank, recurrentMatrices[index]!);
    return {
      cell: layer.cell,
      hidden: layer.hidden,
      ...(inputRank === undefined ? {} : { inputRank }),
      ...(recurrentRank === undefined ? {} : { recurrentRank }),
    };
  });
  return { frontend, recurrent, pooling };
}
