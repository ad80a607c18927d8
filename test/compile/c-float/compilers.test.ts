import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { MODEL_FLAGS, targetOf } from '../../../src/firmware/core-flags.ts';
import { CELL_NAMES } from '../../../src/protocol/architecture.ts';
import { describeWith, parallel, run, WARNING_FLAGS, withFolder } from '../c/toolchain.ts';
import { EVERY_KIND } from '../every-kind.ts';
import { writeModel } from './harness.ts';
import { subjectOf } from './subject.ts';

const prefixes = EVERY_KIND.map((_, index) => `net${index}`);

async function writeModels(folder: string): Promise<void> {
  for (const [index, architecture] of EVERY_KIND.entries()) {
    await writeModel(subjectOf(architecture, new Random(prefixes[index]!), []).network, prefixes[index]!, folder);
  }
}

/** What a compiler says when a number is a double. */
const NO_DOUBLE = ['-Wdouble-promotion'];
const GCC = [...NO_DOUBLE, '-Wunsuffixed-float-constants'];

/** `library`: the float arithmetic of the compiler's own library, for cores without an FPU; never that of doubles. */
const targets = [
  { compiler: 'arm-none-eabi-gcc', flags: targetOf('cortex-m4').flags, warnings: GCC, nm: 'arm-none-eabi-nm' },
  {
    compiler: 'arm-none-eabi-gcc',
    flags: targetOf('cortex-m0').flags,
    warnings: GCC,
    nm: 'arm-none-eabi-nm',
    library: /^__aeabi_(f\w+|ui2f)$/,
  },
  { compiler: 'clang', flags: ['-fno-pic'], warnings: NO_DOUBLE, nm: 'nm' },
];

describeWith(['gcc', 'clang', 'arm-none-eabi-gcc'], 'the float C', () => {
  it.each(targets)(
    'compiles without a word, and without doubles or a library: $compiler $flags',
    async ({ compiler, flags, warnings, nm, library }) => {
      await withFolder(async (folder) => {
        await writeModels(folder);
        await parallel(['-Os', '-O2'], async (level) => {
          const options = [...flags, ...MODEL_FLAGS, ...WARNING_FLAGS, ...warnings, level];
          const objects = join(folder, level);
          await mkdir(objects);
          await run(compiler, [...options, '-c', ...prefixes.map((prefix) => `../${prefix}.c`)], objects);
          const symbols = await run(
            nm,
            prefixes.map((prefix) => `${prefix}.o`),
            objects,
          );
          const wanted = Array.from(symbols.matchAll(/ U (\S+)/g), ([, name]) => name!);
          expect(wanted.filter((name) => library?.test(name) !== true)).toEqual([]);
          expect(symbols).not.toMatch(/ [bBdDC] /); // no static that could change
        });
      });
    },
    60_000,
  );

  it('has a header that C++ takes', async () => {
    await withFolder(async (folder) => {
      await writeModels(folder);
      const includes = prefixes.map((prefix) => `#include "${prefix}.h"\n`).join('');
      const calls = `
        int classify(net0_t *model, const float *sample) {
            float outputs[NET0_OUTPUTS];
            net0_init(model);
            net0_step(model, sample);
            return net0_class_name(net0_predict(model, outputs))[0];
        }
        float estimate(const net1_t *model, float *outputs) { return net1_predict(model, outputs); }`;
      await writeFile(join(folder, 'main.cpp'), includes + calls);
      const options = ['-x', 'c++', '-std=c++11', '-Wall', '-Wextra', '-Wpedantic', '-Werror'];
      for (const compiler of ['gcc', 'clang']) await run(compiler, [...options, '-c', 'main.cpp'], folder);
    });
  });

  it('has σ and tanh within their bounds', async () => {
    await withFolder(async (folder) => {
      await writeModels(folder);
      await writeFile(join(folder, 'bounds.c'), BOUNDS_C);
      for (const flags of [['-O2'], ['-O2', '-march=native']]) {
        await run('gcc', ['-std=c99', ...flags, 'bounds.c', '-o', 'bounds', '-lm'], folder);
        const [tanh, sigmoid] = (await run(join(folder, 'bounds'), [], folder)).split(' ').map(Number);
        expect(tanh).toBeLessThanOrEqual(7);
        expect(sigmoid).toBeLessThanOrEqual(3.5);
        expect(Math.min(tanh!, sigmoid!)).toBeGreaterThan(0);
      }
    });
  });
});

it('emits every cell', () => {
  expect(new Set(EVERY_KIND.flatMap(({ recurrent }) => recurrent.map(({ cell }) => cell)))).toEqual(
    new Set(CELL_NAMES),
  );
});

/** Largest absolute errors in units of 2^-24, over float32 numbers of both signs, close together between 1/8 and 16. */
const BOUNDS_C = `
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "net0.c"

int main(void)
{
    double tanh_error = 0, sigmoid_error = 0;
    uint32_t bits;

    for (bits = 0; bits < 0x7f800000u; bits += bits >= 0x3e000000u && bits < 0x41800000u ? 0x80u : 0x4000u) {
        float x;

        memcpy(&x, &bits, sizeof(x));
        for (int sign = 0; sign < 2; sign++, x = -x) {
            tanh_error = fmax(tanh_error, fabs(rational_tanh(x) - tanh(x)));
            sigmoid_error = fmax(sigmoid_error, fabs(sigmoid(x) - 1 / (1 + exp(-(double)x))));
        }
    }
    printf("%g %g", tanh_error * 16777216, sigmoid_error * 16777216);
    return isnan(rational_tanh(NAN)) && isnan(sigmoid(NAN)) ? 0 : 1;
}
`;
