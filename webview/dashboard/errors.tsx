import type { VNode } from 'preact';
import type { Metrics } from '../../src/protocol/results.ts';
import { Confusion } from './confusion.tsx';
import { Scatter } from './scatter.tsx';

interface ErrorsProps {
  /** Of the integer network. */
  readonly metrics: Metrics;
  /** Of test data; otherwise of validation data. */
  readonly tested: boolean;
  readonly classes: readonly string[];
}

/** Where the network is wrong. */
export function Errors({ metrics, tested, classes }: ErrorsProps): VNode {
  const set = tested ? 'test data' : 'validation data';
  if (metrics.task === 'classification') {
    return (
      <>
        <h3>
          Confusion, {set} <span class="muted">(rows: true, columns: predicted)</span>
        </h3>
        <Confusion confusion={metrics.confusion} classes={classes} />
      </>
    );
  }
  return (
    <>
      <h3>Predicted against true, {set}</h3>
      {metrics.scatter === undefined ? (
        <p class="note">This run was made by an earlier version, which kept no single predictions.</p>
      ) : (
        <Scatter scatter={metrics.scatter} count={metrics.count} />
      )}
    </>
  );
}
