import * as Type from 'typebox';
import type { Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const positive = Type.Number({ exclusiveMinimum: 0 });

/** What the self-test build of a network measured of itself. */
export const MeasurementSchema = Type.Object(
  {
    trial: count,
    time: Type.String({ description: 'When it was read; ISO 8601, UTC.' }),
    source: Type.Enum(['serial', 'log', 'emulator']),
    board: Type.String({ description: 'Board id, or native.' }),
    model: Type.String({ description: 'Identity of the network that the firmware holds.' }),
    compiler: Type.String(),
    windows: Type.Integer({ minimum: 1, description: 'Windows that ran.' }),
    passed: Type.Integer({ minimum: 0, description: 'Windows whose outputs are those of the search, bit for bit.' }),
    context: Type.Integer({ minimum: 0, description: 'Context struct of the model, bytes.' }),
    stack: Type.Union([count, Type.Null()], { description: 'Deepest stack of the model, bytes; null: unknown.' }),
    timing: Type.Union(
      [
        Type.Object(
          {
            counts: Type.Enum(['cycles', 'instructions', 'time'], { description: 'What a tick is.' }),
            hz: Type.Number({ exclusiveMinimum: 0, description: 'Ticks per second.' }),
            step: Type.Object(
              { least: Type.Number(), mean: positive, most: Type.Number() },
              { ...closed, description: 'Ticks of a step, over all windows.' },
            ),
            predict: Type.Number({ minimum: 0, description: 'Ticks of an answer, mean.' }),
            latency: Type.Number({ exclusiveMinimum: 0, description: 'Seconds, as `latency` of the costs.' }),
            estimated: Type.Union([positive, Type.Null()], {
              description: 'The latency that was estimated for this board; null: the board is unknown.',
            }),
            ratio: Type.Union([positive, Type.Null()], {
              description: 'Measured time of the windows by that of the model of latency, without calibration.',
            }),
          },
          closed,
        ),
        Type.Null(),
      ],
      { description: 'null: the machine had no clock.' },
    ),
  },
  closed,
);
export type Measurement = Static<typeof MeasurementSchema>;
export type Timing = NonNullable<Measurement['timing']>;

/** What the estimates of latency of a board were multiplied with, from measurements on it. */
export const CalibrationSchema = Type.Object(
  {
    factor: positive,
    error: Type.Number({ minimum: 0, description: 'The estimates are right to ± this share.' }),
    measurements: Type.Integer({ minimum: 1 }),
  },
  closed,
);
export type Calibration = Static<typeof CalibrationSchema>;
