import type * as Tf from '@tensorflow/tfjs';
import type { Cell } from '../../network/cell.ts';
import { type Expression, type Operation, topologicalOrder } from '../../network/expression.ts';
import type { Tfjs } from './load.ts';

/** What the leaves of a cell's equations stand for at one step. */
export interface TensorLeaves {
  /** [series][unit], or [1][unit] for a bias alone */
  readonly accumulators: readonly Tf.Tensor[];
  /** [series][unit] */
  readonly states: readonly Tf.Tensor2D[];
  /** [1] */
  readonly scalars: readonly Tf.Tensor[];
}

/** The equations of a cell on all units of all series at once. */
export class CellStep {
  readonly #tf: Tfjs;
  readonly #cell: Cell;
  readonly #nodes: readonly Expression[];

  constructor(tf: Tfjs, cell: Cell) {
    this.#tf = tf;
    this.#cell = cell;
    this.#nodes = topologicalOrder(cell.next);
  }

  /** The next value of every state, [series][unit]. */
  next(leaves: TensorLeaves): Tf.Tensor2D[] {
    const values = new Map<Expression, Tf.Tensor>();
    const valueOf = (node: Expression): Tf.Tensor => values.get(node)!;
    for (const node of this.#nodes) values.set(node, apply(this.#tf, node.operation, valueOf, leaves));
    return this.#cell.next.map((node) => valueOf(node) as Tf.Tensor2D);
  }
}

function apply(
  tf: Tfjs,
  operation: Operation,
  valueOf: (node: Expression) => Tf.Tensor,
  leaves: TensorLeaves,
): Tf.Tensor {
  switch (operation.kind) {
    case 'accumulator':
      return leaves.accumulators[operation.index]!;
    case 'state':
      return leaves.states[operation.index]!;
    case 'scalar':
      return leaves.scalars[operation.index]!;
    case 'constant':
      return tf.scalar(operation.value);
    case 'add':
      return tf.add(valueOf(operation.left), valueOf(operation.right));
    case 'multiply':
      return tf.mul(valueOf(operation.left), valueOf(operation.right));
    case 'complement':
      return tf.sub(1, valueOf(operation.of));
    case 'sigmoid':
      return tf.sigmoid(valueOf(operation.of));
    case 'tanh':
      return tf.tanh(valueOf(operation.of));
    case 'relu':
      return tf.relu(valueOf(operation.of));
    case 'step':
    case 'incoming':
      throw new RangeError('TensorFlow differentiates by itself');
  }
}
