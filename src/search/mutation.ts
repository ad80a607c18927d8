import type { Random } from '../base/random.ts';
import type { Frontend } from '../protocol/architecture.ts';
import type { Genes } from './genes.ts';
import type { Genome } from './genome.ts';

type Field = 'cell' | 'frontend' | 'hidden' | 'inputRank' | 'layers' | 'pooling' | 'recurrentRank' | 'weights';

/** Chance that a child differs in a second field. */
const SECOND_FIELD = 0.25;

/** Chance that an ordered value moves to a neighbour, rather than anywhere. */
const NEIGHBOUR = 0.5;

/** Changes one or two fields. The decoded child may still equal its parent, when ranks round to the same integers. */
export function mutateGenome(genome: Genome, genes: Genes, random: Random): Genome {
  const fields = mutableFields(genes);
  if (fields.length === 0) return genome;
  const [first, second] = random.shuffle(fields);
  const child = mutateField(genome, first!, genes, random);
  return second !== undefined && random.uniform() < SECOND_FIELD ? mutateField(child, second, genes, random) : child;
}

/** Uniform crossover: each field from one parent or the other; the layers come from one of them. */
export function crossGenomes(a: Genome, b: Genome, random: Random): Genome {
  const either = <Key extends keyof Genome>(key: Key): Genome[Key] => (random.uniform() < 0.5 ? a : b)[key];
  return {
    frontend: either('frontend'),
    cell: either('cell'),
    hidden: either('hidden'),
    inputRank: either('inputRank'),
    recurrentRank: either('recurrentRank'),
    pooling: either('pooling'),
    weights: either('weights'),
  };
}

function mutableFields(genes: Genes): Field[] {
  const choices: Record<Field, number> = {
    cell: genes.cells.length,
    frontend: genes.frontends.length,
    hidden: genes.hidden.length,
    layers: genes.layers.length,
    inputRank: genes.ranks.length,
    recurrentRank: genes.ranks.length,
    pooling: genes.poolings.length,
    weights: genes.weights.length,
  };
  return (Object.keys(choices) as Field[]).filter((field) => choices[field] > 1);
}

function mutateField(genome: Genome, field: Field, genes: Genes, random: Random): Genome {
  switch (field) {
    case 'cell':
      return { ...genome, cell: pickOther(genes.cells, genome.cell, random) };
    case 'frontend':
      return { ...genome, frontend: mutateFrontend(genome.frontend, genes.frontends, random) };
    case 'hidden': {
      const layer = random.index(genome.hidden.length);
      return { ...genome, hidden: genome.hidden.with(layer, step(genes.hidden, genome.hidden[layer]!, random)) };
    }
    case 'layers':
      return {
        ...genome,
        hidden: resize(genome.hidden, step(genes.layers, genome.hidden.length, random), genes, random),
      };
    case 'inputRank':
    case 'recurrentRank':
      return { ...genome, [field]: pickOther(genes.ranks, genome[field], random) };
    case 'pooling':
      return { ...genome, pooling: pickOther(genes.poolings, genome.pooling, random) };
    case 'weights':
      return { ...genome, weights: pickOther(genes.weights, genome.weights, random) };
  }
}

function pickOther<T>(values: readonly T[], current: T, random: Random): T {
  return random.pick(values.filter((value) => value !== current));
}

/** Another value of an ascending list of at least two. */
function step(values: readonly number[], current: number, random: Random): number {
  if (random.uniform() >= NEIGHBOUR) return pickOther(values, current, random);
  const place = values.indexOf(current);
  return random.pick([place - 1, place + 1].flatMap((near) => values[near] ?? []));
}

/** Layers are added and taken away at any depth. */
function resize(hidden: readonly number[], depth: number, genes: Genes, random: Random): number[] {
  const result = [...hidden];
  while (result.length < depth) result.splice(random.index(result.length + 1), 0, random.pick(genes.hidden));
  while (result.length > depth) result.splice(random.index(result.length), 1);
  return result;
}

/** Rather a relative, which differs in one number, than another kind. */
function mutateFrontend(current: Frontend, frontends: readonly Frontend[], random: Random): Frontend {
  const differences = frontends.map((other) => difference(current, other));
  const others = frontends.filter((_, i) => differences[i] !== 0);
  const relatives = frontends.filter((_, i) => differences[i] === 1);
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
