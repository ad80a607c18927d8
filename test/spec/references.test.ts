import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../src/spec/parse.ts';
import { referencePoints } from '../../src/spec/references.ts';
import { file } from './files.ts';

const pointsOf = (sections: Record<string, string>) => {
  const { spec, problems } = parseSpec(file(sections));
  expect(problems).toEqual([]);
  return referencePoints(spec?.references);
};

describe('referencePoints', () => {
  it('are none when the spec names none', () => {
    expect(pointsOf({})).toEqual([]);
  });

  it('turn accuracy into error, and quantities into base units', () => {
    const references = `
  - name: TinyTNAS
    accuracy: 93.4 %
    flash: 19.3 KiB
    macs: 53100
  - { name: other, accuracy: 0.9, ram: 2 kB, latency: 31 ms, energy: 2 mJ }`;
    expect(pointsOf({ references })).toEqual([
      { name: 'TinyTNAS', error: 0.066, flash: 19763, macs: 53100 },
      { name: 'other', error: 0.1, ram: 2000, latency: 0.031, energy: 0.002 },
    ]);
  });

  it('take the RMSE of a regression as it is, and a result without one', () => {
    const sections = {
      data: '{source: synthetic, generator: adding-problem}',
      task: '{type: regression}',
      references: '[{name: LSTM, rmse: 16.14, macs: 1000}, {name: size only, flash: 3 kB}]',
    };
    expect(pointsOf(sections)).toEqual([
      { name: 'LSTM', error: 16.14, macs: 1000 },
      { name: 'size only', flash: 3000 },
    ]);
  });
});
