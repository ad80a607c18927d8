import type { Expression } from '../../network/expression.ts';
import type { ConstantTable } from './constants.ts';
import { EquationWriter, isUniform } from './equations.ts';
import { lines, type Simd, splat } from './simd.ts';

/** Values that are the same for all units and steps: computed once per panel and passed to the kernels of one step. */
export class Uniforms {
  readonly #names = new Map<Expression, string>();

  /** Name of the parameter that carries the node's value; undefined for other nodes, and for constants. */
  nameOf(node: Expression): string | undefined {
    if (node.operation.kind === 'constant' || !isUniform(node)) return undefined;
    const name = this.#names.get(node) ?? `uniform${this.#names.size}`;
    this.#names.set(node, name);
    return name;
  }

  parameters(): string[] {
    return [...this.#names.values()].map((name) => `${name}: v128`);
  }

  names(): string[] {
    return [...this.#names.values()];
  }

  /** Statements of the caller that compute them from the layer's scalars. */
  declarations(table: ConstantTable, simd: Simd): string {
    const constants = table.scope();
    const writer = new EquationWriter([0], constants, simd, ({ operation }) =>
      operation.kind === 'scalar' ? splat(`layer.scalar + ${operation.index * 4}`) : undefined,
    );
    const named = [...this.#names].map(([node, name]) => `const ${name} = ${writer.valueOf(node)[0]!};`);
    return lines([constants.declarations(), ...writer.statements, ...named]);
  }
}
