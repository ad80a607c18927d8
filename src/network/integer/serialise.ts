import * as Type from 'typebox';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { ArchitectureSchema, CELL_NAMES } from '../../protocol/architecture.ts';
import type { IntegerNetwork } from './network.ts';

/** Typed arrays stand in JSON as an object with one key that names the element type. */
const arrayTypes = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
} as const;

type ElementType = keyof typeof arrayTypes;

const closed = { additionalProperties: false } as const;

const array = (type: ElementType) =>
  Type.Object({ [type]: Type.Array(type === 'float32' ? Type.Number() : Type.Integer()) }, closed);

const requantisation = { multipliers: array('int16'), preShift: Type.Integer(), shift: Type.Integer() };

const matrix = Type.Object(
  { units: Type.Integer(), columns: Type.Integer(), gates: Type.Integer(), weights: array('int8'), ...requantisation },
  closed,
);

const dense = Type.Object({ weights: matrix, bias: array('int16'), outputFraction: Type.Integer() }, closed);

const saturated = Type.Object({ weights: matrix, outputFraction: Type.Integer() }, closed);

const factor = Type.Optional(saturated);

const stage = <Properties extends Record<string, TSchema>>(kind: string, properties: Properties) =>
  Type.Object({ kind: Type.Literal(kind), kernel: Type.Integer(), stride: Type.Integer(), ...properties }, closed);

const IntegerNetworkSchema = Type.Object(
  {
    architecture: ArchitectureSchema,
    input: Type.Object({ fraction: Type.Integer(), offset: array('float32'), scale: array('float32') }, closed),
    stages: Type.Array(
      Type.Union([
        stage('decimation', { mean: Type.Object(requantisation, closed) }),
        stage('convolution', { dense }),
        stage('separable', { depthwise: saturated, dense }),
      ]),
    ),
    layers: Type.Array(
      Type.Object(
        {
          cell: Type.Enum([...CELL_NAMES]),
          stateFractions: Type.Array(Type.Integer()),
          inputs: Type.Integer(),
          hidden: Type.Integer(),
          inputFactor: factor,
          recurrentFactor: factor,
          input: matrix,
          recurrent: matrix,
          bias: array('int16'),
          constants: array('int16'),
        },
        closed,
      ),
    ),
    dense: Type.Optional(dense),
    head: Type.Object(
      { weights: matrix, bias: array('int32'), targetScale: Type.Number(), targetOffset: Type.Number() },
      closed,
    ),
  },
  closed,
);

/** A network as a JSON value. */
export function serialise(network: IntegerNetwork): unknown {
  return toJson(network);
}

/**
 * The network of a JSON value that `serialise` gave.
 * @throws TypeError when the value is something else
 */
export function deserialise(json: unknown): IntegerNetwork {
  if (!Check(IntegerNetworkSchema, json)) throw new TypeError('not an integer network of this version');
  return fromJson(json) as IntegerNetwork;
}

function toJson(value: unknown): unknown {
  for (const [type, constructor] of Object.entries(arrayTypes)) {
    if (value instanceof constructor) return { [type]: Array.from(value) };
  }
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, toJson(member)]])),
  );
}

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first !== undefined && entries.length === 1 && first[0] in arrayTypes && Array.isArray(first[1])) {
    return arrayTypes[first[0] as ElementType].from(first[1] as number[]);
  }
  return Object.fromEntries(entries.map(([key, member]) => [key, fromJson(member)]));
}
