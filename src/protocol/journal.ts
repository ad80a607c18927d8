import * as Type from 'typebox';
import type { Static, TProperties } from 'typebox';
import { ArchitectureSchema } from './architecture.ts';
import { AUGMENTATION_LEVELS } from './augmentation.ts';
import { EngineSchema } from './engine.ts';
import { CalibrationSchema, MeasurementSchema } from './measurement.ts';
import { OBJECTIVE_NAMES } from './objectives.ts';
import { CostSchema, MetricsSchema } from './results.ts';

/** Version of the journal's format; a reader refuses any other. */
export const JOURNAL_FORMAT = 1;

/** `at`: seconds of search up to this event, pauses between the parts of a run not counted. */
const event = <T extends string, P extends TProperties>(type: T, properties: P) =>
  Type.Object({ type: Type.Literal(type), at: Type.Number({ minimum: 0 }), ...properties }, closed);

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const nullable = { number: Type.Union([Type.Number(), Type.Null()]), count: Type.Union([count, Type.Null()]) } as const;
/** ISO 8601, UTC */
const time = Type.String();

const DataSummarySchema = Type.Object(
  {
    task: Type.Enum(['classification', 'regression']),
    channels: Type.Array(Type.String()),
    classes: Type.Array(Type.String(), { description: 'Empty for a regression.' }),
    samplingRate: Type.Union([Type.Number(), Type.Null()], { description: 'Hz' }),
    train: Type.Integer({ minimum: 0, description: 'Series.' }),
    validation: Type.Integer({ minimum: 0, description: 'Series.' }),
    test: Type.Union([count, Type.Null()], { description: 'Series; null: no test set.' }),
    samples: Type.Optional(Type.Integer({ minimum: 1, description: 'Of the longest series that the search sees.' })),
    fingerprint: Type.String({ description: 'Hash of every value; a resumed run must find the same data.' }),
  },
  closed,
);
export type DataSummary = Static<typeof DataSummarySchema>;

/** Where a proposal came from. */
const OriginSchema = Type.Union([
  Type.Object({ kind: Type.Literal('random') }, closed),
  /** Far from all trials before it. */
  Type.Object({ kind: Type.Literal('spread') }, closed),
  /** The largest expected improvement of the front. */
  Type.Object({ kind: Type.Literal('model') }, closed),
  /** The largest expected improvement below the least error. */
  Type.Object({ kind: Type.Literal('accurate') }, closed),
  Type.Object({ kind: Type.Literal('mutation'), parent: count }, closed),
  Type.Object({ kind: Type.Literal('crossover'), parents: Type.Tuple([count, count]) }, closed),
]);
export type Origin = Static<typeof OriginSchema>;

/** Hard limits, in the units of `Cost`. */
const LimitsSchema = Type.Object(
  {
    flash: Type.Optional(Type.Number()),
    ram: Type.Optional(Type.Number()),
    latency: Type.Optional(Type.Number()),
    energy: Type.Optional(Type.Number()),
    macs: Type.Optional(Type.Number()),
  },
  closed,
);
export type Limits = Static<typeof LimitsSchema>;

const FinishReasonSchema = Type.Enum(['trials', 'time', 'stalled', 'exhausted']);
export type FinishReason = Static<typeof FinishReasonSchema>;

