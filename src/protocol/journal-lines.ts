import { Check, Errors } from 'typebox/value';
import { UserError } from '../base/errors.ts';
import { EVENT_SCHEMAS, JOURNAL_FORMAT, type EventType, type JournalEvent } from './journal.ts';

export interface ParsedJournal {
  readonly events: readonly JournalEvent[];
  /** Length of the complete lines, bytes; what follows is a line torn by a kill in the middle of a write. */
  readonly bytes: number;
}

const NEWLINE = 0x0a;

/** A line is complete when its newline is there; everything else of the format is JSON. */
export function formatEvent(event: JournalEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/**
 * The events of a journal. A torn last line is left out; damage anywhere else is an error.
 * @param file name for messages
 */
export function parseJournal(content: Uint8Array, file: string): ParsedJournal {
  const bytes = content.lastIndexOf(NEWLINE) + 1;
  const events: JournalEvent[] = [];
  for (let start = 0; start < bytes;) {
    const end = content.indexOf(NEWLINE, start);
    events.push(parseLine(content.subarray(start, end), file, events.length + 1));
    start = end + 1;
  }
  return { events, bytes };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * One line of a journal.
 * @param line without its newline
 * @param file name for messages
 * @param number of the line, from 1; the first must begin the run
 */
export function parseLine(line: Uint8Array, file: string, number: number): JournalEvent {
  const where = `${file}:${number}`;
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(line));
  } catch (cause) {
    throw damaged(where, 'the line is not JSON', cause);
  }
  const event = parseEvent(value, where);
  if (number === 1 && event.type !== 'run-started') throw damaged(where, 'the first line must be run-started');
  return event;
}

/** @param where `file:line`, for messages */
export function parseEvent(value: unknown, where: string): JournalEvent {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') {
    throw damaged(where, 'the line is not an event');
  }
  if (value.type === 'run-started' && 'format' in value && value.format !== JOURNAL_FORMAT) {
    throw new UserError(
      'journal/format',
      `journal format ${String(value.format)}; this version reads ${JOURNAL_FORMAT}`,
      {
        where,
        hint: 'Use the version of the tool that wrote the run, or start a new run.',
      },
    );
  }
  if (!isEventType(value.type)) throw damaged(where, `unknown event ${value.type}`);
  const schema = EVENT_SCHEMAS[value.type];
  if (!Check(schema, value)) {
    const [error] = Errors(schema, value);
    throw damaged(where, `${value.type}: ${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}`);
  }
  return value;
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_SCHEMAS, type);
}

function damaged(where: string, message: string, cause?: unknown): UserError {
  return new UserError('journal/damaged', `damaged journal: ${message}`, {
    where,
    hint: 'Delete this line and all after it to resume from there, or start a new run.',
    cause,
  });
}
