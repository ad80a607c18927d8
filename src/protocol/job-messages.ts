import * as Type from 'typebox';
import { Check, Errors } from 'typebox/value';
import { UserError } from '../base/errors.ts';
import type { FromChild, JobKind, JobResults, ToChild } from './jobs.ts';
import { parseEvent } from './journal-lines.ts';
import { CalibrationSchema, MeasurementSchema } from './measurement.ts';
import { MetricsSchema } from './results.ts';

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const positive = Type.Integer({ minimum: 1 });
const path = Type.String({ minLength: 1 });
const text = Type.String();
const number = Type.Number();
const memory = Type.Object({ flash: number, ram: number }, closed);

const JobSchema = Type.Union([
  Type.Object({ kind: Type.Literal('search'), spec: path, workers: positive }, closed),
  Type.Object({ kind: Type.Literal('resume'), run: path, workers: positive }, closed),
  Type.Object(
    {
      kind: Type.Literal('deploy'),
      run: path,
      trial: count,
      framework: Type.Optional(text),
      board: Type.Optional(text),
      output: Type.Optional(path),
      force: Type.Boolean(),
    },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('emulate'), run: path, trial: count, board: Type.Optional(text), windows: positive },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('measure'),
      run: path,
      trial: count,
      source: Type.Union([
        Type.Object({ kind: Type.Literal('serial'), port: path, baud: positive, timeoutSeconds: positive }, closed),
        Type.Object({ kind: Type.Literal('log'), path }, closed),
        Type.Object({ kind: Type.Literal('emulator'), board: Type.Optional(text) }, closed),
      ]),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('spread'), run: path, trial: count, seeds: positive, workers: positive }, closed),
]);

const ToChildSchema = Type.Union([
  Type.Object({ type: Type.Literal('init'), protocol: Type.Integer(), job: JobSchema }, closed),
  Type.Object({ type: Type.Literal('stop') }, closed),
]);

const SearchReportSchema = Type.Object({ run: path, ended: Type.Enum(['finished', 'stopped']) }, closed);

const texts = Type.Array(text);
const DeployReportSchema = Type.Object(
  {
    trial: count,
    framework: text,
    board: text,
    folder: path,
    written: texts,
    unchanged: texts,
    kept: texts,
    removed: texts,
  },
  closed,
);

const EmulationSchema = Type.Object(
  {
    trial: count,
    board: Type.Object({ id: text, name: text }, closed),
    windows: count,
    different: count,
    data: Type.Enum(['validation', 'test']),
    quality: MetricsSchema,
    estimated: Type.Object({ flash: number, ram: number, instructionsPerWindow: number }, closed),
    measured: Type.Object(
      { flash: number, ram: number, stack: number, instructionsPerStep: number, instructionsPerWindow: number },
      closed,
    ),
    image: Type.Object(
      { flash: number, ram: number, parts: Type.Record(Type.String(), memory), estimated: memory },
      closed,
    ),
  },
  closed,
);

const MeasureReportSchema = Type.Object(
  { measurement: MeasurementSchema, calibration: Type.Optional(CalibrationSchema) },
  closed,
);

const SpreadReportSchema = Type.Object({ trial: count, errors: Type.Array(number) }, closed);

const ErrorReportSchema = Type.Object(
  {
    code: text,
    message: text,
    where: Type.Optional(text),
    hint: Type.Optional(text),
    stack: Type.Optional(text),
  },
  closed,
);

/** Everything but `event` and `done`, whose contents have schemas of their own. */
const PlainFromChildSchema = Type.Union([
  Type.Object({ type: Type.Literal('ready'), protocol: Type.Integer(), tool: text }, closed),
  Type.Object({ type: Type.Literal('say'), text }, closed),
  Type.Object({ type: Type.Literal('status'), text: Type.Optional(Type.Union([text, Type.Undefined()])) }, closed),
  Type.Object({ type: Type.Literal('opened'), run: path }, closed),
  Type.Object({ type: Type.Literal('error'), error: ErrorReportSchema }, closed),
]);

/** @throws UserError when the editor sent something that is no message of this version */
export function parseToChild(value: unknown): ToChild {
  if (Check(ToChildSchema, value)) return value;
  const [error] = Errors(ToChildSchema, value);
  throw malformed(`${error?.instancePath ?? ''} ${error?.message ?? ''}`);
}

/** @throws UserError when the child sent something that is no message about a job of this kind */
export function parseFromChild<K extends JobKind>(value: unknown, kind: K): FromChild<K> {
  if (typeof value !== 'object' || value === null || !('type' in value)) throw malformed('no message');
  if (value.type === 'event' && 'event' in value) {
    return { type: 'event', event: parseEvent(value.event, 'message of the child process') };
  }
  if (value.type === 'done' && 'result' in value) return { type: 'done', result: parseResult(kind, value.result) };
  if (!Check(PlainFromChildSchema, value)) throw malformed(String(value.type));
  return value.type === 'status' ? { type: 'status', text: value.text } : value;
}

type ResultParsers = { readonly [K in JobKind]: (value: unknown) => JobResults[K] | undefined };

const RESULTS: ResultParsers = {
  search: (value) => (Check(SearchReportSchema, value) ? value : undefined),
  resume: (value) => (Check(SearchReportSchema, value) ? value : undefined),
  deploy: (value) => (Check(DeployReportSchema, value) ? value : undefined),
  emulate: (value) => (Check(EmulationSchema, value) ? value : undefined),
  measure: (value) => (Check(MeasureReportSchema, value) ? value : undefined),
  spread: (value) => (Check(SpreadReportSchema, value) ? value : undefined),
};

function parseResult<K extends JobKind>(kind: K, value: unknown): JobResults[K] {
  const result = RESULTS[kind](value);
  if (result === undefined) throw malformed(`result of ${kind}`);
  return result;
}

function malformed(what: string): UserError {
  return new UserError('job/message', `editor and child process do not understand each other: ${what.trim()}`, {
    hint: 'Reload the window: the extension was perhaps updated.',
  });
}
