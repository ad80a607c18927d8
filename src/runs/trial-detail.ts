import { layerEquations } from '../network/equations.ts';
import { parameterLayout } from '../network/parameters.ts';
import {
  frontendOutputs,
  headInputs,
  layerShapes,
  type LayerShape,
  pooledFeatures,
  stepsOf,
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
  const lengths = lengthsOf(architecture, use);
  const counts = parameterCounts(architecture);
  return {
    trial,
    layers: [
      ...samplingLayers(architecture, lengths),
      ...frontendLayers(architecture, lengths, counts('frontend')),
      ...layerShapes(architecture).map((shape, index) =>
        recurrentLayer(shape, architecture.weightBits, lengths, counts(`layer${index}`)),
      ),
      ...poolingLayers(architecture, lengths),
      ...hiddenLayers(architecture, counts('dense')),
      outputLayer(architecture, counts('head')),
    ],
  };
}

interface Lengths {
  /** Undefined: one sample after the other. */
  readonly samples: number | undefined;
  /** Recurrent steps per decision. */
  readonly steps: number;
}

function lengthsOf(architecture: Architecture, { mode, samples: recorded }: Use): Lengths {
  if (mode === 'streaming' || recorded === undefined) return { samples: undefined, steps: 1 };
  const samples = samplesSeen(architecture, recorded);
  return { samples, steps: stepsOf(architecture.frontend, samples) };
}

/** `[64 × 9]`, or `[9]` where one step stands for all. */
function block({ samples }: Lengths, rows: number, features: number): string {
  return samples === undefined ? `[${features}]` : `[${rows} × ${features}]`;
}

/** Parameters of all tensors whose names begin with a part's name. */
function parameterCounts(architecture: Architecture): (part: string) => number {
  const layout = parameterLayout(architecture);
  return (part) =>
    layout.filter(({ name }) => name.startsWith(`${part}.`)).reduce((count, tensor) => count + tensor.size, 0);
}

/** What the network is given of the recorded samples, where that is not all. */
function samplingLayers({ sampling, inputs }: Architecture, lengths: Lengths): LayerDetail[] {
  if (sampling === undefined) return [];
  const { every, window, channels } = sampling;
  const parts = [
    ...(channels === undefined ? [] : [channels.join(', ')]),
    ...(every === undefined ? [] : [`one sample in ${every}`]),
    ...(window === undefined ? [] : [`the last ${window}`]),
  ];
  const title = `Input: ${parts.join('; ')}`;
  return [{ title, shape: block(lengths, lengths.samples ?? 1, inputs), parameters: 0, macs: 0, equations: [] }];
}

function frontendLayers(architecture: Architecture, lengths: Lengths, parameters: number): LayerDetail[] {
  const { frontend, inputs } = architecture;
  if (frontend.kind === 'none') return [];
  const outputs = frontendOutputs(architecture);
  const { samples, steps } = lengths;
  const entering = (rows: number): string => block(lengths, samples ?? rows, inputs);
  if (frontend.kind === 'decimation') {
    const title = `Decimation: mean of ${frontend.factor} samples`;
    const shape = `${entering(frontend.factor)} → ${block(lengths, steps, outputs)}`;
    return [{ title, shape, parameters, macs: 0, equations: [] }];
  }
  const { filters, kernel, stride } = frontend;
  return [
    {
      title: `Convolution, ${filters} filters over ${kernel} samples, stride ${stride}`,
      shape: `${entering(kernel)} → ${block(lengths, steps, outputs)}`,
      parameters,
      macs: filters * kernel * inputs * steps,
      equations: [],
    },
  ];
}

function recurrentLayer(
  shape: LayerShape,
  weightBits: Architecture['weightBits'],
  lengths: Lengths,
  parameters: number,
): LayerDetail {
  const { layer, inputs, hidden, inputColumns, recurrentColumns, inputGates, recurrentGates } = shape;
  const { inputRank, recurrentRank } = layer;
  const factors = (inputRank ?? 0) * inputs + (recurrentRank ?? 0) * hidden;
  const gates = hidden * (inputColumns * inputGates.length + recurrentColumns * recurrentGates.length);
  const rank = inputRank ?? recurrentRank;
  const ranks = rank === undefined ? '' : `, rank ${inputRank ?? 'full'}·${recurrentRank ?? 'full'}`;
  return {
    title: `${LABELS[layer.cell]}, ${hidden} units${ranks}${weightBits === 4 ? ', 4-bit weights' : ''}`,
    shape: `${block(lengths, lengths.steps, inputs)} → ${block(lengths, lengths.steps, hidden)}`,
    parameters,
    macs: (factors + gates) * lengths.steps,
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

function poolingLayers(architecture: Architecture, lengths: Lengths): LayerDetail[] {
  if (architecture.pooling === 'last') return [];
  const features = pooledFeatures(architecture);
  const shape = `${block(lengths, lengths.steps, features)} → [${features}]`;
  return [{ title: 'Mean over the steps', shape, parameters: 0, macs: 0, equations: [] }];
}

/** What pooling leaves, in equations. */
const pooledName = ({ pooling }: Architecture): string => (pooling === 'mean' ? 'mean(h)' : 'h');

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
