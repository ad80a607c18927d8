import type { VNode } from 'preact';
import { memo } from './memo.ts';
import type { ColumnName, Sort } from './view.ts';
import { COLUMNS } from './view.ts';

const TITLES: Readonly<Record<ColumnName, string>> = {
  trial: 'Trial',
  architecture: 'Architecture',
  validation: 'Validation',
  test: 'Test',
  flash: 'Flash',
  ram: 'RAM',
  latency: 'Latency',
  macs: 'MACs',
  epochs: 'Epochs',
};

interface TrialsHeadProps {
  readonly sort: Sort;
  /** Whether the front was confirmed on test data. */
  readonly tested: boolean;
  readonly onSort: (sort: Sort) => void;
}

export const TrialsHead = memo(({ sort, tested, onSort }: TrialsHeadProps): VNode => {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {columnsOf(tested).map((column) => {
          const sorted = sort.column === column;
          const press = (): void => onSort({ column, descending: sorted && !sort.descending });
          return (
            <th
              key={column}
              role="columnheader"
              class={column}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" onClick={press} title={hint(column)}>
                {TITLES[column]}
                <span class="arrow" aria-hidden="true">
                  {sorted ? (sort.descending ? '↓' : '↑') : ''}
                </span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
});

/** Test data are looked at once, at the end: until then nothing stands in their column. */
export const columnsOf = (tested: boolean): readonly ColumnName[] =>
  tested ? COLUMNS : COLUMNS.filter((column) => column !== 'test');

function hint(column: ColumnName): string {
  if (column === 'validation') return 'Quality of the integer network on validation data; ascending: best first';
  if (column === 'test') return 'On test data, looked at once, for the front alone';
  return `Sort by ${TITLES[column].toLowerCase()}`;
}
