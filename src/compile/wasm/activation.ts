import { TANH_DENOMINATOR, TANH_LIMIT, TANH_NUMERATOR } from '../rational-tanh.ts';
import type { Constants, ConstantTable } from './constants.ts';
import { add, lockstep, multiply, type Simd } from './simd.ts';

interface Rational {
  readonly limit: number;
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

const TANH: Rational = { limit: TANH_LIMIT, numerator: TANH_NUMERATOR, denominator: TANH_DENOMINATOR };

/** ½·tanh(x/2): with the halves in the coefficients, which all become powers of two larger, every bit is the same. */
const HALF_TANH_OF_HALF: Rational = {
  limit: 2 * TANH_LIMIT,
  numerator: TANH_NUMERATOR.map((coefficient, i) => coefficient * 4 ** i),
  denominator: TANH_DENOMINATOR.map((coefficient, i) => coefficient * 4 ** i),
};

/**
 * σ or tanh of several vectors in lockstep: one rational function, so that the result is the same bits on every machine.
 * σ(x) = ½ + ½·tanh(x/2). NaN stays NaN.
 * @param prefix of the variables
 */
export function activation(
  kind: 'sigmoid' | 'tanh',
  values: readonly string[],
  prefix: string,
  constants: Constants,
  { multiplyAdd }: Simd,
): { readonly statements: readonly string[]; readonly results: readonly string[] } {
  const statements: string[] = [];
  let count = 0;
  const each = (operation: (...values: string[]) => string, ...parts: readonly (readonly string[])[]): string[] =>
    lockstep(operation, ...parts).map((text) => {
      const name = `${prefix}_${count++}`;
      statements.push(`const ${name}: v128 = ${text};`);
      return name;
    });
  const polynomial = (coefficients: readonly number[], square: readonly string[]): string[] => {
    const [highest, next, ...rest] = coefficients.map((value) => constants.read(value));
    const start = each((s) => (coefficients[0] === 1 ? add(s, next!) : multiplyAdd(highest!, s, next!)), square);
    return rest.reduce((sum, coefficient) => each((p, s) => multiplyAdd(p, s, coefficient), sum, square), start);
  };

  const { limit, numerator, denominator } = kind === 'tanh' ? TANH : HALF_TANH_OF_HALF;
  const [most, least] = [constants.read(limit), constants.read(-limit)];
  const x = each((value) => `f32x4.pmax(f32x4.pmin(${value}, ${most}), ${least})`, values);
  const square = each((value) => multiply(value, value), x);
  const p = polynomial(numerator, square);
  const q = polynomial(denominator, square);
  const quotient = each((value, top, bottom) => `f32x4.div(${multiply(value, top)}, ${bottom})`, x, p, q);
  return { statements, results: kind === 'tanh' ? quotient : quotient.map((value) => add(value, constants.read(0.5))) };
}

/** `activate`: in place over `count` rows of four, for the test of the functions above. `kind`: 0 tanh, 1 σ. */
export function activationKernel(simd: Simd, table: ConstantTable): string {
  const constants = table.scope();
  const branch = (kind: 'tanh' | 'sigmoid'): string => {
    const { statements, results } = activation(kind, ['x'], kind, constants, simd);
    return `${statements.join('\n')}\nv128.store(values, ${results[0]!});`;
  };
  const branches = `if (kind == 0) { ${branch('tanh')} } else { ${branch('sigmoid')} }`;
  return `
export function activate(values: usize, count: usize, kind: i32): void {
  ${constants.declarations()}
  for (let end = values + (count << 4); values < end; values += 16) {
    const x = v128.load(values);
    ${branches}
  }
}`;
}
