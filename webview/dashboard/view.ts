import { OBJECTIVE_NAMES, type ObjectiveName } from '../../src/protocol/objectives.ts';
import type { RunState } from '../../src/protocol/run-state.ts';

export const COLUMNS = [
  'trial',
  'architecture',
  'validation',
  'test',
  'flash',
  'ram',
  'latency',
  'macs',
  'epochs',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

export interface Sort {
  readonly column: ColumnName;
  readonly descending: boolean;
}

/** How somebody looks at a run: all that survives hiding and reloading the page. */
export interface View {
  /** Undefined: the run's own second objective. */
  readonly x: ObjectiveName | undefined;
  readonly y: ObjectiveName;
  /** Logarithmic axes. */
  readonly logX: boolean;
  readonly logY: boolean;
  /** Undefined until somebody chooses: then the best one is shown. */
  readonly selected: number | undefined;
  /** The other trial of a comparison. */
  readonly pinned: number | undefined;
  readonly sort: Sort;
  readonly filter: string;
  readonly frontOnly: boolean;
}

export const DEFAULT_VIEW: View = {
  x: undefined,
  y: 'error',
  logX: false,
  logY: false,
  selected: undefined,
  pinned: undefined,
  sort: { column: 'validation', descending: false },
  filter: '',
  frontOnly: false,
};

/** What of a saved view can be understood; defaults for the rest. */
export function parseView(saved: unknown): View {
  if (!isRecord(saved)) return DEFAULT_VIEW;
  const flag = (value: unknown): boolean => value === true;
  const trial = (value: unknown): number | undefined =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
  const objective = (value: unknown): ObjectiveName | undefined => OBJECTIVE_NAMES.find((name) => name === value);
  const sort = isRecord(saved['sort']) ? saved['sort'] : {};
  return {
    x: objective(saved['x']),
    y: objective(saved['y']) ?? DEFAULT_VIEW.y,
    logX: flag(saved['logX']),
    logY: flag(saved['logY']),
    selected: trial(saved['selected']),
    pinned: trial(saved['pinned']),
    sort: {
      column: COLUMNS.find((name) => name === sort['column']) ?? DEFAULT_VIEW.sort.column,
      descending: flag(sort['descending']),
    },
    filter: typeof saved['filter'] === 'string' ? saved['filter'] : '',
    frontOnly: flag(saved['frontOnly']),
  };
}

/** The axis across: as chosen, else the first objective of the run besides the error. */
export function axisX({ x }: View, { header }: RunState): ObjectiveName {
  return x ?? header?.objectives.find((name) => name !== 'error') ?? 'flash';
}

/** The trial that is shown: as chosen, else the best. */
export function shownTrial({ selected }: View, { trials, best }: RunState): number | undefined {
  return selected !== undefined && selected < trials.length ? selected : best;
}

/** The trial that the shown one is compared with. */
export function comparedTrial(view: View, run: RunState): number | undefined {
  const { pinned } = view;
  return pinned === undefined || pinned >= run.trials.length || pinned === shownTrial(view, run) ? undefined : pinned;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
