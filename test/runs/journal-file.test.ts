import * as fs from 'node:fs';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalFile, readJournal, type JournalFileSystem } from '../../src/runs/journal-file.ts';
import { RunDirectory } from '../../src/runs/run-directory.ts';
import { inCanonicalOrder } from '../../src/protocol/canonical-order.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { formatEvent } from '../../src/protocol/journal-lines.ts';
import { runSearch } from '../../src/search/run.ts';
import { exampleRun } from '../protocol/support/example-run.ts';
import { FakeRunner } from '../search/support/fake-runner.ts';
import { confirmWith, search } from '../search/support/search.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nas-journal-'));
  path = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = (): string => readFileSync(path, 'utf8');
const end = exampleRun.findIndex(({ type }) => type === 'run-finished');
const canonical = inCanonicalOrder(exampleRun);

describe('a journal file', () => {
  it('holds the lines in order, and goes on where it ended', () => {
    const first = JournalFile.open(path);
    for (const event of exampleRun.slice(0, 7)) first.append(event);
    first.close();
    const second = JournalFile.open(path);
    expect(second.previous).toEqual(exampleRun.slice(0, 7));
    for (const event of exampleRun.slice(7)) second.append(event);
    second.close();
    expect(written()).toBe(canonical.map(formatEvent).join(''));
    expect(readJournal(path).events).toEqual(canonical);
    expect(readJournal(join(folder, 'none.jsonl')).events).toEqual([]);
  });

  it('cuts a torn line off before it writes', () => {
    const whole = formatEvent(exampleRun[0]!) + formatEvent(exampleRun[1]!);
    for (const torn of ['{"type":"ep', formatEvent(exampleRun[2]!).trimEnd(), '\0\0\0', '{"ü'.slice(0, 3)]) {
      writeFileSync(path, whole + torn);
      const journal = JournalFile.open(path);
      journal.append(exampleRun[2]!);
      journal.close();
      expect(written()).toBe(whole + formatEvent(exampleRun[2]!));
    }
  });

  it('is not touched, nor locked, when it is damaged', () => {
    writeFileSync(path, `${formatEvent(exampleRun[0]!)}nonsense\n${formatEvent(exampleRun[1]!)}{"torn`);
    const before = written();
    expect(() => JournalFile.open(path)).toThrow(
      expect.objectContaining({ code: 'journal/damaged', where: `${path}:2` }),
    );
    expect(written()).toBe(before);
    expect(() => JournalFile.open(path)).toThrow('damaged');
  });

  it('can be read while it is written', () => {
    const journal = JournalFile.open(path);
    journal.append(exampleRun[0]!);
    appendFileSync(path, '{"type":"data-lo');
    expect(readJournal(path).events).toEqual([exampleRun[0]]);
    journal.close();
  });

  it('forces what matters to the disk', () => {
    const synced: number[] = [];
    const journal = JournalFile.open(path, { ...fs, fsyncSync: () => synced.push(statSync(path).size) });
    for (const event of exampleRun.slice(0, end)) journal.append(event);
    journal.close();
    const cheap = exampleRun.filter(({ type }) => type === 'epoch' || type === 'trial-proposed').length;
    expect(synced).toHaveLength(end - cheap);
    expect(synced.at(-1)).toBe(Buffer.byteLength(exampleRun.slice(0, end).map(formatEvent).join('')));
  });

  it('is replaced at the end of the run by one in canonical order, whole or not at all', () => {
    const before = exampleRun.slice(0, end);
    const after = inCanonicalOrder(exampleRun.slice(0, end + 1));
    const steps: string[] = [];
    const disk: JournalFileSystem = {
      ...fs,
      fsyncSync: (descriptor) => {
        steps.push('sync');
        fs.fsyncSync(descriptor);
      },
      renameSync: (from, to) => {
        // A kill at this moment leaves both.
        steps.push('rename');
        expect(readJournal(path).events).toEqual(before);
        expect(readJournal(String(from)).events).toEqual(after);
        fs.renameSync(from, to);
      },
    };
    const journal = JournalFile.open(path, disk);
    for (const event of before) journal.append(event);
    steps.length = 0;
    journal.append(exampleRun[end]!);
    expect(steps.slice(0, 2)).toEqual(['sync', 'rename']);
    expect(readJournal(path).events).toEqual(after);
    for (const event of exampleRun.slice(end + 1)) journal.append(event);
    journal.close();
    expect(readJournal(path).events).toEqual(canonical);
    expect(fs.readdirSync(folder)).toEqual(['journal.jsonl']);
  });
});

