import type { HostMessage, PageMessage, RunInfo, TrialDetail } from '../../src/protocol/dashboard.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import type { Host } from './host.ts';

/** What stands in a report beside its journal. */
export interface ReportData {
  readonly info: RunInfo;
  readonly details: readonly TrialDetail[];
}

/** The page in a file of its own, which holds everything that it shows: `src/runs/report.ts` writes it. */
export function staticHost(data: ReportData, events: readonly JournalEvent[]): Host {
  const listeners: ((message: HostMessage) => void)[] = [];
  const answer = (message: HostMessage): void => listeners.forEach((listener) => listener(message));
  let state: unknown;
  return {
    commands: false,
    post: (message) => {
      if (message.type === 'ready') answer({ type: 'snapshot', info: data.info, events, activity: { kind: 'idle' } });
      if (message.type === 'save') download(`${data.info.name}.${message.format}`, message);
      if (message.type !== 'detail') return;
      const detail = data.details.find(({ trial }) => trial === message.trial);
      if (detail !== undefined) answer({ type: 'detail', detail });
    },
    onMessage: (listener) => listeners.push(listener),
    getState: () => state,
    setState: (next) => {
      state = next;
    },
  };
}

/** The report in the document. The writer has checked both parts: they are of this very version. */
export function reportOf(page: Document): { data: ReportData; events: JournalEvent[] } {
  const text = (id: string): string => page.getElementById(id)?.textContent.trim() ?? '';
  return {
    data: JSON.parse(text('run')) as ReportData,
    events: text('journal')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JournalEvent),
  };
}

const MEDIA_TYPES = { csv: 'text/csv;charset=utf-8', svg: 'image/svg+xml' } as const;

function download(name: string, { format, text }: Extract<PageMessage, { type: 'save' }>): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: MEDIA_TYPES[format] }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
