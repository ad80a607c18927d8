import type { ColumnPeek, DataPeek, Lengths } from '../data/data-peek.ts';
import type { Space } from '../search/space.ts';
import type { CsvData, Spec } from '../spec/schema.ts';

/** What the data fix of every architecture, as far as a look at them tells. */
export interface DataShape {
  readonly problem: Space['problem'] & { readonly shortest: number; readonly channels: readonly string[] };
  /** Of the longest series or window. */
  readonly samples: number;
  /** The data were not seen as a whole, so that these figures may be too small. */
  readonly approximate: boolean;
}

/** Undefined while too little is known, or when the data do not fit the spec. */
export function shapeOf({ data, task }: Pick<Spec, 'data' | 'task'>, peek: DataPeek): DataShape | undefined {
  if (peek.source !== data.source || peek.problems.some(({ key }) => key === 'train')) return undefined;
  const classification = task.type === 'classification';
  const seen = data.source === 'csv' ? csvShape(data, task, peek) : otherShape(peek);
  const { channels, classes, lengths: recordings } = seen;
  const window = 'window' in data ? data.window.length : undefined;
  const lengths = window === undefined ? recordings : { shortest: window, longest: window };
  const outputs = classification ? classes : 1;
  if (channels === undefined || channels.length === 0) return undefined;
  if (lengths === undefined || outputs === undefined || (classification && outputs < 2)) return undefined;
  const samplingRate = data.sampling_rate ?? peek.samplingRate;
  return {
    problem: { inputs: channels.length, channels, outputs, task: task.type, ...lengths, samplingRate },
    samples: lengths.longest,
    // Headers and folders name all classes; further rows of a CSV file may bring more, and longer series.
    approximate: !peek.complete && (window === undefined || (classification && data.source === 'csv')),
  };
}

interface Seen {
  readonly channels: readonly string[] | undefined;
  readonly classes: number | undefined;
  readonly lengths: Lengths | undefined;
}

const otherShape = ({ channels, classes, lengths }: DataPeek): Seen => ({
  channels,
  classes: classes?.length,
  lengths,
});

function csvShape(data: CsvData, task: Spec['task'], peek: DataPeek): Seen {
  const column = (name: string | undefined) => peek.columns.find((one) => one.name === name);
  const target = column(task.target);
  const nothing = { channels: undefined, classes: undefined, lengths: undefined };
  if (target === undefined) return nothing;
  const channels = channelsOf(data, task, peek.columns);
  if (channels.some((channel) => channel === undefined)) return nothing;
  return {
    channels: channels.map((channel) => channel!.name),
    classes: target.texts?.length,
    lengths: recordingsOf(data, peek),
  };
}

/** Rows of the recordings in a CSV file, before windows are cut. A change of the group begins a new one. */
export function recordingsOf(data: CsvData, { columns, rows }: DataPeek): Lengths | undefined {
  const name = data.series ?? groupOf(data);
  if (name === undefined) return { shortest: rows, longest: rows };
  return columns.find((one) => one.name === name)?.runs;
}

const groupOf = ({ validation }: CsvData) => (validation?.by === 'group' ? validation.column : undefined);

/** Those that the spec lists, undefined where there is none; else all numeric ones that have no other part. */
function channelsOf(
  data: CsvData,
  task: Spec['task'],
  columns: readonly ColumnPeek[],
): readonly (ColumnPeek | undefined)[] {
  if (data.channels !== undefined) return data.channels.map((name) => columns.find((one) => one.name === name));
  const taken = [data.series, task.target, groupOf(data)];
  return columns.filter(({ name, numeric }) => name !== '' && numeric && !taken.includes(name));
}
