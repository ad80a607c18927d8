import { file } from '../files.ts';
import type { Case } from './case.ts';

const constraints = (text: string) => file({ constraints: text });

export const QUANTITY_CASES: readonly Case[] = [
  {
    code: 'spec/wrong-type',
    text: constraints('{flash: «[64 KiB]»}'),
    path: 'constraints.flash',
    message: '`flash: [64 KiB]` must be a size such as `64 KiB`',
  },
  {
    code: 'spec/below-minimum',
    text: constraints('{ram: «-4 KiB»}'),
    path: 'constraints.ram',
    message: '`ram: -4 KiB` must be more than 0',
  },
  {
    code: 'spec/not-finite',
    text: constraints('{latency: «.nan»}'),
    path: 'constraints.latency',
    message: '`latency: .nan` must be a finite number',
  },
  {
    code: 'spec/malformed-quantity',
    text: constraints('{flash: «plenty»}'),
    path: 'constraints.flash',
    message: '`flash: plenty` is not a size; bytes are written like `64 KiB`',
  },
  {
    code: 'spec/unknown-unit',
    text: constraints('{flash: «64 KiBs»}'),
    path: 'constraints.flash',
    message: '`flash: 64 KiBs`: unknown unit `KiBs`; bytes are written like `64 KiB`',
    suggestion: '64 KiB',
  },
  {
    code: 'spec/unknown-unit',
    text: file({ budget: '{time: «20 kHz»}' }),
    path: 'budget.time',
    message: '`time: 20 kHz`: `kHz` is a unit of frequency, not of time; times are written like `20 ms`',
  },
  {
    code: 'spec/missing-unit',
    text: constraints('{flash: «"64"»}'),
    path: 'constraints.flash',
    message: '`flash: "64"`: the unit is missing; bytes are written like `64 KiB`',
  },
  {
    code: 'spec/missing-unit',
    severity: 'warning',
    text: constraints('{latency: «20»}'),
    path: 'constraints.latency',
    message: '`latency: 20` is read as 20 s',
    hint: 'Write the unit: times are written like `20 ms`.',
    suggestion: '20 s',
  },
];
