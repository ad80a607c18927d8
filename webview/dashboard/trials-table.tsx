import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../src/base/format.ts';
import type { RunState, TrialState } from '../../src/protocol/run-state.ts';
import { Checkbox, TextField } from './controls.tsx';
import type { Task } from './measures.ts';
import { rowsOf } from './rows.ts';
import { rowId, TrialRow } from './trial-row.tsx';
import { columnsOf, TrialsHead } from './trials-head.tsx';
import { useCursor } from './use-cursor.ts';
import type { View } from './view.ts';

/** CSS pixels; the style sheet has the same. */
const ROW = 26;
const HEAD = 28;
/** Rows drawn above and below what can be seen. */
const SPARE = 6;

interface TrialsTableProps {
  readonly run: RunState;
  readonly task: Task;
  readonly view: View;
  readonly selected: number | undefined;
  /** The trial that the selected one is compared with. */
  readonly pinned: number | undefined;
  readonly look: (change: Partial<View>) => void;
  readonly onSelect: (trial: number) => void;
}

/** All trials. Only the rows that can be seen are in the document, so that a thousand are no more work than twenty. */
export function TrialsTable({ run, task, view, selected, pinned, look, onSelect }: TrialsTableProps): VNode {
  const rows = useRows(run, view);
  const members = useMemo(() => new Set(run.front), [run.front]);
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 400 });
  const cursor = useCursor();
  const placeOf = (trial: number | undefined): number => rows.findIndex(({ index }) => index === (trial ?? selected));
  const at = placeOf(cursor.trial);

  useEffect(() => {
    const { current } = box;
    if (current !== null) setScroll({ top: current.scrollTop, height: current.clientHeight });
  }, [rows.length]);

  const first = Math.max(0, Math.floor(scroll.top / ROW) - SPARE);
  const last = Math.min(rows.length, Math.ceil((scroll.top + scroll.height) / ROW) + SPARE);

  const go = (row: number): void => {
    const target = Math.max(0, Math.min(rows.length - 1, row));
    cursor.set(rows[target]?.index);
    const { current } = box;
    if (current === null) return;
    const room = current.clientHeight - HEAD;
    if (target * ROW < current.scrollTop) current.scrollTop = target * ROW;
    if ((target + 1) * ROW > current.scrollTop + room) current.scrollTop = (target + 1) * ROW - room;
    setScroll({ top: current.scrollTop, height: current.clientHeight });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons of the head have keys of their own.
    if (event.target !== box.current) return;
    const page = Math.max(1, Math.floor((scroll.height - HEAD) / ROW) - 1);
    const here = placeOf(cursor.now());
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: rows.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) go(move);
    else if ((event.key === 'Enter' || event.key === ' ') && here >= 0) onSelect(rows[here]!.index);
    else return;
    event.preventDefault();
  };

  const active = rows[at];
  const tested = run.test !== undefined;
  return (
    <section class="trials">
      <div class="heading">
        <h2>Trials</h2>
        <span class="count">
          {rows.length === run.trials.length
            ? formatCount(rows.length)
            : `${formatCount(rows.length)} of ${formatCount(run.trials.length)}`}
        </span>
        <span class="controls">
          <TextField
            label="Filter trials"
            placeholder="Filter: gru, #12, failed"
            value={view.filter}
            onInput={(filter) => look({ filter })}
          />
          <Checkbox label="front only" checked={view.frontOnly} onToggle={(frontOnly) => look({ frontOnly })} />
        </span>
      </div>
      <div
        class="scroll"
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label="Trials"
        aria-rowcount={rows.length + 1}
        aria-colcount={columnsOf(tested).length}
        aria-activedescendant={active !== undefined && at >= first && at < last ? rowId(active.index) : undefined}
        onKeyDown={onKeyDown}
        onBlur={() => cursor.set(undefined)}
        onScroll={({ currentTarget }) =>
          setScroll({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
        }
      >
        <table role="presentation">
          <TrialsHead sort={view.sort} tested={tested} onSort={(sort) => look({ sort })} />
          <tbody role="rowgroup">
            <Space rows={first} />
            {rows.slice(first, last).map((trial, offset) => (
              <TrialRow
                key={trial.index}
                trial={trial}
                row={first + offset}
                task={task}
                member={members.has(trial.index)}
                tested={tested}
                test={run.test?.get(trial.index)}
                selected={trial.index === selected}
                pinned={trial.index === pinned}
                active={trial.index === cursor.trial}
                onSelect={onSelect}
              />
            ))}
            <Space rows={rows.length - last} />
          </tbody>
        </table>
        {rows.length === 0 && <p class="nothing">{nothing(run, view)}</p>}
      </div>
    </section>
  );
}

/** The rows, put in order again only when something of it may have changed: most events are epochs of running trials. */
function useRows(run: RunState, view: View): readonly TrialState[] {
  const { sort, filter, frontOnly } = view;
  const statuses = useMemo(() => run.trials.map(({ status }) => status[0]).join(''), [run.trials]);
  const epochs = sort.column === 'epochs' ? run.trials : undefined;
  const order = useMemo(
    () => rowsOf(run, view).map(({ index }) => index),
    [statuses, run.front, run.test, epochs, sort, filter, frontOnly],
  );
  return order.map((index) => run.trials[index]!);
}

/** Room for rows that are not in the document. */
function Space({ rows }: { rows: number }): VNode | null {
  return rows > 0 ? <tr aria-hidden="true" style={{ height: `${rows * ROW}px` }} /> : null;
}

function nothing({ trials }: RunState, { filter, frontOnly }: View): string {
  if (trials.length === 0) return 'No trial has begun yet.';
  return frontOnly && filter === '' ? 'No trial has finished yet.' : 'No trial matches the filter.';
}
