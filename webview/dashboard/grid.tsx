import type { VNode } from 'preact';
import { memo } from './memo.ts';
import { type AxisChoice, HEIGHT, MARGIN, type Plane } from './pareto-plot.ts';

interface GridProps {
  readonly plane: Plane;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** Whether there is anything to measure. */
  readonly ticks: boolean;
}

const BOTTOM = HEIGHT - MARGIN.bottom;

/** Lines and figures at the ticks, and what the axes are. */
export const Grid = memo(({ plane, x, y, ticks }: GridProps): VNode => {
  const right = plane.width - MARGIN.right;
  return (
    <g aria-hidden="true">
      <path class="frame" d={`M${MARGIN.left},${MARGIN.top} V${BOTTOM} H${right}`} />
      {(ticks ? plane.x.ticks : []).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={plane.x.place(tick)} x2={plane.x.place(tick)} y1={MARGIN.top} y2={BOTTOM} />
          <text class="tick" x={plane.x.place(tick)} y={BOTTOM + 16} text-anchor="middle">
            {x.measure.format(tick)}
          </text>
        </g>
      ))}
      {(ticks ? plane.y.ticks : []).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={MARGIN.left} x2={right} y1={plane.y.place(tick)} y2={plane.y.place(tick)} />
          <text class="tick" x={MARGIN.left - 8} y={plane.y.place(tick) + 4} text-anchor="end">
            {y.measure.format(tick)}
          </text>
        </g>
      ))}
      <text class="axis" x={(MARGIN.left + right) / 2} y={HEIGHT - 8} text-anchor="middle">
        {axisTitle(x)}
      </text>
      <text class="axis" transform={`translate(12 ${(MARGIN.top + BOTTOM) / 2}) rotate(-90)`} text-anchor="middle">
        {axisTitle(y)}
      </text>
    </g>
  );
});

function axisTitle({ measure, log }: AxisChoice): string {
  const [title, side] = [measure.title, measure.better === 'less' ? 'less is better' : 'more is better'];
  return log ? `${title} (${side}, logarithmic)` : `${title} (${side})`;
}

/** A hard limit of the search: no trial is beyond it. Named at the edge when it lies outside of the picture. */
export function LimitLine({
  plane,
  axis,
  choice,
}: {
  plane: Plane;
  axis: 'x' | 'y';
  choice: AxisChoice;
}): VNode | null {
  const { limit, measure } = choice;
  if (limit === undefined) return null;
  const scale = plane[axis];
  const text = `limit ${measure.format(limit)}`;
  const right = plane.width - MARGIN.right;
  if (limit > scale.domain[1]) {
    return axis === 'x' ? (
      <text class="limit-name" x={right} y={MARGIN.top - 6} text-anchor="end">{`${text} →`}</text>
    ) : (
      <text class="limit-name" x={MARGIN.left + 6} y={MARGIN.top + 12}>{`↑ ${text}`}</text>
    );
  }
  const at = scale.place(limit);
  return axis === 'x' ? (
    <g>
      <line class="limit" x1={at} x2={at} y1={MARGIN.top} y2={BOTTOM} />
      <text class="limit-name" x={Math.min(at, right)} y={MARGIN.top - 6} text-anchor="end">
        {text}
      </text>
    </g>
  ) : (
    <g>
      <line class="limit" x1={MARGIN.left} x2={right} y1={at} y2={at} />
      <text class="limit-name" x={right - 4} y={at - 5} text-anchor="end">
        {text}
      </text>
    </g>
  );
}
