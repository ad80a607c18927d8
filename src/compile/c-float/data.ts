import { Interpreter } from '../../network/interpreter.ts';
import { headInputs, layerShapes, type LayerShape, pooledFeatures, stageShapes } from '../../network/shapes.ts';
import { comment, indent, textRows } from '../c/text.ts';
import { type FloatNetwork, tensorsOf } from './float-network.ts';
import { sharedNodes } from './kernel.ts';
import { floatArray, floatLiteral } from './literals.ts';
import { stageTitles } from './routines.ts';

type Tensors = (name: string) => Float32Array;

/** All constants of a network, in the order of the data. */
export function floatData(network: FloatNetwork): string[] {
  const { architecture } = network;
  const { dense, outputs } = architecture;
  const tensors = tensorsOf(network);
  const shapes = layerShapes(architecture);
  const features = pooledFeatures(architecture);
  const inputs = headInputs(architecture);
  return [
    ...inputData(network, tensors),
    ...shapes.flatMap((shape, index) => ['', ...layerData(shape, index, shapes.length, tensors)]),
    '',
    ...(dense === undefined
      ? []
      : [
          comment([`Hidden layer: ${features} features to ${dense} units.`]),
          ...floatArray('hidden_weights', tensors('dense.weight'), features),
          ...floatArray('hidden_bias', tensors('dense.bias'), 8),
          '',
        ]),
    comment([`Output layer: ${inputs} features to ${outputs} ${outputs === 1 ? 'output' : 'outputs'}.`]),
    ...floatArray('output_weights', tensors('head.weight'), inputs),
    ...floatArray('output_bias', tensors('head.bias'), 8),
  ];
}

function inputData({ architecture, normalisation }: FloatNetwork, tensors: Tensors): string[] {
  return [
    comment(stageTitles(architecture)),
    ...floatArray('input_offset', normalisation.offset, 8),
    ...floatArray('input_scale', normalisation.scale, 8),
    ...stageShapes(architecture).flatMap(({ kind, name, inputs, kernel }) =>
      kind === 'decimation'
        ? []
        : [
            ...(kind === 'separable' ? floatArray(`${name}_depthwise`, tensors(`${name}.depthwise`), kernel) : []),
            ...floatArray(`${name}_weights`, tensors(`${name}.weight`), inputs),
            ...floatArray(`${name}_bias`, tensors(`${name}.bias`), 8),
          ],
    ),
  ];
}

/** Weights of a recurrent layer: `layerN`, and its factors, `layerN_input_factor` and `layerN_recurrent_factor`. */
function layerData(shape: LayerShape, index: number, layers: number, tensors: Tensors): string[] {
  const { layer, inputs, hidden, inputColumns, recurrentColumns } = shape;
  const name = `layer${index}`;
  const about = [`Layer ${index + 1} of ${layers}: ${layer.cell}, ${inputs} inputs to ${hidden} units.`];
  if (layer.inputRank !== undefined) about.push(`W has rank ${layer.inputRank}.`);
  if (layer.recurrentRank !== undefined) about.push(`U has rank ${layer.recurrentRank}.`);
  return [
    comment(about),
    ...(layer.inputRank === undefined
      ? []
      : floatArray(`${name}_input_factor`, tensors(`${name}.inputFactor`), inputs)),
    ...(layer.recurrentRank === undefined
      ? []
      : floatArray(`${name}_recurrent_factor`, tensors(`${name}.recurrentFactor`), hidden)),
    ...weightStream(shape, name, tensors),
    `static const recurrent_layer ${name} = {${name}_weights, ${hidden}, ${inputColumns}, ${recurrentColumns}};`,
  ];
}

/** What all units share, then b, W and U of each unit beside each other: the kernel reads them as one stream. */
function weightStream(shape: LayerShape, name: string, tensors: Tensors): string[] {
  const { cell, hidden, inputColumns, recurrentColumns, inputGates, recurrentGates, biasGates } = shape;
  const shared = sharedValues(shape, tensors(`${name}.scalar`));
  const parts = [
    { title: 'b', values: tensors(`${name}.bias`), gates: biasGates, length: biasGates.length },
    { title: 'W', values: tensors(`${name}.input`), gates: inputGates, length: inputColumns * inputGates.length },
    {
      title: 'U',
      values: tensors(`${name}.recurrent`),
      gates: recurrentGates,
      length: recurrentColumns * recurrentGates.length,
    },
  ].filter(({ length }) => length > 0);
  const total = parts.reduce((sum, { values }) => sum + values.length, shared.length);
  const lines = shared.length === 0 ? [] : ['/* shared by all units */', ...rows(shared, shared.length)];
  for (let unit = 0; unit < hidden; unit++) {
    for (const { title, values, gates, length } of parts) {
      const names = gates.map((gate) => cell.accumulators[gate]!.name).join(', ');
      lines.push(`/* unit ${unit}, ${title} of ${names} */`);
      lines.push(...rows(values.subarray(unit * length, (unit + 1) * length), gates.length));
    }
  }
  return [`static const float ${name}_weights[${total}] = {`, ...indent(lines), '};'];
}

function sharedValues(shape: LayerShape, scalars: Float32Array): Float32Array {
  const nodes = sharedNodes(shape);
  const interpreter = new Interpreter(nodes);
  interpreter.evaluate({ accumulators: [], states: [], scalars });
  return Float32Array.from(nodes, (_, index) => interpreter.root(index));
}

function rows(values: Float32Array, group: number): string[] {
  return textRows(Array.from(values, floatLiteral), group, 16);
}
