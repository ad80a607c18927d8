import { line, curveStepAfter, symbol, symbolDiamond } from 'd3-shape';
import type { RefObject, VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { ReferencePoint } from '../../src/protocol/dashboard.ts';
import type { RunState } from '../../src/protocol/run-state.ts';
import { ChartTooltip } from './chart-tooltip.tsx';
import type { Domain } from './domain.ts';
import { Grid, LimitLine } from './grid.tsx';
import { Legend } from './legend.tsx';
import { memo } from './memo.ts';
import { type AxisChoice, HEIGHT, type Plane, planeOf, spanned, valuesOf } from './pareto-plot.ts';
import { type Mark, marksOf, type Point, pointsOf, staircase } from './plot-points.ts';
import { stepAlong } from './plot-keys.ts';
import { useCursor } from './use-cursor.ts';
import { useWidth } from './use-size.ts';

interface ParetoChartProps {
  readonly run: RunState;
  readonly references: readonly ReferencePoint[];
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  readonly selected: number | undefined;
  readonly pinned: number | undefined;
  readonly onSelect: (trial: number) => void;
  /** Where the drawing is, for whoever exports it. */
  readonly drawing: RefObject<SVGSVGElement | null>;
}

/** Finished trials in the plane of two measures. The arrow keys walk along the front (←, →) or all trials (↑, ↓). */
export function ParetoChart({ run, references, x, y, selected, pinned, onSelect, drawing }: ParetoChartProps): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 640);
  const cursor = useCursor();

  const finished = run.trials.reduce((count, { result }) => count + Number(result !== undefined), 0);
  // Epochs of running trials change the run, but no point.
  const points = useMemo(() => pointsOf(run, x.measure, y.measure), [finished, run.front, x.measure, y.measure]);
  // Before the first point there is nothing to compare with, and no span to draw.
  const empty = points.length === 0;
  const marks = useMemo(
    () => (empty ? [] : marksOf(references, x.measure, y.measure)),
    [references, x.measure, y.measure, empty],
  );
  const corners = useMemo(() => staircase(points, x.measure, y.measure), [points, x.measure, y.measure]);
  const across = useDomain(x, valuesOf(points, marks, 'x'));
  const up = useDomain(y, valuesOf(points, marks, 'y'));
  const plane = useMemo(() => planeOf(x, y, across, up, width), [x, y, across, up, width]);

  const pointed = points.find(({ trial }) => trial === cursor.trial);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      const trial = cursor.now();
      if (trial !== undefined) onSelect(trial);
    } else if (event.key === 'Escape') {
      cursor.set(undefined);
    } else {
      const next = stepAlong(points, corners, cursor.now() ?? selected, event.key);
      if (next === undefined) return;
      cursor.set(next);
    }
    event.preventDefault();
  };

  const title = `${y.measure.title} against ${x.measure.title} of ${points.length} trials`;
  return (
    <div class="chart" ref={frame}>
      <svg
        ref={drawing}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        tabIndex={0}
        role="listbox"
        aria-label={title}
        aria-activedescendant={pointed === undefined ? undefined : pointId(pointed.trial)}
        onKeyDown={onKeyDown}
        onFocus={() => cursor.set(cursor.now() ?? selected)}
        onBlur={() => cursor.set(undefined)}
      >
        <Grid plane={plane} x={x} y={y} ticks={!empty} />
        {!empty && <LimitLine plane={plane} axis="x" choice={x} />}
        {!empty && <LimitLine plane={plane} axis="y" choice={y} />}
        {empty && (
          <text class="nothing" x={width / 2} y={HEIGHT / 2} text-anchor="middle">
            {finished === 0
              ? 'Points appear here as trials finish.'
              : `${x.measure.title} is not known for this board.`}
          </text>
        )}
        <path class="staircase" d={stairs(corners, plane)} />
        <Dots points={points} plane={plane} selected={selected} x={x} y={y} onSelect={onSelect} onPoint={cursor.set} />
        <Marks marks={marks} plane={plane} />
        <Rings points={points} plane={plane} selected={selected} pinned={pinned} cursor={cursor.trial} />
        {!empty && <Legend references={marks.length > 0} dominated={points.some(({ member }) => !member)} />}
      </svg>
      {pointed !== undefined && (
        <ChartTooltip trial={run.trials[pointed.trial]!} point={pointed} plane={plane} x={x} y={y} />
      )}
    </div>
  );
}

const pointId = (trial: number): string => `point-${trial}`;

