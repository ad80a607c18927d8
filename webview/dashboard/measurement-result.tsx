import type { VNode } from 'preact';
import { formatBytes, formatCount, formatHertz, formatSeconds } from '../../src/base/format.ts';
import { describeSource } from '../../src/protocol/describe.ts';
import type { Measurement, Timing } from '../../src/protocol/measurement.ts';
import type { Cost } from '../../src/protocol/results.ts';
import { FigureHead, FigureRow } from './figure-row.tsx';

interface MeasurementResultsProps {
  readonly measurements: readonly Measurement[];
  readonly cost: Cost;
}

/** What the network measured of itself, beside what was estimated: the last measurement of every board and emulator. */
export function MeasurementResults({ measurements, cost }: MeasurementResultsProps): VNode {
  const last = new Map(measurements.map((measurement) => [`${measurement.source} ${measurement.board}`, measurement]));
  return (
    <div class="measurements">
      <h3>Measured</h3>
      {[...last.values()].map((measurement) => (
        <Result key={measurement.time} measurement={measurement} cost={cost} />
      ))}
    </div>
  );
}

function Result({ measurement, cost }: { measurement: Measurement; cost: Cost }): VNode {
  const { windows, passed, context, stack, timing, time, compiler } = measurement;
  const source = describeSource(measurement);
  return (
    <>
      <p class={passed === windows ? 'note' : 'failure'}>
        {`${source[0]!.toUpperCase()}${source.slice(1)}, ${time.slice(0, 10)}, ${compiler}: `}
        {passed === windows
          ? `all ${formatCount(windows)} windows gave the same outputs as the search, bit for bit.`
          : `${formatCount(windows - passed)} of ${formatCount(windows)} windows gave other outputs than the search.`}
      </p>
      <table class="figures">
        <FigureHead />
        <tbody>
          {timing !== null && <TimingRows {...timing} />}
          <FigureRow title="RAM of the model" format={formatBytes} estimated={cost.ram} measured={context} />
          {stack !== null && <FigureRow title="Stack of the model" format={formatBytes} measured={stack} />}
        </tbody>
      </table>
      {timing === null && <p class="note">The firmware found no clock on this machine.</p>}
      {timing !== null && <p class="note">{clockText(timing)}</p>}
    </>
  );
}

function TimingRows({ counts, hz, step, predict, latency, estimated }: Timing): VNode {
  const unit = counts === 'instructions' ? 'Instructions' : 'Cycles';
  return (
    <>
      <FigureRow title="Latency" format={formatSeconds} estimated={estimated ?? undefined} measured={latency} />
      <FigureRow title="Time of a step" format={formatSeconds} measured={step.mean / hz} />
      <FigureRow title="Time of an answer" format={formatSeconds} measured={predict / hz} />
      {counts !== 'time' && <FigureRow title={`${unit} of a step`} format={formatCount} measured={step.mean} />}
      {counts !== 'time' && <FigureRow title={`${unit}, longest step`} format={formatCount} measured={step.most} />}
    </>
  );
}

/** Where the figures come from, and so what they are worth. */
function clockText({ counts, hz }: Timing): string {
  if (counts === 'cycles') return `Cycles counted by the core, at ${formatHertz(hz)}.`;
  if (counts === 'time') return `Time measured by a timer of ${formatHertz(hz)}.`;
  return `Instructions counted by the emulator; time as if each took a cycle at ${formatHertz(hz)}.`;
}
