import { defineCell } from '../cell.ts';
import { tanh } from '../expression.ts';

export const rnn = defineCell('rnn', 'Vanilla recurrent network (Elman 1990)', ({ state, affine }) => {
  const h = state('h', { within: 1 });
  return { h: tanh(affine('a', h)) };
});
