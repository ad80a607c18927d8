import { defineCell } from '../cell.ts';
import { sigmoid, tanh } from '../expression.ts';

/** Gate and candidate share W and U; ζ and ν start at σ(1) and σ(−4), as in the authors' EdgeML code. */
export const fastgrnn = defineCell(
  'fastgrnn',
  'Fast gated recurrent network (Kusupati 2018)',
  ({ state, affine, bias, scalar }) => {
    const h = state('h');
    const a = affine('a', h, { bias: null });
    const z = sigmoid(a.plus(bias('z', 1)));
    const n = tanh(a.plus(bias('n', 1)));
    const zeta = sigmoid(scalar('zeta', 1));
    const nu = sigmoid(scalar('nu', -4));
    return { h: zeta.times(z.complement()).plus(nu).times(n).plus(z.times(h)) };
  },
);