/** An axis that keeps its span while it can; another measure begins anew. */
function useDomain(choice: AxisChoice, values: readonly number[]): Domain {
  const kept = useRef<{ key: string; domain: Domain } | undefined>(undefined);
  const key = `${choice.measure.name} ${choice.measure.title} ${choice.log}`;
  const domain = spanned(kept.current?.key === key ? kept.current.domain : undefined, choice, values);
  const same = kept.current?.key === key && kept.current.domain.every((end, index) => end === domain[index]);
  // Without points the span is a guess, to which later ones owe nothing.
  if (!same) kept.current = { key: values.length === 0 ? '' : key, domain };
  return kept.current!.domain;
}

function stairs(corners: readonly Point[], { x, y }: Plane): string {
  return (
    line<Point>(
      (point) => x.place(point.x),
      (point) => y.place(point.y),
    ).curve(curveStepAfter)(corners) ?? ''
  );
}

interface DotsProps {
  readonly points: readonly Point[];
  readonly plane: Plane;
  readonly selected: number | undefined;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  readonly onSelect: (trial: number) => void;
  readonly onPoint: (trial: number | undefined) => void;
}

/** Dominated trials first, so that the front lies on top. */
const Dots = memo(({ points, plane, selected, x, y, onSelect, onPoint }: DotsProps): VNode => {
  const ordered = [...points.filter(({ member }) => !member), ...points.filter(({ member }) => member)];
  return (
    <g
      onClick={({ target }) => {
        const trial = trialAt(target);
        if (trial !== undefined) onSelect(trial);
      }}
      onMouseOver={({ target }) => onPoint(trialAt(target))}
      onMouseOut={() => onPoint(undefined)}
    >
      {ordered.map((point) => (
        <Dot
          key={point.trial}
          trial={point.trial}
          member={point.member}
          cx={plane.x.place(point.x)}
          cy={plane.y.place(point.y)}
          selected={point.trial === selected}
          text={`${y.measure.format(point.y)}, ${x.measure.format(point.x)}`}
        />
      ))}
    </g>
  );
});

interface DotProps {
  readonly trial: number;
  readonly member: boolean;
  readonly cx: number;
  readonly cy: number;
  readonly selected: boolean;
  readonly text: string;
}

const Dot = memo(({ trial, member, cx, cy, selected, text }: DotProps): VNode => (
  <circle
    id={pointId(trial)}
    data-trial={trial}
    class={member ? 'member' : 'dominated'}
    cx={cx}
    cy={cy}
    r={member ? 5 : 3.5}
    role="option"
    aria-selected={selected}
    aria-label={`trial ${trial}${member ? ', front' : ''}: ${text}`}
  />
));

/** One listener serves all dots. */
function trialAt(target: EventTarget | null): number | undefined {
  const trial = target instanceof SVGElement ? target.dataset['trial'] : undefined;
  return trial === undefined ? undefined : Number(trial);
}

function Marks({ marks, plane }: { marks: readonly Mark[]; plane: Plane }): VNode {
  return (
    <g class="marks">
      {marks.map((mark) => {
        const [x, y] = [plane.x.place(mark.x), plane.y.place(mark.y)];
        const left = x > plane.width - 120;
        return (
          <g key={mark.name} role="img" aria-label={`published: ${mark.name}`}>
            <path class="mark" d={symbol(symbolDiamond, 70)() ?? ''} transform={`translate(${x} ${y})`} />
            <text class="mark-name" x={x + (left ? -9 : 9)} y={y + 4} text-anchor={left ? 'end' : 'start'}>
              {mark.name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface RingsProps {
  readonly points: readonly Point[];
  readonly plane: Plane;
  readonly selected: number | undefined;
  readonly pinned: number | undefined;
  readonly cursor: number | undefined;
}

/** Around the selected trial, the one it is compared with (dashed), and the one under keyboard or mouse. */
function Rings({ points, plane, selected, pinned, cursor }: RingsProps): VNode {
  const ring = (trial: number | undefined, name: string, radius: number): VNode | null => {
    const point = points.find((candidate) => candidate.trial === trial);
    if (point === undefined) return null;
    return <circle class={`ring ${name}`} cx={plane.x.place(point.x)} cy={plane.y.place(point.y)} r={radius} />;
  };
  return (
    <g aria-hidden="true">
      {ring(pinned, 'pinned', 9)}
      {ring(selected, 'selected', 9)}
      {ring(cursor, 'cursor', 7)}
    </g>
  );
}
