import { cMacro } from '../../base/identifiers.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { classNameSource } from '../c/header.ts';
import { indent } from '../c/text.ts';
import type { FloatContext } from './context.ts';

/** The interface of the model: sizes, the context struct, the four calls, and names of classes. */
export function floatHeader(
  architecture: Architecture,
  context: FloatContext,
  prefix: string,
  classes: readonly string[],
): string[] {
  const macro = cMacro(prefix);
  const classification = architecture.task === 'classification';
  return [
    `#ifndef ${macro}_H`,
    `#define ${macro}_H`,
    '',
    '#include <stdint.h>',
    '',
    '#ifdef __cplusplus',
    'extern "C" {',
    '#endif',
    '',
    `#define ${macro}_INPUTS ${architecture.inputs} /* values per sample, in the units of the training data */`,
    `#define ${macro}_OUTPUTS ${architecture.outputs}${classification ? ' /* classes */' : ''}`,
    '',
    `/* All the model's memory: ${context.bytes} bytes. The caller owns it; its members are the model's own. */`,
    `typedef struct ${prefix} {`,
    ...indent(memberLines(context)),
    `} ${prefix}_t;`,
    '',
    '/* To be called once, before anything else. */',
    `void ${prefix}_init(${prefix}_t *model);`,
    '',
    '/* Forgets all samples: a new series begins. */',
    `void ${prefix}_reset(${prefix}_t *model);`,
    '',
    '/* Takes one sample as measured. 1 when the network advanced, 0 while it still collects samples. */',
    `int ${prefix}_step(${prefix}_t *model, const float sample[${macro}_INPUTS]);`,
    '',
    ...predictDeclaration(prefix, classification),
    ...(classification ? ['', ...classNameSource(prefix, classes)] : []),
    '',
    '#ifdef __cplusplus',
    '}',
    '#endif',
    '',
    '#endif',
  ];
}

function memberLines({ members }: FloatContext): string[] {
  const texts = members.map(({ type, name, extent }) => `${type} ${name}${extent === undefined ? '' : `[${extent}]`};`);
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text, index) => `${text.padEnd(width)} /* ${members[index]!.comment} */`);
}

function predictDeclaration(prefix: string, classification: boolean): string[] {
  const parameters = `const ${prefix}_t *model, float outputs[${cMacro(prefix)}_OUTPUTS]`;
  return classification
    ? [
        '/* The most likely class of what was seen since the last reset. Outputs are logits. */',
        `int32_t ${prefix}_predict(${parameters});`,
      ]
    : [
        '/* The value for what was seen since the last reset, in the unit of the target: outputs[0]. */',
        `float ${prefix}_predict(${parameters});`,
      ];
}