/** A disk with room for so many bytes more; a write may fit in part, as on a real one. */
function smallDisk(room: number): JournalFileSystem & { room: number } {
  const disk = {
    ...fs,
    room,
    writeSync(descriptor: number, buffer: NodeJS.ArrayBufferView, offset: number, length: number): number {
      if (disk.room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      const count = fs.writeSync(descriptor, buffer, offset, Math.min(length, disk.room));
      disk.room -= count;
      return count;
    },
    writeFileSync(descriptor: number, content: string): void {
      const bytes = Buffer.from(content);
      for (let written = 0; written < bytes.length;) {
        written += disk.writeSync(descriptor, bytes, written, bytes.length - written);
      }
    },
    rmSync(path: string): void {
      disk.room += statSync(path).size;
      fs.rmSync(path);
    },
  };
  return disk as unknown as JournalFileSystem & { room: number };
}

describe('a full disk', () => {
  it('is a clear error that leaves only whole lines', () => {
    const first = Buffer.byteLength(formatEvent(exampleRun[0]!));
    const disk = smallDisk(first + 20);
    const journal = JournalFile.open(path, disk);
    journal.append(exampleRun[0]!);
    const full = {
      code: 'disk/full',
      where: path,
      hint: 'Make room, then resume the run: nothing that finished is lost.',
    };
    expect(() => journal.append(exampleRun[1]!)).toThrow(expect.objectContaining(full));
    expect(written()).toBe(formatEvent(exampleRun[0]!));
    disk.room = 1000;
    journal.append(exampleRun[1]!);
    journal.close();
    expect(readJournal(path).events).toEqual(exampleRun.slice(0, 2));
  });

  it('leaves a finished run in the order of arrival when there is no room for two journals', () => {
    const size = Buffer.byteLength(
      exampleRun
        .slice(0, end + 1)
        .map(formatEvent)
        .join(''),
    );
    const journal = JournalFile.open(path, smallDisk(1.5 * size));
    for (const event of exampleRun.slice(0, end)) journal.append(event);
    journal.append(exampleRun[end]!);
    journal.close();
    expect(readJournal(path).events).toEqual(exampleRun.slice(0, end + 1));
    expect(fs.readdirSync(folder)).toEqual(['journal.jsonl']);
  });

  it('takes no line after one that could neither be written nor taken back', () => {
    const disk = smallDisk(30);
    const journal = JournalFile.open(path, disk);
    disk.ftruncateSync = () => {
      throw new Error('EIO');
    };
    expect(() => journal.append(exampleRun[0]!)).toThrow('the disk is full');
    disk.room = 10_000;
    expect(() => journal.append(exampleRun[0]!)).toThrow('middle of a line');
    journal.close();
    expect(readJournal(path)).toEqual({ events: [], bytes: 0 });
  });

  it('stops a search, which goes on when there is room', async () => {
    const expected = (await runSearch(search())).front;
    const run = RunDirectory.create(folder, 'fake', 'name: fake\n');
    const journal = JournalFile.open(run.journalPath, smallDisk(12_000));
    const confirm = confirmWith((trial) => run.loadNetwork(trial).architecture);
    const options = search({ confirm, runner: new FakeRunner({ capacity: 3, delay: 2, quantises: true }) });
    const attempt = runSearch({ ...options, journal, previous: journal.previous, store: run });
    await expect(attempt).rejects.toMatchObject({ code: 'disk/full' });
    journal.close();

    const again = JournalFile.open(run.journalPath);
    const done = foldEvents(again.previous).trials.filter(({ status }) => status === 'finished').length;
    expect(done).toBeGreaterThan(2);
    const rest = search({ confirm, runner: new FakeRunner({ capacity: 2, quantises: true }) });
    const { front } = await runSearch({ ...rest, journal: again, previous: again.previous, store: run });
    again.close();
    expect(front).toBe(expected);
    expect(rest.runner.started).toHaveLength(40 - done);
  });

  it('of real make says the same', ({ skip }) => {
    const mounted = spawnSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', folder]).status === 0;
    skip(!mounted, 'mounting a small disk takes root');
    try {
      const run = RunDirectory.create(folder, 'fake', 'name: fake\n');
      const journal = JournalFile.open(run.journalPath);
      let count = 0;
      expect(() => {
        for (; ; count++) journal.append(exampleRun[0]!);
      }).toThrow('the disk is full');
      journal.close();
      expect(readJournal(run.journalPath).events).toHaveLength(count);
      expect(() => run.writeFront('x'.repeat(20_000))).toThrow('the disk is full');
      expect(fs.readdirSync(run.path).sort()).toEqual(['journal.jsonl', 'spec.nas.yaml', 'trials']);
    } finally {
      spawnSync('/usr/bin/umount', [folder]);
    }
  });
});
