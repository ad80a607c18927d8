import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { VNode } from 'preact';
import { memo } from './memo.ts';
import { formatShare, formatValue, type Task } from './measures.ts';

/** An epoch of a learning curve. */
export interface CurvePoint {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly validationError: number;
  /** Trained with the weights of the integer network. */
  readonly tuning?: true;
}

interface CurvePlotProps {
  readonly curve: readonly CurvePoint[];
  readonly task: Task;
  readonly width: number;
  readonly height: number;
}

/** Loss by epoch above, validation quality below; a line where quantisation-aware tuning begins. */
export const CurvePlot = memo(({ curve, task, width, height }: CurvePlotProps): VNode => {
  const last = curve.at(-1);
  const quality = ({ validationError }: CurvePoint): number =>
    task === 'classification' ? 1 - validationError : validationError;
  const format = task === 'classification' ? formatShare : formatLoss;
  const half = Math.floor((height - GAP) / 2);
  const tuning = curve.find((point) => point.tuning)?.epoch;
  const tuned = tuning === undefined ? '' : `; tuned as an integer network from epoch ${tuning}`;
  return (
    <svg
      class="curve"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={
        last === undefined
          ? 'No epoch yet'
          : `Epoch ${last.epoch}: training loss ${formatValue(last.trainLoss)}, validation loss ` +
            `${formatValue(last.validationLoss)}, ${nameOf(task)} ${format(quality(last))}${tuned}`
      }
    >
      <Panel
        top={0}
        width={width}
        height={half}
        curve={curve}
        tuning={tuning}
        title="loss"
        lines={[
          { name: 'training', of: ({ trainLoss }) => trainLoss },
          { name: 'validation', of: ({ validationLoss }) => validationLoss },
        ]}
        format={formatLoss}
      />
      <Panel
        top={half + GAP}
        width={width}
        height={half}
        curve={curve}
        tuning={tuning}
        title={nameOf(task)}
        lines={[{ name: 'quality', of: quality }]}
        format={format}
      />
    </svg>
  );
});

const GAP = 10;
const INSET = { left: 44, right: 4, top: 12, bottom: 2 } as const;

/** Three digits are what a small drawing has room for. */
const formatLoss = (loss: number): string => String(Number(loss.toPrecision(3)));

const nameOf = (task: Task): string => (task === 'classification' ? 'accuracy' : 'RMSE');

interface PanelProps {
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly curve: readonly CurvePoint[];
  /** The first epoch of it. */
  readonly tuning: number | undefined;
  readonly title: string;
  readonly lines: readonly { readonly name: string; readonly of: (point: CurvePoint) => number }[];
  readonly format: (value: number) => string;
}

function Panel({ top, width, height, curve, tuning, title, lines, format }: PanelProps): VNode {
  const values = curve.flatMap((point) => lines.map(({ of }) => of(point))).filter(Number.isFinite);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const x = scaleLinear()
    .domain([1, Math.max(2, curve.at(-1)?.epoch ?? 2)])
    .range([INSET.left, width - INSET.right]);
  const span = high > low ? [low, high] : [low - 1, high + 1];
  const y = scaleLinear()
    .domain(span)
    .range([top + height - INSET.bottom, top + INSET.top]);
  return (
    <g>
      <line class="grid" x1={INSET.left} x2={width} y1={top + height} y2={top + height} />
      <text class="tick" x={width - INSET.right} y={top + 8} text-anchor="end">
        {title}
      </text>
      {tuning !== undefined && (
        <line class="tuning" x1={x(tuning)} x2={x(tuning)} y1={top + INSET.top} y2={top + height}>
          <title>quantisation-aware tuning</title>
        </line>
      )}
      {values.length > 0 && (
        <>
          <text class="tick" x={INSET.left - 5} y={top + INSET.top + 4} text-anchor="end">
            {format(high)}
          </text>
          {high > low && (
            <text class="tick" x={INSET.left - 5} y={top + height} text-anchor="end">
              {format(low)}
            </text>
          )}
        </>
      )}
      {lines.map(({ name, of }) => (
        <Curve key={name} name={name} points={curve.map((point) => [x(point.epoch), y(of(point))])} />
      ))}
    </g>
  );
}

/** A line has no length before the second epoch. */
function Curve({ name, points }: { name: string; points: readonly [number, number][] }): VNode {
  const [only] = points;
  if (points.length === 1 && only !== undefined)
    return <circle class={`spot ${name}`} cx={only[0]} cy={only[1]} r={2} />;
  return <path class={`line ${name}`} d={line()([...points]) ?? ''} />;
}
