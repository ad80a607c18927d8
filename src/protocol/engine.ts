import * as Type from 'typebox';
import type { Static } from 'typebox';

const closed = { additionalProperties: false } as const;

/** What trained: two runs of one seed agree to the bit when neither is `fused`. */
export const EngineSchema = Type.Union([
  Type.Object(
    {
      backend: Type.Literal('wasm'),
      kernels: Type.Enum(['exact', 'narrow', 'fused'], {
        description:
          'exact: the same bits on every machine; narrow: the same bits again, for processors with sixteen registers of ' +
          '128 bits; fused: one rounding for a product and its sum.',
      }),
      widened: Type.Boolean({
        description: 'V8 may join 128-bit operations into 256-bit ones; the bits are the same.',
      }),
      runtime: Type.String({ description: 'Version of V8, and the architecture.' }),
    },
    closed,
  ),
  Type.Object({ backend: Type.Literal('tfjs'), runtime: Type.String({ description: 'Name and version.' }) }, closed),
]);
export type Engine = Static<typeof EngineSchema>;

/** What trains, in a few words: `WebAssembly, exact kernels, widened (V8 13.6, x64)`. */
export function describeEngine(engine: Engine): string {
  if (engine.backend === 'tfjs') return engine.runtime;
  const widened = engine.widened ? ', widened' : '';
  return `WebAssembly, ${engine.kernels} kernels${widened} (${engine.runtime})`;
}
