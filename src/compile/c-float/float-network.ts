import type { Normalisation } from '../../network/integer/quantise.ts';
import { parameterCount, parameterLayout, view } from '../../network/parameters.ts';
import type { Architecture } from '../../protocol/architecture.ts';

/** A trained network in float32. */
export interface FloatNetwork {
  readonly architecture: Architecture;
  /** Laid out by `parameterLayout`. */
  readonly parameters: Float32Array;
  readonly normalisation: Normalisation;
}

/**
 * The values of a tensor by its name in `parameterLayout`; empty where the network has none.
 * @throws RangeError when the parameters are those of another architecture
 */
export function tensorsOf({ architecture, parameters }: FloatNetwork): (name: string) => Float32Array {
  const count = parameterCount(architecture);
  if (parameters.length !== count) throw new RangeError(`${parameters.length} parameters instead of ${count}`);
  const tensors = new Map(parameterLayout(architecture).map((tensor) => [tensor.name, tensor]));
  return (name) => {
    const tensor = tensors.get(name);
    return tensor === undefined ? new Float32Array(0) : view(parameters, tensor);
  };
}
