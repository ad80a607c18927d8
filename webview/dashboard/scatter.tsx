import { scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { formatCount } from '../../src/base/format.ts';
import type { RegressionMetrics } from '../../src/protocol/results.ts';
import { formatValue } from './measures.ts';

interface ScatterProps {
  readonly scatter: NonNullable<RegressionMetrics['scatter']>;
  /** Series that the metrics are of; the plot may show fewer. */
  readonly count: number;
}

const SIZE = 260;
const MARGIN = { left: 52, right: 10, top: 10, bottom: 36 } as const;

/** Predicted against true values; a perfect network has all its points on the diagonal. */
export function Scatter({ scatter: { truth, predicted }, count }: ScatterProps): VNode {
  const all = [...truth, ...predicted];
  const low = all.reduce((a, b) => Math.min(a, b), Infinity);
  const high = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const domain = high > low ? [low, high] : [low - 1, high + 1];
  const x = scaleLinear()
    .domain(domain)
    .nice(5)
    .range([MARGIN.left, MARGIN.left + SIZE]);
  const y = x.copy().range([MARGIN.top + SIZE, MARGIN.top]);
  const [from, to] = x.domain() as [number, number];
  const bottom = MARGIN.top + SIZE;
  const shown = truth.length < count ? `${truth.length} of ${formatCount(count)} series` : `${count} series`;
  return (
    <svg
      class="scatter"
      width={MARGIN.left + SIZE + MARGIN.right}
      height={bottom + MARGIN.bottom}
      viewBox={`0 0 ${MARGIN.left + SIZE + MARGIN.right} ${bottom + MARGIN.bottom}`}
      role="img"
      aria-label={`Predicted against true values of ${shown}`}
    >
      {x.ticks(5).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={MARGIN.top} y2={bottom} />
          <line class="grid" x1={MARGIN.left} x2={MARGIN.left + SIZE} y1={y(tick)} y2={y(tick)} />
          <text class="tick" x={x(tick)} y={bottom + 14} text-anchor="middle">
            {formatValue(tick)}
          </text>
          <text class="tick" x={MARGIN.left - 6} y={y(tick) + 4} text-anchor="end">
            {formatValue(tick)}
          </text>
        </g>
      ))}
      <line class="ideal" x1={x(from)} y1={y(from)} x2={x(to)} y2={y(to)} />
      {truth.map((value, series) => (
        <circle key={series} class="residual" cx={x(value)} cy={y(predicted[series]!)} r={3}>
          <title>{`true ${formatValue(value)}, predicted ${formatValue(predicted[series]!)}`}</title>
        </circle>
      ))}
      <text class="axis" x={MARGIN.left + SIZE / 2} y={bottom + 30} text-anchor="middle">
        true ({shown})
      </text>
      <text class="axis" transform={`translate(11 ${MARGIN.top + SIZE / 2}) rotate(-90)`} text-anchor="middle">
        predicted
      </text>
    </svg>
  );
}
