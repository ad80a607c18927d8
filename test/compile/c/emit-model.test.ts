import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { emitModel } from '../../../src/compile/c/emit-model.ts';
import { kernelForm, kernelParameters } from '../../../src/compile/c/kernel-form.ts';
import { defineCell } from '../../../src/network/cell.ts';
import { cells } from '../../../src/network/cells/registry.ts';
import { sigmoid } from '../../../src/network/expression.ts';
import { randomArchitecture, randomNetwork } from '../../support/random-network.ts';

const frontMatter = { title: 'A model', lines: ['tool 1.2.3', 'seed 4'] };

function emit(seed: string, prefix = 'model') {
  const random = new Random(seed);
  const architecture = randomArchitecture(random);
  const classes = Array.from({ length: architecture.outputs }, (_, index) => `class ${index}`);
  return emitModel(randomNetwork(random, architecture), { prefix, frontMatter, classes });
}

describe('emitModel', () => {
  it('gives the same bytes for the same network', () => {
    expect(emit('a')).toEqual(emit('a'));
  });

  it('writes ASCII of moderate width that ends in a line break', () => {
    for (let seed = 0; seed < 30; seed++) {
      for (const text of Object.values(emit(`width/${seed}`))) {
        expect(text).toMatch(/^[\n\x20-\x7e]*\n$/);
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
        expect(text).not.toMatch(/ $/m);
      }
    }
  });

  it('begins with what the reader should know', () => {
    const { header, source } = emit('front');
    for (const text of [header, source])
      expect(text.startsWith('/*\n * A model\n *\n * tool 1.2.3\n * seed 4\n */')).toBe(true);
  });

  it.each(['', '1a', 'int', 'a-b', 'Model', 'size', '_x'])("takes no prefix '%s'", (prefix) => {
    expect(() => emit('a', prefix)).toThrow(RangeError);
  });

  it('wants a name for every class', () => {
    const architecture = { ...randomArchitecture(new Random('c')), task: 'classification', outputs: 3 } as const;
    const network = randomNetwork(new Random('c'), architecture);
    expect(() => emitModel(network, { frontMatter, classes: ['a'] })).toThrow('3 classes have 1 names');
  });
});

describe('the form of a cell', () => {
  it.each(Object.values(cells))('$name has numbers for every state format', (cell) => {
    const form = kernelForm(cell);
    for (let fraction = 0; fraction <= 15; fraction++) {
      const fractions = cell.states.map(({ within }) => (within === undefined ? fraction : 15));
      const { shifts, constants } = kernelParameters(form, fractions);
      expect(shifts).toHaveLength(form.shifts);
      expect(constants.every((constant) => constant >= 0)).toBe(true);
    }
  });

  it('refuses formats that its function does not compute', () => {
    // h enters a sum in its own format here and must be shifted to Q12 there, left or right.
    const odd = defineCell('odd', 'A test', ({ state, affine }) => {
      const h = state('h');
      return { h: sigmoid(affine('a', h).plus(h)) };
    });
    const form = kernelForm(odd);
    expect(kernelParameters(form, [9]).shifts).toEqual([3, 6]);
    expect(() => kernelParameters(form, [13])).toThrow(RangeError);
  });
});
