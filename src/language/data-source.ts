import type { DataSource } from '../data/data-peek.ts';
import { variantsOf, viewOf } from '../spec/schema-view.ts';
import { SpecSchema } from '../spec/schema.ts';
import type { Analysis } from './analysis.ts';
import { scalarAt } from './located.ts';

const SYNTHETIC = variantsOf(viewOf(SpecSchema).properties!['data']!)!.byName.get('synthetic')!;

/** Where the data are, from a text that need not be right elsewhere; undefined while it does not say. */
export function dataSourceOf({ located }: Analysis): DataSource | undefined {
  const source = scalarAt(located, 'data.source');
  const train = scalarAt(located, 'data.train');
  if (source === 'synthetic') {
    const generator = scalarAt(located, 'data.generator');
    const length = Number(scalarAt(located, 'data.length') ?? NaN);
    if (!isGenerator(generator)) return undefined;
    return { source, generator, length: Number.isInteger(length) && length > 0 ? length : undefined };
  }
  if ((source !== 'csv' && source !== 'ts' && source !== 'wav') || train === undefined || train === '')
    return undefined;
  return { source, train, test: scalarAt(located, 'data.test') };
}

type Generator = Extract<DataSource, { source: 'synthetic' }>['generator'];

function isGenerator(name: string | undefined): name is Generator {
  return name !== undefined && SYNTHETIC.properties['generator']?.enum?.includes(name) === true;
}
