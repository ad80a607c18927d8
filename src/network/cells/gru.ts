import { defineCell } from '../cell.ts';
import { sigmoid, tanh } from '../expression.ts';

export const gru = defineCell(
  'gru',
  'Gated recurrent unit, reset after the product (Cho 2014, cuDNN form)',
  ({ state, affine, input, recurrent }) => {
    const h = state('h', { within: 1 });
    const r = sigmoid(affine('r', h));
    const z = sigmoid(affine('z', h));
    const n = tanh(input('n').plus(r.times(recurrent('n', h))));
    return { h: z.times(h).plus(z.complement().times(n)) };
  },
);
