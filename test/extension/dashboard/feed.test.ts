import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Feed } from '../../../src/extension/dashboard/feed.ts';
import type { HostMessage, RunActivity } from '../../../src/protocol/dashboard.ts';
import type { JournalEvent } from '../../../src/protocol/journal.ts';
import { exampleRun, epoch } from '../../protocol/support/example-run.ts';
import { EMPTY_PAGE, type Page, receive } from '../../../webview/dashboard/state.ts';
import { info } from '../../webview/support/journals.ts';

/** A feed whose page folds what it is told, as the real one does. */
function follow(events: JournalEvent[] = []) {
  const run = { events, activity: { kind: 'idle' } as RunActivity };
  const posted: HostMessage[] = [];
  let page: Page = EMPTY_PAGE;
  const feed = new Feed(run, (message) => {
    posted.push(message);
    page = receive(page, message, 0);
  });
  const grow = (...more: JournalEvent[]): void => {
    const from = run.events.length;
    run.events = [...run.events, ...more];
    feed.changed({ kind: 'events', from });
  };
  return { run, feed, posted, grow, page: () => page };
}

describe('the feed of a page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says nothing before the page is there, and nothing while it sleeps', () => {
    const { feed, posted, grow } = follow();
    grow(...exampleRun.slice(0, 3));
    vi.runAllTimers();
    expect(posted).toEqual([]);
    feed.wake(info);
    feed.sleep();
    grow(...exampleRun.slice(3, 6));
    vi.runAllTimers();
    expect(posted.map(({ type }) => type)).toEqual(['snapshot']);
  });

  it('sends what is new in batches, at most one in 50 ms', () => {
    const { feed, posted, grow, page } = follow(exampleRun.slice(0, 3));
    feed.wake(info);
    for (const event of exampleRun.slice(3, 11)) {
      vi.advanceTimersByTime(10);
      grow(event);
    }
    vi.advanceTimersByTime(50);
    expect(posted.map((message) => (message.type === 'events' ? message.events.length : message.type))).toEqual([
      'snapshot',
      5,
      3,
    ]);
    expect(page().count).toBe(11);
    expect(page().lost).toBe(false);
  });

  it('ends with the journal before it tells that nobody works on it any more', () => {
    const { run, feed, posted, grow, page } = follow(exampleRun.slice(0, -2));
    run.activity = { kind: 'running', elapsed: 3 };
    feed.wake(info);
    grow(...exampleRun.slice(-2));
    run.activity = { kind: 'idle' };
    feed.changed({ kind: 'activity' });
    expect(posted.slice(-2).map(({ type }) => type)).toEqual(['events', 'activity']);
    expect(page().run.phase.kind).toBe('finished');
  });

  it('sends a long journal in pieces', () => {
    const long = [...exampleRun.slice(0, 4), ...Array.from({ length: 9000 }, (_, n) => epoch(0, n + 1))];
    const { feed, posted, page } = follow(long);
    feed.wake(info);
    vi.runAllTimers();
    expect(posted.length).toBe(3);
    expect(page().run.trials[0]!.curve.length).toBe(9000);
  });

  it('makes the page ask again when the journal was read anew', () => {
    const { run, feed, page } = follow(exampleRun.slice(0, 8));
    feed.wake(info);
    run.events = exampleRun.slice(0, 4);
    feed.changed({ kind: 'events', from: 0 });
    vi.runAllTimers();
    expect(page().lost).toBe(true);
    feed.wake(info);
    expect(page().lost).toBe(false);
    expect(page().count).toBe(4);
  });

  it('shows the last emulation again to a page that comes back', () => {
    const { feed, page } = follow(exampleRun.slice(0, 8));
    feed.emulated({ kind: 'running', trial: 0, text: 'building' });
    feed.wake(info);
    expect(page().emulations.get(0)).toEqual({ kind: 'running', trial: 0, text: 'building' });
  });
});
