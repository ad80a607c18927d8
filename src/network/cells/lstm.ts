import { defineCell } from '../cell.ts';
import { sigmoid, tanh } from '../expression.ts';

/** The forget gate starts open (bias 1), as Jozefowicz et al. (2015) found best. */
export const lstm = defineCell('lstm', 'Long short-term memory (Hochreiter 1997, Gers 2000)', ({ state, affine }) => {
  const h = state('h', { within: 1 });
  const c = state('c');
  const i = sigmoid(affine('i', h));
  const f = sigmoid(affine('f', h, { bias: 1 }));
  const g = tanh(affine('g', h));
  const o = sigmoid(affine('o', h));
  const cell = f.times(c).plus(i.times(g));
  return { c: cell, h: o.times(tanh(cell)) };
});
