import type { VNode } from 'preact';
import { describeArchitecture } from '../../src/protocol/describe.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import type { AxisChoice, Plane } from './pareto-plot.ts';
import type { Point } from './plot-points.ts';

interface ChartTooltipProps {
  readonly trial: TrialState;
  readonly point: Point;
  readonly plane: Plane;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
}

/** What stands at a point; on the side where there is room. */
export function ChartTooltip({ trial, point, plane, x, y }: ChartTooltipProps): VNode {
  const [left, top] = [plane.x.place(point.x), plane.y.place(point.y)];
  const side = left > plane.width / 2 ? { right: `${plane.width - left + 12}px` } : { left: `${left + 12}px` };
  return (
    <div class="tooltip" style={{ ...side, top: `${top + 8}px` }} aria-hidden="true">
      <strong>Trial {trial.index}</strong>
      {point.member && ' · front'}
      <br />
      {describeArchitecture(trial.architecture)}
      <br />
      {y.measure.title} {y.measure.format(point.y)} · {x.measure.title} {x.measure.format(point.x)}
    </div>
  );
}
