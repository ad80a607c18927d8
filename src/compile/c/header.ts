import { cMacro, cString } from '../../base/identifiers.ts';
import { PRE_ACTIVATION_FRACTION } from '../../network/integer/arithmetic.ts';
import type { IntegerNetwork } from '../../network/integer/network.ts';
import type { Context } from './context.ts';
import { indent, textRows } from './text.ts';

/** The interface of the model: sizes, the context struct, the four calls, and helpers that cost nothing when unused. */
export function headerSource(
  network: IntegerNetwork,
  context: Context,
  prefix: string,
  classes: readonly string[],
): string[] {
  const macro = cMacro(prefix);
  const { architecture } = network;
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
    `#define ${macro}_INPUTS ${architecture.inputs} /* int16 values per sample */`,
    `#define ${macro}_OUTPUTS ${architecture.outputs}${classification ? ' /* classes */' : ''}`,
    `#define ${macro}_INPUT_FRACTION ${network.input.fraction} /* Q format of a sample */`,
    `#define ${macro}_OUTPUT_FRACTION ${PRE_ACTIVATION_FRACTION} /* Q format of an output */`,
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
    '/* Takes one sample. 1 when the network advanced, 0 while it still collects samples. */',
    `int ${prefix}_step(${prefix}_t *model, const int16_t sample[${macro}_INPUTS]);`,
    '',
    classification
      ? '/* The most likely class of what was seen since the last reset. Outputs are logits. */'
      : '/* The value for what was seen since the last reset: outputs[0]. */',
    `int32_t ${prefix}_predict(${prefix}_t *model, int32_t outputs[${macro}_OUTPUTS]);`,
    '',
    ...quantizeSource(network, prefix),
    '',
    ...(classification ? classNameSource(prefix, classes) : valueSource(network, prefix)),
    '',
    '#ifdef __cplusplus',
    '}',
    '#endif',
    '',
    '#endif',
  ];
}

function memberLines({ members }: Context): string[] {
  const texts = members.map(({ type, name, extents }) => {
    return `${type} ${name}${extents.map((extent) => `[${extent}]`).join('')};`;
  });
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text, index) => `${text.padEnd(width)} /* ${members[index]!.comment} */`);
}

/**
 * A subtraction and then a product: no multiply and add that a compiler could fuse, so that every machine with IEEE
 * floats gives the sample of `quantiseSample`.
 */
function quantizeSource({ input, architecture }: IntegerNetwork, prefix: string): string[] {
  const macro = cMacro(prefix);
  const doubled = 2 ** (input.fraction + 1);
  const factors = input.scale.map((scale) => scale * doubled);
  return [
    '/* A sample in physical units as the model takes it: normalised, in the Q format of its inputs, saturated. */',
    `static inline void ${prefix}_quantize(const float *raw, int16_t *sample)`,
    '{',
    ...indent(floats('offset', macro, input.offset)),
    '    /* to twice the value */',
    ...indent(floats('factor', macro, factors)),
    '    int i;',
    '',
    `    for (i = 0; i < ${architecture.inputs}; i++) {`,
    '        const float difference = raw[i] - offset[i];',
    '        const float twice = difference * factor[i];',
    '        const int32_t whole = twice > 65536.0f ? 65536 : twice > -65536.0f ? (int32_t)twice : -65536;',
    '        const int32_t rounded = (whole + (whole >= 0 ? 1 : -1)) / 2;',
    '        sample[i] = (int16_t)(rounded > 32767 ? 32767 : rounded < -32768 ? -32768 : rounded);',
    '    }',
    '}',
  ];
}

/** `<prefix>_class_name`. */
export function classNameSource(prefix: string, classes: readonly string[]): string[] {
  const macro = cMacro(prefix);
  return [
    '/* The name of a class; "?" when there is no such class. */',
    `static inline const char *${prefix}_class_name(int32_t index)`,
    '{',
    `    static const char *const names[${macro}_OUTPUTS] = {`,
    ...classes.map((name) => `        ${cString(name)},`),
    '    };',
    '',
    `    return index >= 0 && index < ${macro}_OUTPUTS ? names[index] : "?";`,
    '}',
  ];
}

function valueSource({ head }: IntegerNetwork, prefix: string): string[] {
  const scale = Math.fround(head.targetScale / 2 ** PRE_ACTIVATION_FRACTION);
  return [
    '/* An output in physical units. */',
    `static inline float ${prefix}_value(int32_t output)`,
    '{',
    `    return (float)output * ${float(scale)} + ${float(Math.fround(head.targetOffset))};`,
    '}',
  ];
}

function floats(name: string, macro: string, values: Float32Array): string[] {
  const rows = textRows(Array.from(values, float), 1);
  return [`static const float ${name}[${macro}_INPUTS] = {`, ...indent(rows), '};'];
}

/** A float literal. The shortest decimal of a double names one float, too. */
function float(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no place in the generated C`);
  const text = String(value);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}
