import { cIdentifier } from '../../base/identifiers.ts';
import type { IntegerNetwork } from '../../network/integer/network.ts';
import { layerWeightBits } from '../../network/integer/weights.ts';
import { contextOf } from './context.ts';
import { headerSource } from './header.ts';
import { planOf } from './plan.ts';
import { sourceText } from './source.ts';
import { comment } from './text.ts';

export interface EmitOptions {
  /** What the files, functions and macros are named after; as `cIdentifier` gives it. */
  readonly prefix?: string;
  /** What the reader of the files should know: tool version, spec, seed, measured accuracy. No date: output is reproducible. */
  readonly frontMatter: { readonly title: string; readonly lines: readonly string[] };
  /** Names of the outputs of a classification; empty for a regression. */
  readonly classes: readonly string[];
  /** For a core with Arm's vector extension; other cores run such a source too, as fast as plain C is. */
  readonly helium?: boolean;
}

/**
 * The network as C99 without heap, libc or mutable statics. `header` is `<prefix>.h`, which `source` includes.
 * @throws RangeError when the prefix is no name for C, or names and outputs do not match
 */
export function emitModel(network: IntegerNetwork, options: EmitOptions): { header: string; source: string } {
  const { prefix = 'model', frontMatter, classes, helium = false } = options;
  const { architecture } = network;
  if (cIdentifier(prefix) !== prefix) throw new RangeError(`'${prefix}' cannot be a prefix of C names`);
  if (architecture.task === 'classification' && classes.length !== architecture.outputs) {
    throw new RangeError(`${architecture.outputs} classes have ${classes.length} names`);
  }
  const context = contextOf(architecture);
  const plan = planOf(architecture);
  // Half bytes are taken apart by DSP instructions, which every core with Helium has.
  const order = helium && layerWeightBits(architecture) === 8 ? 'rows' : 'fours';
  const about = comment([frontMatter.title, ...(frontMatter.lines.length > 0 ? ['', ...frontMatter.lines] : [])]);
  return {
    header: text([about, ...headerSource(network, context, prefix, classes)]),
    source: text([about, ...sourceText(network, plan, context, prefix, order)]),
  };
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