export const EVENT_SCHEMAS = {
  'run-started': event('run-started', {
    format: Type.Literal(JOURNAL_FORMAT),
    tool: Type.String({ description: 'Version of this tool.' }),
    time,
    spec: Type.Object({ name: Type.String(), hash: Type.String() }, closed),
    seed: count,
    board: Type.String({ description: 'Board id.' }),
    strategy: Type.String(),
    objectives: Type.Array(Type.Enum([...OBJECTIVE_NAMES]), { minItems: 1 }),
    limits: LimitsSchema,
    budget: Type.Object({ trials: nullable.count, time: nullable.number }, closed),
    space: Type.Number({ minimum: 0, description: 'Distinct architectures.' }),
    engine: Type.Optional(EngineSchema),
    calibration: Type.Optional(CalibrationSchema),
    epochs: Type.Optional(Type.Integer({ minimum: 1, description: 'Most epochs of a training.' })),
    start: Type.Optional(
      Type.Array(Type.Number({ minimum: 0 }), {
        description: 'MACs of the first trials, which are chosen before any outcome is known.',
      }),
    ),
    confirmation: Type.Optional(
      Type.Object(
        {
          seeds: Type.Integer({ minimum: 1 }),
          finalists: count,
          refit: Type.Boolean(),
          folds: Type.Optional(
            Type.Integer({ minimum: 2, description: 'Splits of the data that the seeds go through in turn.' }),
          ),
          splits: Type.Optional(
            Type.Integer({
              minimum: 2,
              description: 'Splits that a trial of the search is trained on, if not stopped.',
            }),
          ),
        },
        closed,
      ),
    ),
  }),
  'data-loaded': event('data-loaded', { data: DataSummarySchema }),
  'augmentation-chosen': event('augmentation-chosen', {
    level: Type.Enum([...AUGMENTATION_LEVELS]),
    tried: Type.Array(
      Type.Object(
        {
          level: Type.Enum([...AUGMENTATION_LEVELS]),
          error: Type.Number({ description: 'Validation error that the float networks come to, on average.' }),
        },
        closed,
      ),
    ),
  }),
  'trial-proposed': event('trial-proposed', {
    trial: count,
    architecture: ArchitectureSchema,
    cost: CostSchema,
    origin: OriginSchema,
    rejected: Type.Integer({ minimum: 0, description: 'Candidates over a limit, drawn before this one.' }),
    rungs: Type.Optional(
      Type.Array(
        Type.Object(
          {
            epoch: Type.Integer({ minimum: 1 }),
            worst: Type.Number({ description: 'The largest validation error with which training goes on.' }),
          },
          closed,
        ),
      ),
    ),
  }),
  epoch: event('epoch', {
    trial: count,
    epoch: Type.Integer({ minimum: 1 }),
    tuning: Type.Optional(Type.Literal(true, { description: 'Trained with the weights of the integer network.' })),
    trainLoss: Type.Number(),
    validationLoss: Type.Number(),
    validationError: Type.Number(),
  }),
  'trial-finished': event('trial-finished', {
    trial: count,
    epochs: count,
    splitEpochs: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Where there are several splits: epochs on all of them together.' }),
    ),
    bestEpoch: Type.Optional(Type.Integer({ minimum: 1, description: 'Whose parameters were kept.' })),
    seconds: Type.Number({ minimum: 0 }),
    float: MetricsSchema,
    integer: MetricsSchema,
    memory: Type.Optional(Type.Integer({ minimum: 0, description: 'Bytes that training took, data aside.' })),
    warning: Type.Optional(Type.String({ description: 'The result is right, and something else is not.' })),
  }),
  'trial-failed': event('trial-failed', { trial: count, seconds: Type.Number({ minimum: 0 }), reason: Type.String() }),
  'trial-stopped': event('trial-stopped', {
    trial: count,
    epochs: count,
    seconds: Type.Number({ minimum: 0 }),
    error: Type.Number({ description: 'The least validation error that it had come to.' }),
  }),
  /** No trial after it: what follows is the confirmation of the front. */
  'search-finished': event('search-finished', { reason: FinishReasonSchema }),
  /** A round of the confirmation: those that are believed to make the best front, each trained with one more seed. */
  'finalists-chosen': event('finalists-chosen', { trials: Type.Array(count) }),
  'seed-finished': event('seed-finished', {
    trial: count,
    seed: Type.Integer({ minimum: 1, description: 'The search itself used number 0.' }),
    epochs: count,
    bestEpoch: Type.Optional(Type.Integer({ minimum: 1 })),
    leastErrorEpoch: Type.Optional(
      Type.Integer({ minimum: 1, description: 'After which the float network had its least validation error.' }),
    ),
    seconds: Type.Number({ minimum: 0 }),
    float: MetricsSchema,
    integer: MetricsSchema,
  }),
  'trial-measured': event('trial-measured', MeasurementSchema.properties),
  /** A training of the confirmation diverged; the others go on without it. */
  'seed-failed': event('seed-failed', {
    trial: count,
    training: Type.String({ description: '`seed 2` or `refit`.' }),
    reason: Type.String(),
  }),
  /** Trained once more on training and validation data together. */
  'refit-finished': event('refit-finished', {
    trial: count,
    epochs: count,
    seconds: Type.Number({ minimum: 0 }),
  }),
  /** The end of the search: no trial after it. What the members ship has met the test set, this once. */
  'front-confirmed': event('front-confirmed', {
    members: Type.Array(
      Type.Object(
        {
          trial: count,
          ships: Type.Optional(
            Type.String({ description: 'Which training: `seed 0`, that of the search, or `refit`.' }),
          ),
          test: Type.Optional(MetricsSchema),
        },
        closed,
      ),
    ),
  }),
  'run-stopped': event('run-stopped', {
    cause: Type.Enum(['request', 'error'], { description: 'Somebody asked for it, or the run broke.' }),
    message: Type.String(),
  }),
  'run-resumed': event('run-resumed', { tool: Type.String(), time, engine: Type.Optional(EngineSchema) }),
  'run-finished': event('run-finished', { reason: FinishReasonSchema }),
} as const;

export type EventType = keyof typeof EVENT_SCHEMAS;
/** One line of the journal. */
export type JournalEvent = { [T in EventType]: Static<(typeof EVENT_SCHEMAS)[T]> }[EventType];
export type EventOf<T extends EventType> = Extract<JournalEvent, { type: T }>;

/** Port: where events are written. Returns when the event is safe from the death of this process. */
export interface JournalWriter {
  append(event: JournalEvent): void;
}
