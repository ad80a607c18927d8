import type { Random } from '../base/random.ts';
import type { Frontend } from '../protocol/architecture.ts';
import { type Genes, samplesFor } from './genes.ts';
import type { LayerGenes, RecurrentBody, Seen } from './genome.ts';
import { NEIGHBOUR, pickOther, step } from './variation.ts';

export type RecurrentChange = (body: RecurrentBody, seen: Seen, random: Random) => RecurrentBody;

/** One for every field with a choice. */
export function recurrentChanges(genes: Genes): RecurrentChange[] {
  const { cells, frontends, hidden, layers, ranks, poolings, weights } = genes;
  const changes: readonly (readonly [choices: number, change: RecurrentChange])[] = [
    [cells.length, (body, _, random) => changeOwn(body, 'cell', cells, genes.mixed, random)],
    [
      frontends.length,
      (body, { samples }, random) => {
        const fitting = frontends.filter((frontend) => samplesFor(frontend) <= samples);
        return { ...body, frontend: mutateFrontend(body.frontend, fitting, random) };
      },
    ],
    [
      hidden.length,
      (body, _, random) => {
        const place = random.index(body.layers.length);
        const layer = body.layers[place]!;
        return { ...body, layers: body.layers.with(place, { ...layer, hidden: step(hidden, layer.hidden, random) }) };
      },
    ],
    [
      layers.length,
      (body, _, random) => ({
        ...body,
        layers: resize(body.layers, step(layers, body.layers.length, random), genes, random),
      }),
    ],
    [ranks.length, (body, _, random) => changeOwn(body, 'inputRank', ranks, genes.mixed, random)],
    [ranks.length, (body, _, random) => changeOwn(body, 'recurrentRank', ranks, genes.mixed, random)],
    [poolings.length, (body, _, random) => ({ ...body, pooling: pickOther(poolings, body.pooling, random) })],
    [weights.length, (body, _, random) => ({ ...body, weights: pickOther(weights, body.weights, random) })],
  ];
  return changes.filter(([choices]) => choices > 1).map(([, change]) => change);
}

/** Uniform crossover: each field from one parent or the other; the layers come from one of them. */
export function crossRecurrent(a: RecurrentBody, b: RecurrentBody, mixed: boolean, random: Random): RecurrentBody {
  const either = (): RecurrentBody => (random.uniform() < 0.5 ? a : b);
  const { frontend } = either();
  const { pooling } = either();
  const { weights } = either();
  const { layers } = either();
  const rest = { kind: 'recurrent', frontend, pooling, weights } as const;
  if (mixed) return { ...rest, layers };
  const [{ cell }, { inputRank }, { recurrentRank }] = [either(), either(), either()].map(
    (parent) => parent.layers[0]!,
  ) as [LayerGenes, LayerGenes, LayerGenes];
  const shared = { cell, inputRank, recurrentRank };
  return { ...rest, layers: layers.map(({ hidden }) => ({ hidden, ...shared })) };
}

/** Of one layer where layers differ, else of all. */
function changeOwn<Field extends 'cell' | 'inputRank' | 'recurrentRank'>(
  body: RecurrentBody,
  field: Field,
  choices: readonly LayerGenes[Field][],
  mixed: boolean,
  random: Random,
): RecurrentBody {
  const place = mixed ? random.index(body.layers.length) : 0;
  const value = pickOther(choices, body.layers[place]![field], random);
  const layers = body.layers.map((layer, index) => (mixed && index !== place ? layer : { ...layer, [field]: value }));
  return { ...body, layers };
}

/** Layers are added and taken away at any depth. */
function resize(layers: readonly LayerGenes[], depth: number, genes: Genes, random: Random): LayerGenes[] {
  const result = [...layers];
  while (result.length < depth) {
    const place = random.index(result.length + 1);
    const hidden = random.pick(genes.hidden);
    result.splice(place, 0, { ...(genes.mixed ? ownGenes(genes, random) : layers[0]!), hidden });
  }
  while (result.length > depth) result.splice(random.index(result.length), 1);
  return result;
}

/** Of a layer that differs from its neighbours. */
export function ownGenes({ cells, ranks }: Genes, random: Random): Omit<LayerGenes, 'hidden'> {
  return { cell: random.pick(cells), inputRank: random.pick(ranks), recurrentRank: random.pick(ranks) };
}

/** Rather a relative, which differs in one number, than another kind. */
function mutateFrontend(current: Frontend, frontends: readonly Frontend[], random: Random): Frontend {
  const differences = frontends.map((other) => difference(current, other));
  const others = frontends.filter((_, i) => differences[i] !== 0);
  const relatives = frontends.filter((_, i) => differences[i] === 1);
  if (others.length === 0) return current;
  return random.pick(relatives.length > 0 && random.uniform() < NEIGHBOUR ? relatives : others);
}

/** Fields in which two front ends differ; Infinity for different kinds. */
function difference(a: Frontend, b: Frontend): number {
  if (a.kind === 'convolution' && b.kind === 'convolution') {
    return Number(a.filters !== b.filters) + Number(a.kernel !== b.kernel) + Number(a.stride !== b.stride);
  }
  if (a.kind === 'decimation' && b.kind === 'decimation') return Number(a.factor !== b.factor);
  return a.kind === b.kind ? 0 : Infinity;
}
