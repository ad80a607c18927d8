import { symbol, symbolDiamond } from 'd3-shape';
import type { VNode } from 'preact';
import { memo } from './memo.ts';
import { MARGIN } from './pareto-plot.ts';

interface LegendProps {
  readonly references: boolean;
  readonly dominated: boolean;
}

/** What the marks mean; part of the drawing, so that an exported one explains itself. */
export const Legend = memo(({ references, dominated }: LegendProps): VNode => {
  let at = MARGIN.left + 4;
  const entry = (mark: (x: number) => VNode, text: string, width: number): VNode => {
    const x = at;
    at += width;
    return (
      <g key={text}>
        {mark(x)}
        <text class="tick" x={x + 12} y={16}>
          {text}
        </text>
      </g>
    );
  };
  return (
    <g aria-hidden="true">
      {entry(
        (x) => (
          <circle class="member" cx={x} cy={12} r={5} />
        ),
        'front',
        62,
      )}
      {dominated && entry((x) => <circle class="dominated" cx={x} cy={12} r={3.5} />, 'dominated', 92)}
      {references &&
        entry(
          (x) => <path class="mark" d={symbol(symbolDiamond, 70)() ?? ''} transform={`translate(${x} 12)`} />,
          'published',
          90,
        )}
    </g>
  );
});
