import type { RunState, TrialState } from '../../src/protocol/run-state.ts';
import { svg } from './dom.ts';
import type { Measure } from './measures.ts';
import { linearScale } from './scale.ts';

const WIDTH = 720;
const HEIGHT = 400;
const MARGIN = { left: 72, right: 32, top: 12, bottom: 46 };

/** Trials as points: members of the front filled and joined by a line, dominated ones dimmed. */
export function paretoChart(
  state: RunState,
  x: Measure,
  y: Measure,
  selected: number | undefined,
  select: (trial: number) => void,
): SVGSVGElement {
  const points = state.trials.flatMap((trial) => pointOf(trial, x, y));
  const chart = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: 'img',
    'aria-label': `${y.title} against ${x.title} of ${points.length} trials`,
  });
  if (points.length === 0) {
    chart.append(svg('text', { x: WIDTH / 2, y: HEIGHT / 2, 'text-anchor': 'middle' }, 'No trial has finished yet.'));
    return chart;
  }
  const across = linearScale(
    points.map((point) => point.x),
    MARGIN.left,
    WIDTH - MARGIN.right,
    x.unit,
  );
  const up = linearScale(
    points.map((point) => point.y),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
    y.unit,
  );
  for (const tick of across.ticks) {
    const at = across.place(tick);
    chart.append(
      svg('line', { class: 'grid', x1: at, x2: at, y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom }),
      svg('text', { x: at, y: HEIGHT - MARGIN.bottom + 16, 'text-anchor': 'middle' }, x.format(tick)),
    );
  }
  for (const tick of up.ticks) {
    const at = up.place(tick);
    chart.append(
      svg('line', { class: 'grid', x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: at, y2: at }),
      svg('text', { x: MARGIN.left - 8, y: at + 4, 'text-anchor': 'end' }, y.format(tick)),
    );
  }
  chart.append(
    svg(
      'text',
      { class: 'axis', x: (MARGIN.left + WIDTH - MARGIN.right) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' },
      x.title,
    ),
    svg(
      'text',
      { class: 'axis', transform: `translate(14 ${HEIGHT / 2}) rotate(-90)`, 'text-anchor': 'middle' },
      y.title,
    ),
  );

  const path = lowerLeft(points.filter(({ trial }) => state.front.includes(trial)))
    .map((point) => `${across.place(point.x)},${up.place(point.y)}`)
    .join(' ');
  chart.append(svg('polyline', { class: 'front', points: path }));
  for (const { trial, x: value, y: error } of points) {
    const kind = state.front.includes(trial) ? 'member' : 'dominated';
    const dot = svg(
      'circle',
      {
        class: `${kind}${trial === selected ? ' selected' : ''}`,
        cx: across.place(value),
        cy: up.place(error),
        r: trial === selected ? 8 : 5,
      },
      svg('title', {}, `trial ${trial}: ${y.format(error)}, ${x.format(value)}`),
    );
    dot.addEventListener('click', () => select(trial));
    chart.append(dot);
  }
  return chart;
}

interface Point {
  readonly trial: number;
  readonly x: number;
  readonly y: number;
}

/** The points that are best in these two measures alone: a front of three measures has others too. */
function lowerLeft(points: readonly Point[]): Point[] {
  let least = Infinity;
  return points
    .toSorted((a, b) => a.x - b.x || a.y - b.y)
    .filter(({ y }) => {
      const better = y < least;
      least = Math.min(least, y);
      return better;
    });
}

function pointOf(trial: TrialState, x: Measure, y: Measure): Point[] {
  const [across, up] = [x.of(trial), y.of(trial)];
  const finished = trial.status === 'finished' && across !== undefined && up !== undefined;
  return finished ? [{ trial: trial.index, x: across, y: up }] : [];
}
