import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { inCanonicalOrder } from '../../src/protocol/canonical-order.ts';
import { formatEvent } from '../../src/protocol/journal-lines.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { foldEvents, type RunState } from '../../src/protocol/run-state.ts';
import { runSearch } from '../../src/search/run.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { exampleRun, measurement } from '../protocol/support/example-run.ts';
import { withoutTimes } from '../protocol/support/without-times.ts';
import { FakeRunner, type FakeOptions } from './support/fake-runner.ts';
import { MemoryJournal, search, spec } from './support/search.ts';

const textOf = (events: readonly JournalEvent[]): string => events.map(formatEvent).join('');

/** Halving, repeats, refits, and trainings that fail, of the search and of the confirmation. */
const everything = (): Spec =>
  spec({
    strategy: { ...spec().strategy, type: 'random', reduction: 3 },
    confirmation: { seeds: 3, finalists: 5, refit: true, cross_validation: true },
  });
const failing: FakeOptions = { fails: ({ training: { seed } }) => /trial\/(?:5|\d+\/repeat\/2)$/.test(seed) };

async function journalOf(options: FakeOptions, kills = 0): Promise<MemoryJournal> {
  const random = new Random(`kills ${options.shuffle ?? 0}`);
  const runner = (): FakeRunner => new FakeRunner({ ...failing, ...options });
  const first = search({ spec: everything(), runner: runner() });
  first.store.retain = () => Promise.resolve(); // no kill comes after a run is finished
  await runSearch(first);
  let { journal } = first;
  for (let kill = 0; kill < kills; kill++) {
    journal = journal.cut(random);
    await runSearch(search({ spec: everything(), runner: runner(), journal, store: first.store }));
  }
  return journal;
}

/** What differs by its nature: side by side is no trial any more. */
const comparable = ({ workers: _, ...state }: RunState): Omit<RunState, 'workers'> => state;

describe('the canonical order of a journal', () => {
  let undisturbed: MemoryJournal;
  beforeAll(async () => {
    undisturbed = await journalOf({});
  });

  it('is that of a run with one worker, until the confirmation begins with its longest trainings', () => {
    const types = new Set(undisturbed.events.map(({ type }) => type));
    for (const type of ['trial-stopped', 'trial-failed', 'seed-finished', 'seed-failed', 'refit-finished'] as const) {
      expect(types).toContain(type);
    }
    const ordered = inCanonicalOrder(undisturbed.events);
    const searched = undisturbed.events.findIndex(({ type }) => type === 'search-finished');
    expect(ordered.slice(0, searched + 1)).toEqual(undisturbed.events.slice(0, searched + 1));
    expect(textOf(ordered).split('\n').toSorted()).toEqual(undisturbed.text.split('\n').toSorted());
  });

  it('is the same to the byte with more workers and after kills, folds to the same state, and loses nothing', async () => {
    const expected = withoutTimes(textOf(inCanonicalOrder(undisturbed.events)));
    let apart = 0;
    for (let shuffle = 0; shuffle < 12; shuffle++) {
      const { events, text } = await journalOf({ capacity: 1 + (shuffle % 8), delay: 1, shuffle }, shuffle % 4);
      const ordered = inCanonicalOrder(events);
      expect(withoutTimes(textOf(ordered))).toBe(expected);
      expect(comparable(foldEvents(ordered))).toEqual(comparable(foldEvents(events)));
      expect(inCanonicalOrder(ordered)).toEqual(ordered);
      if (withoutTimes(text) !== expected) apart++;

      const kept = new Set(ordered);
      expect(kept.size).toBe(ordered.length);
      for (const event of events.filter((candidate) => !kept.has(candidate))) {
        const { at: _, ...content } = event;
        expect(['epoch', 'seed-failed']).toContain(event.type);
        expect(ordered).toContainEqual(expect.objectContaining(content));
      }
    }
    expect(apart).toBeGreaterThan(8);
  });

  it('keeps stops, resumptions and measurements in between before the end, and what came after it', () => {
    const end = exampleRun.findIndex(({ type }) => type === 'run-finished');
    const measured: JournalEvent = { type: 'trial-measured', at: 3, ...measurement(0, 'native') };
    const stop = exampleRun.findIndex(({ type }) => type === 'run-stopped');
    const ordered = inCanonicalOrder(exampleRun.toSpliced(stop + 1, 0, measured));
    const types = ordered.map(({ type }) => type);
    expect(types.slice(types.indexOf('front-confirmed') + 1)).toEqual([
      ...['run-stopped', 'trial-measured', 'run-resumed'],
      ...exampleRun.slice(end).map(({ type }) => type),
    ]);
    expect(comparable(foldEvents(inCanonicalOrder(exampleRun)))).toEqual(comparable(foldEvents(exampleRun)));
  });
});
