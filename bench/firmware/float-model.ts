import { emitFloatModel } from '../../src/compile/c-float/emit-float-model.ts';
import type { ModelSource } from '../../src/firmware/project.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import type { Random } from '../../src/base/random.ts';

/** The float32 variant of a classifier, behind the interface of the integer model: samples in Q12. */
export function floatModel(architecture: Architecture, random: Random): ModelSource {
  const { inputs, outputs } = architecture;
  const normalisation = {
    offset: new Float32Array(inputs),
    scale: new Float32Array(inputs).fill(1),
    targetOffset: 0,
    targetScale: 1,
  };
  const network = { architecture, parameters: initialParameters(architecture, random), normalisation };
  const classes = Array.from({ length: outputs }, (_, output) => `class ${output}`);
  const inner = emitFloatModel(network, { prefix: 'inner', frontMatter: { title: 'float32', lines: [] }, classes });
  return {
    prefix: 'model',
    header: `${inner.header}
#define MODEL_INPUTS ${inputs}
#define MODEL_OUTPUTS ${outputs}
typedef inner_t model_t;
void model_init(model_t *model);
void model_reset(model_t *model);
int model_step(model_t *model, const int16_t *sample);
int32_t model_predict(model_t *model, int32_t *outputs);
`,
    source: `${inner.source.replace('#include "inner.h"', '#include "model.h"')}
void model_init(model_t *model)
{
    inner_init(model);
}

void model_reset(model_t *model)
{
    inner_reset(model);
}

int model_step(model_t *model, const int16_t *sample)
{
    float values[MODEL_INPUTS];
    int i;

    for (i = 0; i < MODEL_INPUTS; i++) {
        values[i] = (float)sample[i] * (1.0f / 4096.0f);
    }
    return inner_step(model, values);
}

int32_t model_predict(model_t *model, int32_t *outputs)
{
    float values[MODEL_OUTPUTS];
    const int32_t best = inner_predict(model, values);
    int i;

    for (i = 0; i < MODEL_OUTPUTS; i++) {
        outputs[i] = (int32_t)(values[i] * 4096.0f);
    }
    return best;
}
`,
  };
}
