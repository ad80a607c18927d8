import type { Frontend } from '../protocol/architecture.ts';
import type { Genes } from './genes.ts';
import type { Input, LayerGenes, RecurrentBody } from './genome.ts';
import { channelKey, windowSize } from './inputs.ts';
import type { RankChoice } from './ranks.ts';

/** Of what an architecture does not have: as near to little as to much. */
export const NEUTRAL = 0.5;

/** Place of a value in an ascending list, 0 … 1; the middle where there is nothing to choose. */
export function placeOf(values: readonly number[], value: number): number {
  return values.length === 1 ? NEUTRAL : values.indexOf(value) / (values.length - 1);
}

/** One number per choice, 1 for the one taken; nothing where there is nothing to choose. */
export function oneHot<T>(choices: readonly T[], taken: (choice: T) => boolean): number[] {
  return choices.length === 1 ? [] : choices.map((choice) => (taken(choice) ? 1 : 0));
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/**
 * Numbers in [0, 1] for models of the error: as many for all of a space, and different for different architectures. Sizes
 * by their place among the choices, categories by a number per choice, ranks by their share. A layer that is not there has
 * size 0, those that are there begin above; what it would have besides is in the middle.
 */
export function encodeRecurrent(body: RecurrentBody, genes: Genes): number[] {
  const { cells, ranks, mixed } = genes;
  const [first] = body.layers;
  return [
    ...encodeFrontend(body.frontend, genes.frontends),
    ...(mixed ? [] : oneHot(cells, (cell) => cell === first!.cell)),
    ...encodeLayers(body.layers, genes),
    ...(mixed ? [] : encodeRanks(first, ranks)),
    ...oneHot(genes.poolings, (choice) => choice === body.pooling),
    ...oneHot(genes.weights, (choice) => choice === body.weights),
  ];
}

/** Of a layer that may not be there. */
export function sizeOf(units: number | undefined, choices: readonly (number | undefined)[]): number {
  const sizes = choices.filter((choice) => choice !== undefined);
  return units === undefined ? 0 : 0.2 + 0.8 * placeOf(sizes, units);
}

export function encodeInput(input: Input, inputs: readonly Input[]): number[] {
  const windows = ascending(inputs.map(windowSize));
  const rates = ascending(inputs.map(({ every }) => 1 / every));
  const channels = [...new Set(inputs.map(channelKey))];
  return [
    ...(windows.length < 2 ? [] : [placeOf(windows, windowSize(input))]),
    ...(rates.length < 2 ? [] : [placeOf(rates, 1 / input.every)]),
    ...oneHot(channels, (key) => key === channelKey(input)),
  ];
}

function encodeFrontend(frontend: Frontend, frontends: readonly Frontend[]): number[] {
  const kinds = [...new Set(frontends.map(({ kind }) => kind))];
  const convolutions = frontends.filter((candidate) => candidate.kind === 'convolution');
  const factors = frontends.flatMap((candidate) => (candidate.kind === 'decimation' ? [candidate.factor] : []));
  const size = (of: (convolution: (typeof convolutions)[number]) => number): number[] => {
    const values = ascending(convolutions.map(of));
    if (values.length < 2) return [];
    return [frontend.kind === 'convolution' ? placeOf(values, of(frontend)) : NEUTRAL];
  };
  return [
    ...oneHot(kinds, (kind) => kind === frontend.kind),
    ...size(({ filters }) => filters),
    ...size(({ kernel }) => kernel),
    ...size(({ stride }) => stride),
    ...(factors.length < 2 ? [] : [frontend.kind === 'decimation' ? placeOf(factors, frontend.factor) : NEUTRAL]),
  ];
}

function encodeLayers(stack: readonly LayerGenes[], { layers, hidden, cells, ranks, mixed }: Genes): number[] {
  return Array.from({ length: layers.at(-1)! }, (_, index) => {
    const layer = stack[index];
    const size = sizeOf(layer?.hidden, hidden);
    if (!mixed) return [size];
    const kinds = oneHot(cells, (cell) => cell === layer?.cell);
    return [size, ...(layer === undefined ? kinds.map(() => NEUTRAL) : kinds), ...encodeRanks(layer, ranks)];
  }).flat();
}

function encodeRanks(layer: LayerGenes | undefined, ranks: readonly RankChoice[]): number[] {
  if (ranks.length === 1) return [];
  return [layer?.inputRank, layer?.recurrentRank].map((choice) => (choice === 'full' ? 1 : (choice ?? NEUTRAL)));
}
