import { defineCell } from '../cell.ts';
import { sigmoid, tanh } from '../expression.ts';

export const mgu = defineCell(
  'mgu',
  'Minimal gated unit, forget gate after the product (Zhou 2016)',
  ({ state, affine, input, recurrent }) => {
    const h = state('h', { within: 1 });
    const f = sigmoid(affine('f', h));
    const n = tanh(input('n').plus(f.times(recurrent('n', h))));
    return { h: f.complement().times(h).plus(f.times(n)) };
  },
);
