import * as Type from 'typebox';
import type { Static } from 'typebox';

const closed = { additionalProperties: false } as const;

/** What a network costs on the target board. */
export const CostSchema = Type.Object(
  {
    flash: Type.Number({ description: 'Code and constants of the model, bytes.' }),
    ram: Type.Number({ description: 'Context struct of the model, bytes.' }),
    macs: Type.Number({ description: 'Multiply-accumulates per decision.' }),
    latency: Type.Number({ description: 'Seconds per decision (windowed) or per sample (streaming).' }),
    energy: Type.Union([Type.Number(), Type.Null()], { description: 'Joules per decision; null: power unknown.' }),
  },
  closed,
);
export type Cost = Static<typeof CostSchema>;

const ClassificationMetricsSchema = Type.Object(
  {
    task: Type.Literal('classification'),
    count: Type.Integer(),
    accuracy: Type.Number(),
    macroF1: Type.Number(),
    confusion: Type.Array(Type.Array(Type.Integer()), { description: '[true class][predicted class]' }),
  },
  closed,
);

const RegressionMetricsSchema = Type.Object(
  {
    task: Type.Literal('regression'),
    count: Type.Integer(),
    rmse: Type.Number({ description: 'Root mean square error, in the unit of the target.' }),
    mae: Type.Number({ description: 'Mean absolute error, in the unit of the target.' }),
    r2: Type.Number({ description: 'Coefficient of determination.' }),
    scatter: Type.Optional(
      Type.Object(
        { truth: Type.Array(Type.Number()), predicted: Type.Array(Type.Number()) },
        { ...closed, description: 'Some of the series, to be drawn; of the integer network alone.' },
      ),
    ),
  },
  closed,
);

export const MetricsSchema = Type.Union([ClassificationMetricsSchema, RegressionMetricsSchema]);
export type ClassificationMetrics = Static<typeof ClassificationMetricsSchema>;
export type RegressionMetrics = Static<typeof RegressionMetricsSchema>;
export type Metrics = Static<typeof MetricsSchema>;
