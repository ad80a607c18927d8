import { formatHertz, formatSeconds } from '../base/format.ts';
import { everyOf } from '../search/input-problems.ts';
import { parseQuantity } from '../spec/quantity.ts';
import { columnPathOf, describeColumn, usedColumns } from './columns.ts';
import type { Choice } from './completion.ts';
import type { LanguageContext } from './context.ts';
import { yamlText } from './documentation.ts';
import { type Located, scalarAt } from './located.ts';
import type { CursorPlace } from './place.ts';

const CHANNELS = /^space\.input\.channels(\[\d+\])?(\[\d+\])?$/;

/** What may stand under `space.input`, from what is known of the data; undefined where nothing is. */
export function inputChoices(place: CursorPlace, context: LanguageContext): Choice[] | undefined {
  const { path, located } = place;
  const rate = recordedRate(located, context);
  if (/^space\.input\.rate(\[\d+\])?$/.test(path) && rate !== undefined)
    return [1, 2, 4].map((n) => rateChoice(rate, n));
  const [, set, member] = CHANNELS.exec(path) ?? [];
  if (set === undefined) return undefined;
  const channels = channelChoices(located, context);
  if (channels === undefined || member !== undefined) return channels;
  const one = channels.map((channel) => ({ ...channel, insert: `[${channel.insert}]` }));
  return [{ label: 'all', kind: 'value', insert: 'all', detail: 'default' }, ...one];
}

function rateChoice(recorded: number, every: number): Choice {
  const text = formatHertz(recorded / every);
  return {
    label: text,
    kind: 'value',
    insert: text,
    detail: every === 1 ? 'that of the data' : `one sample in ${every}`,
  };
}

/** Those that `data.channels` lists, else the numeric columns without another part; of other data, all. */
function channelChoices(located: readonly Located[], { data }: LanguageContext): Choice[] | undefined {
  if (data === undefined) return undefined;
  if (data.channels !== undefined) {
    return data.channels.map((name) => ({ label: name, kind: 'value', insert: yamlText(name) }));
  }
  const listed = located.flatMap(({ path, entry: { value } }) =>
    columnPathOf(path) === 'data.channels' && value.kind === 'scalar' ? [value.text] : [],
  );
  const taken = usedColumns(located, 'data.channels');
  const columns = data.columns.filter(({ name, numeric }) =>
    listed.length > 0 ? listed.includes(name) : name !== '' && numeric && !taken.has(name),
  );
  return columns.map((column) => ({
    label: column.name,
    kind: 'column',
    detail: describeColumn(column, data),
    insert: yamlText(column.name),
  }));
}

/** A window or rate in the other's terms: samples for a time, a time for samples, how many samples are left out. */
export function inputNote(
  { path }: Located,
  text: string,
  located: readonly Located[],
  context: LanguageContext,
): string | undefined {
  const [, key] = /^space\.input\.(window|rate|every)(?:\[\d+\])?$/.exec(path) ?? [];
  const rate = recordedRate(located, context);
  if (key === undefined || rate === undefined) return undefined;
  const at = `at ${formatHertz(rate)}`;
  const number = Number(text);
  if (key === 'every')
    return number >= 1 ? `${formatHertz(rate / number)}: one sample in ${text} of those ${at}.` : undefined;
  if (key === 'rate') {
    const parsed = parseQuantity(text, 'hertz');
    const every = parsed.ok ? everyOf(parsed.value, rate) : undefined;
    return every === undefined ? undefined : `One sample in ${every} of those ${at}.`;
  }
  if (number >= 1) return `${formatSeconds(number / rate)} ${at}.`;
  const parsed = parseQuantity(text, 'seconds');
  return parsed.ok ? `${Math.max(1, Math.round(parsed.value * rate))} samples ${at}.` : undefined;
}

/** Hz, as the text or the data say. */
function recordedRate(located: readonly Located[], { data }: LanguageContext): number | undefined {
  const written = parseQuantity(scalarAt(located, 'data.sampling_rate') ?? '', 'hertz');
  const bare = Number(scalarAt(located, 'data.sampling_rate') ?? NaN);
  if (written.ok) return written.value;
  return bare > 0 ? bare : data?.samplingRate;
}
