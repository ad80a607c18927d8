import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { defineCell } from '../../src/network/cell.ts';
import { cells } from '../../src/network/cells/registry.ts';
import { differentiate } from '../../src/network/derivative.ts';
import { constant, operands, relu, sigmoid, tanh, topologicalOrder } from '../../src/network/expression.ts';
import { Interpreter, type Leaves } from '../../src/network/interpreter.ts';

/** Uses every operation, one node twice, and a constant factor. */
const contrived = defineCell('contrived', 'for this test', ({ state, affine, bias, scalar }) => {
  const h = state('h');
  const c = state('c');
  const a = affine('a', h);
  const gate = sigmoid(a.plus(bias('shift')).times(c));
  const share = scalar('share', 0.5);
  const next = gate
    .times(relu(a))
    .minus(gate.complement().times(tanh(c.times(constant(0.7)))))
    .plus(share.times(h));
  return { h: next.times(gate), c: next };
});

const all = [...Object.values(cells), contrived];

describe.each(all)('the derivative of $name', (cell) => {
  const derivative = differentiate(cell);
  const random = new Random(cell.name);
  const vector = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.between(-1.5, 1.5));
  const leaves = {
    accumulators: vector(cell.accumulators.length),
    states: vector(cell.states.length),
    scalars: vector(cell.scalars.length),
    incoming: vector(cell.states.length),
  };

  const forward = new Interpreter(cell.next);
  const loss = (at: Leaves): number => {
    forward.evaluate(at);
    return cell.next.reduce((sum, _, state) => sum + leaves.incoming[state]! * forward.root(state), 0);
  };

  it.each(['accumulators', 'states', 'scalars'] as const)('equals finite differences in its %s', (kind) => {
    const backward = new Interpreter(derivative[kind]);
    backward.evaluate(leaves);
    leaves[kind].forEach((value, index) => {
      const shifted = (by: number): number => loss({ ...leaves, [kind]: leaves[kind].with(index, value + by) });
      const step = 1e-6;
      expect(backward.root(index)).toBeCloseTo((shifted(step) - shifted(-step)) / (2 * step), 7);
    });
  });

  it('computes equal sub-expressions once', () => {
    const nodes = topologicalOrder([...derivative.accumulators, ...derivative.states, ...derivative.scalars]);
    const ids = new Map(nodes.map((node, index) => [node, index]));
    const structural = nodes
      .filter(
        (node) => operands(node).every(({ operation }) => operation.kind !== 'constant') && operands(node).length > 0,
      )
      .map(
        (node) =>
          `${node.operation.kind} ${operands(node)
            .map((part) => ids.get(part))
            .join(' ')}`,
      );
    expect(new Set(structural).size).toBe(structural.length);
  });

  it('takes no new nonlinearity', () => {
    const ofForward = new Set(topologicalOrder(cell.next));
    const nodes = topologicalOrder([...derivative.accumulators, ...derivative.states, ...derivative.scalars]);
    const added = nodes.filter((node) => !ofForward.has(node)).map(({ operation }) => operation.kind);
    expect(added).not.toContain('sigmoid');
    expect(added).not.toContain('tanh');
    expect(added).not.toContain('relu');
  });
});
