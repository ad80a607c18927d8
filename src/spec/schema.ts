import * as Type from 'typebox';
import type { Static } from 'typebox';
import { AUGMENTATION_LEVELS } from '../protocol/augmentation.ts';
import { OBJECTIVE_NAMES } from '../protocol/objectives.ts';
import {
  type CsvDataSchema,
  DataSchema,
  type SyntheticDataSchema,
  type TsDataSchema,
  type WavDataSchema,
} from './data-schema.ts';
import { quantity } from './quantity.ts';
import { integer, object, text } from './schema-parts.ts';
import { SpaceSchema } from './space-schema.ts';

const TaskSchema = object(
  {
    type: Type.Enum(['classification', 'regression'], { description: 'Classes or a value.' }),
    target: Type.Optional(text('Target column of a CSV file.', ['label'])),
    maximum: Type.Optional(
      Type.Number({
        description: 'Regression: larger targets are clipped to this, those of the test set too (e.g. remaining life).',
        examples: [125],
      }),
    ),
    loss: Type.Optional(
      Type.Enum(['cross-entropy', 'mse', 'huber'], {
        description: 'Training loss; absent: `cross-entropy` for classes, `mse` for values.',
      }),
    ),
  },
  'What is predicted.',
);

const TargetSchema = object(
  {
    board: text('Board id, e.g. `nucleo_l432kc`, or an emulator such as `qemu:mps2-an386`.', ['nucleo_l432kc']),
    mode: Type.Enum(['streaming', 'windowed'], {
      default: 'windowed',
      description: 'What latency means: one step per sample, or all steps of a window per decision.',
    }),
  },
  'The hardware that the network runs on.',
);

const ConstraintsSchema = object(
  {
    flash: Type.Optional(quantity('bytes', { description: 'Most flash for the model.', examples: ['64 KiB'] })),
    ram: Type.Optional(quantity('bytes', { description: 'Most RAM for the model.', examples: ['20 KiB'] })),
    latency: Type.Optional(quantity('seconds', { description: 'Longest time per decision.', examples: ['20 ms'] })),
    energy: Type.Optional(quantity('joules', { description: 'Most energy per decision.', examples: ['1 mJ'] })),
    macs: Type.Optional(
      integer(1, Number.MAX_SAFE_INTEGER, 'Most multiply-accumulates per decision.', { examples: [60000] }),
    ),
  },
  'Hard limits: a candidate over one of them is never trained. The board’s own flash and RAM always hold.',
);

const StrategySchema = object(
  {
    type: Type.Enum(['auto', 'bayesian', 'nsga2', 'evolution', 'local', 'random'], {
      default: 'auto',
      description:
        'How candidates are proposed. `auto`: spread over the space at first, then by a model of the error, some for accuracy alone, and by small changes of the best; the others are its parts and its rivals.',
    }),
    reduction: Type.Optional(
      integer(
        1,
        10,
        'Successive halving: of the candidates that reach a ninth and a third of the epochs (for 3), the best one in so many is trained on; 1 trains every candidate to the end. Absent: 3 for `auto`, else 1.',
        { examples: [3] },
      ),
    ),
    fidelity: Type.Enum(['epochs', 'data'], {
      default: 'epochs',
      description:
        'What a candidate sees until its rungs. `epochs`: all training series. `data`: a part of them, a ninth until the first rung and a third until the second (for 3); rungs take a third to a quarter of the time and say less, and who passes has learned a little less in the end. Without effect where `reduction` is 1.',
    }),
    population: Type.Optional(
      integer(
        2,
        10_000,
        'Evolution and NSGA-II: candidates alive at a time. Absent: 16, or half the trials if that is less.',
        { examples: [16] },
      ),
    ),
    tournament: Type.Optional(
      integer(
        1,
        10_000,
        'Evolution: candidates compared to choose a parent. Absent: 4, or the whole population if that is less.',
        { examples: [4] },
      ),
    ),
    objectives: Type.Array(Type.Enum([...OBJECTIVE_NAMES]), {
      minItems: 2,
      uniqueItems: true,
      default: ['error', 'flash', 'latency'],
      description: 'What spans the Pareto front; all are made small. `error` must be among them.',
    }),
  },
  'How the search goes about it.',
);

const BudgetSchema = object(
  {
    trials: Type.Optional(integer(1, 1_000_000, 'Most candidates to train.', { examples: [40] })),
    time: Type.Optional(
      quantity('seconds', { description: 'Longest search, confirmation included.', examples: ['10 min'] }),
    ),
    stall: Type.Optional(
      integer(
        8,
        1_000_000,
        'Ends the search when the front has not grown, by more than a thousandth of its hypervolume, in so many candidates.',
        { examples: [60] },
      ),
    ),
  },
  'When the search ends: whichever comes first. Absent: 40 trials.',
);

