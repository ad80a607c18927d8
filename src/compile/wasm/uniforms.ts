import type { Expression } from '../../network/expression.ts';
import type { ConstantTable } from './constants.ts';
import { EquationWriter, isUniform } from './equations.ts';
import { lines, type Simd, splat, store } from './simd.ts';

/** Most uniforms of a kernel. */
const MOST = 64;

/** Where a kernel leaves them: a static of the cell's file. */
export const UNIFORMS_DECLARATION = `const uniforms: usize = memory.data(${MOST * 16}, 16);`;

/** Values that are the same for all units and steps: computed once per panel, and read by the kernels of one step. */
export class Uniforms {
  readonly #names = new Map<Expression, string>();

  /** Variable with the node's value; undefined for other nodes, and for constants. */
  nameOf(node: Expression): string | undefined {
    if (node.operation.kind === 'constant' || !isUniform(node)) return undefined;
    const name = this.#names.get(node) ?? `uniform${this.#names.size}`;
    this.#names.set(node, name);
    return name;
  }

  /** Statements, before a kernel's loops, that read them. */
  reads(): string {
    return lines([...this.#names.values()].map((name, i) => `const ${name}: v128 = ${splat('uniforms', i * 16)};`));
  }

  /** Statements of the caller that compute them from the layer's scalars. */
  writes(table: ConstantTable, simd: Simd): string {
    const constants = table.scope();
    const writer = new EquationWriter([0], constants, simd, ({ operation }) =>
      operation.kind === 'scalar' ? splat(`layer.scalar + ${operation.index * 4}`) : undefined,
    );
    const values = [...this.#names.keys()].map((node, i) => store('uniforms', writer.valueOf(node)[0]!, i * 16));
    return lines([constants.declarations(), ...writer.statements, ...values]);
  }
}
