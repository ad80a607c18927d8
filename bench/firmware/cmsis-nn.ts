import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src/base/random.ts';
import type { ModelSource } from '../../src/firmware/project.ts';

/** What an int8 LSTM calls, under Source/. */
const SOURCES = [
  'LSTMFunctions/arm_lstm_unidirectional_s8',
  'NNSupportFunctions/arm_nn_lstm_step_s8',
  'NNSupportFunctions/arm_nn_lstm_calculate_gate_s8_s16',
  'NNSupportFunctions/arm_nn_vec_mat_mul_result_acc_s8_s16',
  'ActivationFunctions/arm_nn_activation_s16',
  'BasicMathFunctions/arm_elementwise_mul_s16',
  'BasicMathFunctions/arm_elementwise_mul_acc_s16',
  'BasicMathFunctions/arm_elementwise_mul_s16_s8',
  'NNSupportFunctions/arm_nntables',
];

/** The interface of our models needs an output at least. */
const OUTPUTS = 1;

/**
 * CMSIS-NN's int8 LSTM with random weights over a window of `steps` samples, behind the interface of our models: samples are
 * collected, and the layer runs in \`model_predict\`. Without a head, which is a three-thousandth of the work.
 * @param root a checkout of CMSIS-NN
 */
export function cmsisLstm(
  root: string,
  shape: { inputs: number; hidden: number; steps: number },
  random: Random,
): ModelSource {
  const { inputs, hidden, steps } = shape;
  const gates = ['input', 'forget', 'cell', 'output'];
  return {
    prefix: 'model',
    header: `#ifndef MODEL_H
#define MODEL_H
#include <stdint.h>

#define MODEL_INPUTS ${inputs}
#define MODEL_OUTPUTS ${OUTPUTS}

typedef struct model {
    int8_t samples[${steps * inputs}];
    int8_t hidden[${steps * hidden}];
    int16_t first[${hidden}], second[${hidden}], cell[${hidden}];
    int32_t count;
} model_t;

void model_init(model_t *model);
void model_reset(model_t *model);
int model_step(model_t *model, const int16_t *sample);
int32_t model_predict(model_t *model, int32_t *outputs);
#endif
`,
    source: `#pragma GCC optimize("O3")
${amalgamation(root)}
#include "model.h"

${gates.map((gate) => weights(gate, inputs, hidden, random)).join('\n')}
static const cmsis_nn_lstm_params parameters = {
    .time_major = 1, .batch_size = 1, .time_steps = ${steps}, .input_size = ${inputs}, .hidden_size = ${hidden},
    .forget_to_cell_multiplier = 1073741824, .forget_to_cell_shift = -14,
    .input_to_cell_multiplier = 1073741824, .input_to_cell_shift = -15, .cell_clip = 32767, .cell_scale_power = -12,
    .output_multiplier = 1073741824, .output_shift = -21,
${gates.map((gate) => `    .${gate}_gate = ${gateText(gate)},`).join('\n')}
};

void model_init(model_t *model)
{
    model_reset(model);
}

void model_reset(model_t *model)
{
    model->count = 0;
}

int model_step(model_t *model, const int16_t *sample)
{
    int i;

    for (i = 0; i < MODEL_INPUTS; i++) {
        model->samples[model->count++] = (int8_t)(sample[i] >> 8);
    }
    return 1;
}

int32_t model_predict(model_t *model, int32_t *outputs)
{
    cmsis_nn_lstm_context buffers = {model->first, model->second, model->cell, NULL};

    outputs[0] = arm_lstm_unidirectional_s8(model->samples, model->hidden, &parameters, &buffers);
    return model->hidden[${steps * hidden - 1}];
}
`,
  };
}

function weights(gate: string, inputs: number, hidden: number, random: Random): string {
  const bytes = (count: number): string => Array.from({ length: count }, () => random.index(255) - 127).join(',');
  return `static const int8_t ${gate}_input[] = {${bytes(inputs * hidden)}};
static const int8_t ${gate}_hidden[] = {${bytes(hidden * hidden)}};
static const int32_t ${gate}_bias[${hidden}] = {0};`;
}

function gateText(gate: string): string {
  const scale = '1073741824, -2';
  const activation = gate === 'cell' ? 'ARM_TANH' : 'ARM_SIGMOID';
  return `{${scale}, ${gate}_input, ${gate}_bias, ${scale}, ${gate}_hidden, ${gate}_bias, NULL, ${activation}}`;
}

/** The sources with their headers in place. A bare compiler has no string.h, and inlines memcpy only under its other name. */
function amalgamation(root: string): string {
  const seen = new Set<string>();
  const expand = (path: string): string => {
    if (seen.has(path)) return '';
    seen.add(path);
    return readFileSync(join(root, path), 'utf8').replace(/^\s*#\s*include "([^"]+)"/gm, (line, name: string) =>
      existsSync(join(root, 'Include', name)) ? expand(`Include/${name}`) : line,
    );
  };
  const text = SOURCES.map((name) => expand(`Source/${name}.c`)).join('\n');
  const memory = `#include <stddef.h>
#define memcpy __builtin_memcpy
#define memset __builtin_memset`;
  return `${memory}\n${text.replace(/^\s*#\s*include <(string|math|limits)\.h>/gm, '')}`;
}
