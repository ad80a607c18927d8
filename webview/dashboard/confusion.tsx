import type { VNode } from 'preact';
import { formatShare } from './measures.ts';

interface ConfusionProps {
  /** [true class][predicted class] */
  readonly confusion: readonly (readonly number[])[];
  readonly classes: readonly string[];
}

/** From this many classes on, cells hold no figures that would not fit. */
const MANY = 9;

/** Names of more letters than this in all do not fit above columns, which then have numbers. */
const LONG = 40;

/** Rows are the truth, columns the answers. A cell is the stronger, the larger its share of the row. */
export function Confusion({ confusion, classes }: ConfusionProps): VNode {
  const name = (index: number): string => classes[index] ?? String(index);
  const many = confusion.length >= MANY;
  const numbered = many || classes.join('').length > LONG;
  return (
    <div class="sideways">
      <table class={many ? 'confusion many' : 'confusion'}>
        <thead>
          <tr>
            <td />
            {confusion.map((_, column) => (
              <th key={column} scope="col" title={name(column)} aria-label={name(column)}>
                <span>{numbered ? column + 1 : name(column)}</span>
              </th>
            ))}
            <th scope="col" class="recall" title="Share of the class that was recognised">
              found
            </th>
          </tr>
        </thead>
        <tbody>
          {confusion.map((counts, row) => {
            const total = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={row}>
                <th scope="row" title={name(row)}>
                  {numbered && <span class="number">{row + 1}</span>}
                  {name(row)}
                </th>
                {counts.map((count, column) => (
                  <Cell
                    key={column}
                    count={count}
                    share={total === 0 ? 0 : count / total}
                    right={row === column}
                    title={`${count} of ${total} ${name(row)} taken for ${name(column)}`}
                  />
                ))}
                <td class="recall">{total === 0 ? '–' : formatShare(counts[row]! / total, 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly count: number;
  /** Of its row. */
  readonly share: number;
  readonly right: boolean;
  readonly title: string;
}

function Cell({ count, share, right, title }: CellProps): VNode {
  const strength = Math.round(100 * Math.sqrt(share));
  return (
    <td class={right ? 'right' : 'wrong'} title={title} style={{ '--strength': `${strength}%` }}>
      {count === 0 ? <span class="none">·</span> : count}
    </td>
  );
}