const TrainingSchema = object(
  {
    epochs: integer(1, 100_000, 'Most passes over the training data.', { default: 30 }),
    patience: integer(
      1,
      100_000,
      'Epochs without a smaller validation error, of three epochs together, before a trial ends.',
      { default: 8 },
    ),
    batch: integer(1, 65_536, 'Series per gradient step; rounded up to a multiple of 16.', { default: 32 }),
    learning_rate: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.005,
      description: 'Of Adam, at the start.',
    }),
    clip: Type.Number({ exclusiveMinimum: 0, default: 1, description: 'Largest norm of the gradient.' }),
    augmentation: Type.Enum([...AUGMENTATION_LEVELS, 'auto'], {
      default: 'none',
      description:
        'How much training varies the gain and the zero of every channel from series to series, as devices, mountings and wearers do; `gain`: the gain alone, as much as `strong`. `auto` tries all of them first, on one split of the training data after the other, and takes what generalises best.',
    }),
    quantisation_aware: Type.Enum(['auto', 'always', 'never'], {
      default: 'auto',
      description:
        'Whether training goes on, through as many epochs again, with weights as the chip holds them: `auto` does it with int4, which loses accuracy without; int8 loses none.',
    }),
    reproducible: Type.Boolean({
      default: true,
      description:
        'Same file and seed, same networks, to the bit, on every machine. `false`: faster kernels where the processor has fused multiply-add; results differ from machine to machine.',
    }),
    backend: Type.Enum(['wasm', 'tfjs'], {
      default: 'wasm',
      description:
        'What trains: our own kernels, or TensorFlow (`npm install @tensorflow/tfjs-node` beside this file), slower and not reproducible, for comparison.',
    }),
  },
  'How a candidate is trained.',
);

const ConfirmationSchema = object(
  {
    seeds: integer(
      1,
      20,
      'Trainings of each finalist, that of the search included; the front shows their mean and standard deviation.',
      { default: 3 },
    ),
    finalists: integer(
      1,
      100,
      'Most networks that are trained again at a time: a third of them those that are believed to be the most accurate, the others those that are believed to make the best front.',
      {
        default: 8,
      },
    ),
    refit: Type.Boolean({
      default: true,
      description:
        'Where there is a test set: what ships is trained once more on training and validation data together, as long as was best for the other seeds, which are trained for all epochs to that end.',
    }),
    cross_validation: Type.Boolean({
      default: true,
      description:
        'Where what ships is trained once more: every seed holds out another part of the training data (as `data.validation` does), so that no single part decides, and the standard deviation says how much depends on who or what was recorded. In the search, what is not stopped is trained on up to four such parts, and its error is that of all of them. Not for validation by time, nor with a single seed.',
    }),
  },
  'How the front of the search is made sure of, before it meets the test set.',
);

const OutputSchema = object(
  {
    framework: Type.Enum(['zephyr', 'platformio', 'bare'], { default: 'zephyr', description: 'Project to generate.' }),
    name: Type.Optional(text('Name of the model in C; absent: the name of the search.', ['gesture_model'])),
  },
  'The firmware that comes out.',
);

const ReferenceSchema = object(
  {
    name: text('Who published it, as the chart says it.', ['TinyTNAS']),
    accuracy: Type.Optional(
      quantity('share', { description: 'Share of right answers; for classes.', examples: ['93.4 %'] }),
    ),
    rmse: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'Root mean square error; for values.', examples: [13.5] }),
    ),
    flash: Type.Optional(quantity('bytes', { description: 'Flash of the model.', examples: ['19.3 KiB'] })),
    ram: Type.Optional(quantity('bytes', { description: 'RAM of the model.', examples: ['10.8 KiB'] })),
    latency: Type.Optional(quantity('seconds', { description: 'Time per decision.', examples: ['31 ms'] })),
    energy: Type.Optional(quantity('joules', { description: 'Energy per decision.', examples: ['1 mJ'] })),
    macs: Type.Optional(
      integer(1, Number.MAX_SAFE_INTEGER, 'Multiply-accumulates per decision.', { examples: [53100] }),
    ),
  },
  'A published result.',
);

/**
 * The `.nas.yaml` language. From this one source come the TypeScript types, the JSON Schema, validation, hover texts and
 * the reference page. `default` is filled in by `parseSpec`; a description is a sentence for an embedded developer.
 */
export const SpecSchema = object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 80,
      pattern: '^(?![-.\\s])[^/\\\\:*?"<>|\\u0000-\\u001f\\u007f]*[^/\\\\:*?"<>|\\u0000-\\u001f\\u007f.\\s]$',
      patternErrorMessage:
        'must be usable as the name of a folder: no `/ \\ : * ? " < > |`, no dot or blank at its ends, no dash in front',
      description: 'Name of the search and of its folder.',
      examples: ['gestures'],
    }),
    seed: integer(0, Number.MAX_SAFE_INTEGER, 'Same file, same seed, same front.', { default: 1 }),
    data: DataSchema,
    task: TaskSchema,
    space: SpaceSchema,
    target: TargetSchema,
    constraints: ConstraintsSchema,
    strategy: StrategySchema,
    budget: BudgetSchema,
    training: TrainingSchema,
    confirmation: ConfirmationSchema,
    output: OutputSchema,
    references: Type.Optional(
      Type.Array(ReferenceSchema, {
        minItems: 1,
        description: 'Published results to compare with: points beside the front, with no effect on the search.',
        examples: [[{ name: 'TinyTNAS', accuracy: '93.4 %', flash: '19.3 KiB' }]],
      }),
    ),
  },
  'A hardware-aware search for a recurrent network.',
);

/** A `.nas.yaml` after parsing: quantities in base units (bytes, seconds, hertz, joules), defaults filled in. */
export type Spec = Static<typeof SpecSchema>;
export type DataSpec = Static<typeof DataSchema>;
export type CsvData = Static<typeof CsvDataSchema>;
export type TsData = Static<typeof TsDataSchema>;
export type WavData = Static<typeof WavDataSchema>;
export type SyntheticData = Static<typeof SyntheticDataSchema>;
export type TaskSpec = Static<typeof TaskSchema>;
export type SpaceSpec = Static<typeof SpaceSchema>;
export type Constraints = Static<typeof ConstraintsSchema>;
export type ReferenceSpec = Static<typeof ReferenceSchema>;
export type StrategySpec = Static<typeof StrategySchema>;
