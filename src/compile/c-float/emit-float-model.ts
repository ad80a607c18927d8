import { cIdentifier } from '../../base/identifiers.ts';
import type { EmitOptions } from '../c/emit-model.ts';
import { comment } from '../c/text.ts';
import { floatContextOf } from './context.ts';
import type { FloatNetwork } from './float-network.ts';
import { floatHeader } from './header.ts';
import { floatSource } from './source.ts';

/**
 * The network as C99 in float32, without heap, libc, libm or mutable statics. `header` is `<prefix>.h`, which `source`
 * includes. Results differ from those of `ReferenceNetwork` by rounding alone.
 * @throws RangeError when the prefix is no name for C, when names and outputs do not match, or parameters and architecture
 */
export function emitFloatModel(network: FloatNetwork, options: EmitOptions): { header: string; source: string } {
  const { prefix = 'model', frontMatter, classes } = options;
  const { architecture } = network;
  if (cIdentifier(prefix) !== prefix) throw new RangeError(`'${prefix}' cannot be a prefix of C names`);
  if (architecture.task === 'classification' && classes.length !== architecture.outputs) {
    throw new RangeError(`${architecture.outputs} classes have ${classes.length} names`);
  }
  const context = floatContextOf(architecture);
  const about = comment([frontMatter.title, ...(frontMatter.lines.length > 0 ? ['', ...frontMatter.lines] : [])]);
  return {
    header: text([about, ...floatHeader(architecture, context, prefix, classes)]),
    source: text([about, ...floatSource(network, context, prefix)]),
  };
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
