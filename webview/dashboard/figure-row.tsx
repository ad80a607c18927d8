import type { VNode } from 'preact';
import { formatShare } from './measures.ts';

interface FigureRowProps {
  readonly title: string;
  readonly format: (value: number) => string;
  readonly estimated?: number | undefined;
  readonly measured: number;
}

/** The head of a table in which estimates stand beside measurements. */
export function FigureHead(): VNode {
  return (
    <thead>
      <tr>
        <td />
        <th scope="col">Estimated</th>
        <th scope="col">Measured</th>
        <th scope="col">Difference</th>
      </tr>
    </thead>
  );
}

/** What was estimated, what was measured, and how much more that is. */
export function FigureRow({ title, format, estimated, measured }: FigureRowProps): VNode {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{estimated === undefined ? '' : format(estimated)}</td>
      <td>{format(measured)}</td>
      <td>{estimated === undefined ? '' : difference(measured, estimated)}</td>
    </tr>
  );
}

function difference(measured: number, estimated: number): string {
  const share = estimated === 0 ? 0 : measured / estimated - 1;
  const text = formatShare(Math.abs(share));
  return text === '0 %' ? (measured === estimated ? 'none' : '< 0.1 %') : `${share > 0 ? '+' : '−'}${text}`;
}
