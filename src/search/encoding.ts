import type { Architecture } from '../protocol/architecture.ts';
import type { Genes } from './genes.ts';

/** Place of a value in an ascending list, 0 … 1; the middle where there is nothing to choose. */
function placeOf(values: readonly number[], value: number): number {
  return values.length === 1 ? 0.5 : values.indexOf(value) / (values.length - 1);
}

/** One number per choice, 1 for the one taken; nothing where there is nothing to choose. */
function oneHot<T>(choices: readonly T[], taken: (choice: T) => boolean): number[] {
  return choices.length === 1 ? [] : choices.map((choice) => (taken(choice) ? 1 : 0));
}

/** Of the full rank, averaged over the layers. */
function meanShare(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/**
 * An architecture as numbers in [0, 1], for models of the error: as many for all architectures of a space. Sizes by their
 * place among the choices, categories by a number per choice, ranks by their share. A layer that is not there has size 0,
 * those that are there begin above.
 */
export function encode(architecture: Architecture, genes: Genes, inputs: number): number[] {
  const { frontend, recurrent, pooling, weightBits } = architecture;
  const kinds = [...new Set(genes.frontends.map(({ kind }) => kind))];
  const convolutions = genes.frontends.flatMap((candidate) => (candidate.kind === 'convolution' ? [candidate] : []));
  const factors = genes.frontends.flatMap((candidate) => (candidate.kind === 'decimation' ? [candidate.factor] : []));
  const sizes = (of: (convolution: (typeof convolutions)[number]) => number): number[] => {
    const values = [...new Set(convolutions.map(of))].sort((a, b) => a - b);
    if (values.length < 2) return [];
    return [frontend.kind === 'convolution' ? placeOf(values, of(frontend)) : 0.5];
  };
  const deepest = genes.layers.at(-1)!;
  const layers = Array.from({ length: deepest }, (_, layer) => {
    const hidden = recurrent[layer]?.hidden;
    return hidden === undefined ? 0 : 0.2 + 0.8 * placeOf(genes.hidden, hidden);
  });
  const widths = recurrent.map((_, layer) => {
    if (layer > 0) return recurrent[layer - 1]!.hidden;
    return frontend.kind === 'convolution' ? frontend.filters : inputs;
  });
  const ranks =
    genes.ranks.length === 1
      ? []
      : [
          meanShare(
            recurrent.map(({ inputRank, hidden }, i) => (inputRank ?? Infinity) / Math.min(hidden, widths[i]!)),
          ),
          meanShare(recurrent.map(({ recurrentRank, hidden }) => (recurrentRank ?? Infinity) / hidden)),
        ].map((share) => Math.min(1, share));
  return [
    ...oneHot(kinds, (kind) => kind === frontend.kind),
    ...sizes(({ filters }) => filters),
    ...sizes(({ kernel }) => kernel),
    ...sizes(({ stride }) => stride),
    ...(factors.length < 2 ? [] : [frontend.kind === 'decimation' ? placeOf(factors, frontend.factor) : 0.5]),
    ...oneHot(genes.cells, (cell) => cell === recurrent[0]!.cell),
    ...layers,
    ...ranks,
    ...oneHot(genes.poolings, (choice) => choice === pooling),
    ...oneHot(genes.weights, (choice) => choice === (weightBits === 4 ? 'int4' : 'int8')),
  ];
}
