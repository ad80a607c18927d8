import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { formatEvent, parseEvent, parseJournal } from '../../src/protocol/journal-lines.ts';
import { EVENT_SCHEMAS, type JournalEvent } from '../../src/protocol/journal.ts';
import { exampleRun } from './support/example-run.ts';

const bytesOf = (events: readonly JournalEvent[]): Buffer => Buffer.from(events.map(formatEvent).join(''));
const whole = bytesOf(exampleRun);

describe('a journal', () => {
  it('has an example of every event', () => {
    expect(new Set(exampleRun.map(({ type }) => type))).toEqual(new Set(Object.keys(EVENT_SCHEMAS)));
  });

  it('comes back as it was written', () => {
    expect(parseJournal(whole, 'journal.jsonl')).toEqual({ events: exampleRun, bytes: whole.length });
    expect(parseJournal(new Uint8Array(), 'journal.jsonl')).toEqual({ events: [], bytes: 0 });
  });

  it('cut anywhere has its complete lines', () => {
    for (let cut = 0; cut <= whole.length; cut += 1 + (cut % 5)) {
      const { events, bytes } = parseJournal(whole.subarray(0, cut), 'journal.jsonl');
      expect(bytes).toBeLessThanOrEqual(cut);
      expect(whole.subarray(bytes, cut).includes(0x0a)).toBe(false);
      expect(events).toEqual(exampleRun.slice(0, events.length));
    }
  });

  it('with zeros at its end, as after a power failure, has its complete lines', () => {
    const { events } = parseJournal(Buffer.concat([whole, Buffer.alloc(64)]), 'journal.jsonl');
    expect(events).toEqual(exampleRun);
  });

  it('damaged in the middle says where', () => {
    const lines = whole.toString().split('\n');
    const damaged = (line: string): Buffer => Buffer.from([...lines.slice(0, 3), line, ...lines.slice(4)].join('\n'));
    const cases: [string, RegExp][] = [
      ['{"type":"epoch"', /not JSON/],
      ['[]', /not an event/],
      ['null', /not an event/],
      ['{"type":"toString","at":0}', /unknown event toString/],
      [
        '{"type":"epoch","at":1,"trial":-1,"epoch":1,"trainLoss":1,"validationLoss":1,"validationError":1}',
        /epoch: .*trial/,
      ],
      [
        '{"type":"epoch","at":1,"trial":0,"epoch":1,"trainLoss":null,"validationLoss":1,"validationError":1}',
        /epoch: .*trainLoss/,
      ],
      ['{"type":"run-finished","at":1,"reason":"bored"}', /run-finished: .*reason/],
      ['{"type":"run-finished","at":1,"reason":"time","more":1}', /run-finished/],
      ['', /not JSON/],
    ];
    for (const [line, message] of cases) {
      expect(() => parseJournal(damaged(line), 'run/journal.jsonl'), line).toThrow(
        expect.objectContaining({
          code: 'journal/damaged',
          where: 'run/journal.jsonl:4',
          message: expect.stringMatching(message),
        }),
      );
    }
  });

  it('with bytes that are no UTF-8 says where', () => {
    const bytes = Buffer.from(whole);
    const second = bytes.indexOf(0x0a) + 1;
    bytes[second + 12] = 0xff;
    expect(() => parseJournal(bytes, 'j')).toThrow(expect.objectContaining({ where: 'j:2' }));
  });

  it('of another format is refused with advice', () => {
    const future = { ...JSON.parse(formatEvent(exampleRun[0]!)), format: 2, news: true };
    expect(() => parseEvent(future, 'j:1')).toThrow(expect.objectContaining({ code: 'journal/format' }));
  });

  it('must begin with run-started', () => {
    expect(() => parseJournal(bytesOf(exampleRun.slice(1)), 'j')).toThrow(/first line/);
  });

  it('never throws anything but a UserError, whatever the bytes', () => {
    const random = new Random('fuzz');
    for (let i = 0; i < 1000; i++) {
      const bytes = Buffer.from(whole);
      for (let k = 0; k <= random.index(3); k++) bytes[random.index(bytes.length)] = random.index(256);
      try {
        parseJournal(bytes, 'j');
      } catch (error) {
        expect(error).toMatchObject({ name: 'UserError', where: expect.stringMatching(/^j:\d+$/) });
      }
    }
  });
});
