import { setFlagsFromString } from 'node:v8';

/** An empty custom section: other bytes, or V8 would share the code of a module that it has already. */
const MARK = Uint8Array.of(0, 2, 1, 'b'.charCodeAt(0));

const OPTIMISATION = ['wasm-tier-up', 'wasm-dynamic-tiering', 'wasm-lazy-compilation'];

/**
 * The module as V8's baseline compiler leaves it, for good: no function of it is optimised later, however hot, whatever
 * flags are set afterwards, in any thread. Several times slower.
 */
export function baselineModule(bytes: Uint8Array): WebAssembly.Module {
  for (const flag of OPTIMISATION) setFlagsFromString(`--no-${flag}`);
  try {
    return new WebAssembly.Module(Buffer.concat([bytes, MARK]));
  } finally {
    for (const flag of OPTIMISATION) setFlagsFromString(`--${flag}`);
  }
}
