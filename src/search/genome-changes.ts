import type { Random } from '../base/random.ts';
import type { Family } from './family.ts';
import type { Genes } from './genes.ts';
import type { Genome, Input, Seen } from './genome.ts';
import { inputChanges } from './inputs.ts';
import { pickOther } from './variation.ts';

/** A genome that differs in a field; the genome itself where nothing else fits. */
export type Change = (genome: Genome, random: Random) => Genome;

/** One for every field with a choice, of genomes whose body is of the family. */
export function genomeChanges(
  family: Family,
  families: readonly Family[],
  seen: ReadonlyMap<Input, Seen>,
  { inputs, dense }: Genes,
): Change[] {
  return [
    ...inputChanges(inputs).map((change): Change => (genome, random) => {
      const input = change(genome.input, random);
      const behind = seen.get(input)!;
      if (family.needed > behind.samples) return genome;
      return { ...genome, input, body: family.fitted(genome.body, behind, random) };
    }),
    ...Array.from({ length: family.fields }, (_, field): Change => (genome, random) => {
      return { ...genome, body: family.vary(genome.body, field, seen.get(genome.input)!, random) };
    }),
    ...families
      .filter((other) => other !== family)
      .map((other): Change => (genome, random) => {
        const behind = seen.get(genome.input)!;
        return other.needed > behind.samples ? genome : { ...genome, body: other.sample(behind, random) };
      }),
    ...(dense.length === 1
      ? []
      : [(genome: Genome, random: Random): Genome => ({ ...genome, dense: pickOther(dense, genome.dense, random) })]),
  ];
}
