import { TANH_DENOMINATOR, TANH_LIMIT, TANH_NUMERATOR } from '../rational-tanh.ts';
import type { Constants, ConstantTable } from './constants.ts';
import { add, lockstep, multiply, type Simd } from './simd.ts';

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

  const half = constants.read(0.5);
  const scaled = kind === 'tanh' ? values : each((value) => multiply(value, half), values);
  const [most, least] = [constants.read(TANH_LIMIT), constants.read(-TANH_LIMIT)];
  const x = each((value) => `f32x4.pmax(f32x4.pmin(${value}, ${most}), ${least})`, scaled);
  const square = each((value) => multiply(value, value), x);
  const p = polynomial(TANH_NUMERATOR, square);
  const q = polynomial(TANH_DENOMINATOR, square);
  const tanh = each((value, top, bottom) => `f32x4.div(${multiply(value, top)}, ${bottom})`, x, p, q);
  return { statements, results: kind === 'tanh' ? tanh : each((value) => multiplyAdd(value, half, half), tanh) };
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
