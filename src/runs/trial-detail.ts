import { stageMacs } from '../hardware/work.ts';
import { layerEquations } from '../network/equations.ts';
import { parameterLayout } from '../network/parameters.ts';
import {
  headInputs,
  layerShapes,
  type LayerShape,
  pooledFeatures,
  stageCounts,
  type StageShape,
  stageShapes,
} from '../network/shapes.ts';
import type { Architecture, CellName } from '../protocol/architecture.ts';
import type { LayerDetail, TrialDetail } from '../protocol/dashboard.ts';
import { samplesSeen } from '../protocol/sampling.ts';

/** How a network is used: see `Deployment`. */
export interface Use {
  readonly mode: 'streaming' | 'windowed';
  /** Samples of a window as recorded; undefined: not known, and then no shapes and multiply-accumulates of one step. */
  readonly samples: number | undefined;
}

/** The layers of a trial in words, from its architecture alone; the figures add up to those of the whole network. */
export function trialDetail(trial: number, architecture: Architecture, use: Use): TrialDetail {
  const stages = stageShapes(architecture);
  const rows = rowsOf(architecture, use);
  const steps = rows.at(-1);
  const counts = parameterCounts(architecture);
  return {
    trial,
    layers: [
      ...samplingLayers(architecture, rows[0]),
      ...stages.map((stage, index) => stageLayer(stage, rows[index], rows[index + 1], counts(stage.name))),
      ...layerShapes(architecture).map((shape, index) =>
        recurrentLayer(shape, architecture.weightBits, steps, counts(`layer${index}`)),
      ),
      ...poolingLayers(architecture, steps),
      ...hiddenLayers(architecture, counts('dense')),
      outputLayer(architecture, counts('head')),
    ],
  };
}

/** Vectors per decision; undefined: one stands for all. */
type Count = number | undefined;

/** `[64 × 9]`, or `[9]` where one vector stands for all. */
function block(rows: Count, features: number): string {
  return rows === undefined ? `[${features}]` : `[${rows} × ${features}]`;
}

/** Samples that the network is given, and vectors that each stage makes; empty where one stands for all. */
function rowsOf(architecture: Architecture, { mode, samples: recorded }: Use): readonly Count[] {
  if (mode === 'streaming' || recorded === undefined) return [];
  return stageCounts(architecture, samplesSeen(architecture, recorded));
}

/** Parameters of all tensors whose names begin with a part's name. */
function parameterCounts(architecture: Architecture): (part: string) => number {
  const layout = parameterLayout(architecture);
  return (part) =>
    layout.filter(({ name }) => name.startsWith(`${part}.`)).reduce((count, tensor) => count + tensor.size, 0);
}

/** What the network is given of the recorded samples, where that is not all. */
function samplingLayers({ sampling, inputs }: Architecture, samples: Count): LayerDetail[] {
  if (sampling === undefined) return [];
  const { every, window, channels } = sampling;
  const parts = [
    ...(channels === undefined ? [] : [channels.join(', ')]),
    ...(every === undefined ? [] : [`one sample in ${every}`]),
    ...(window === undefined ? [] : [`the last ${window}`]),
  ];
  const title = `Input: ${parts.join('; ')}`;
  return [{ title, shape: block(samples, inputs), parameters: 0, macs: 0, equations: [] }];
}

function stageLayer(shape: StageShape, from: Count, to: Count, parameters: number): LayerDetail {
  const { inputs, outputs } = shape;
  return {
    title: stageTitle(shape),
    shape: `${block(from, inputs)} → ${block(to, outputs)}`,
    parameters,
    macs: stageMacs(shape) * (to ?? 1),
    equations: [],
  };
}

function stageTitle({ kind, outputs, kernel, stride }: StageShape): string {
  switch (kind) {
    case 'decimation':
      return `Decimation: mean of ${kernel} samples`;
    case 'convolution':
      return `Convolution, ${outputs} filters over ${kernel} samples, stride ${stride}`;
    case 'separable':
      return `Separable convolution, ${outputs} filters over ${kernel} steps, stride ${stride}`;
  }
}

function recurrentLayer(
  shape: LayerShape,
  weightBits: Architecture['weightBits'],
  steps: Count,
  parameters: number,
): LayerDetail {
  const { layer, inputs, hidden, inputColumns, recurrentColumns, inputGates, recurrentGates, activationBits } = shape;
  const { inputRank, recurrentRank } = layer;
  const factors = (inputRank ?? 0) * inputs + (recurrentRank ?? 0) * hidden;
  const gates = hidden * (inputColumns * inputGates.length + recurrentColumns * recurrentGates.length);
  const rank = inputRank ?? recurrentRank;
  const ranks = rank === undefined ? '' : `, rank ${inputRank ?? 'full'}·${recurrentRank ?? 'full'}`;
  const bits = weightBits === 4 ? ', 4-bit weights' : activationBits === 8 ? ', 8-bit products' : '';
  return {
    title: `${LABELS[layer.cell]}, ${hidden} units${ranks}${bits}`,
    shape: `${block(steps, inputs)} → ${block(steps, hidden)}`,
    parameters,
    macs: (factors + gates) * (steps ?? 1),
    equations: layerEquations(shape),
  };
}

const LABELS: Readonly<Record<CellName, string>> = {
  lstm: 'LSTM',
  gru: 'GRU',
  mgu: 'MGU',
  rnn: 'RNN',
  fastgrnn: 'FastGRNN',
};

function poolingLayers(architecture: Architecture, steps: Count): LayerDetail[] {
  if (architecture.pooling === 'last') return [];
  const features = pooledFeatures(architecture);
  const shape = `${block(steps, features)} → [${features}]`;
  return [{ title: 'Mean over the steps', shape, parameters: 0, macs: 0, equations: [] }];
}

/** What pooling leaves, in equations. */
function pooledName({ pooling, recurrent }: Architecture): string {
  const last = recurrent.length === 0 ? 'x' : 'h';
  return pooling === 'mean' ? `mean(${last})` : last;
}

function hiddenLayers(architecture: Architecture, parameters: number): LayerDetail[] {
  const { dense } = architecture;
  if (dense === undefined) return [];
  const features = pooledFeatures(architecture);
  return [
    {
      title: `Dense, ${dense} units`,
      shape: `[${features}] → [${dense}]`,
      parameters,
      macs: dense * features,
      equations: [`d = relu(W·${pooledName(architecture)} + b)`],
    },
  ];
}

function outputLayer(architecture: Architecture, parameters: number): LayerDetail {
  const { task, dense, outputs } = architecture;
  const classes = task === 'classification';
  const from = dense === undefined ? pooledName(architecture) : 'd';
  const features = headInputs(architecture);
  return {
    title: classes ? `Dense, ${outputs} classes` : 'Dense, 1 value',
    shape: `[${features}] → [${outputs}]`,
    parameters,
    macs: outputs * features,
    equations: classes ? [`y = W·${from} + b`, 'class = argmax y'] : [`y = W·${from} + b`],
  };
}
