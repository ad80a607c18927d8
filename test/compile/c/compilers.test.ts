import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { emitModel } from '../../../src/compile/c/emit-model.ts';
import { MODEL_FLAGS, targetOf } from '../../../src/firmware/core-flags.ts';
import { randomNetwork } from '../../support/random-network.ts';
import { EVERY_KIND } from '../every-kind.ts';
import { describeWith, parallel, run, WARNING_FLAGS, withFolder } from './toolchain.ts';

/** Names that mean something to C, to its comments, or to an editor. */
const HOSTILE = ['"quoted\\"', 'new\nline */ int x; /*', '??/ ??= trigraph', '\u202eright to left é\u0000'];

async function writeModels(folder: string, helium = false): Promise<string[]> {
  return Promise.all(
    EVERY_KIND.map(async (architecture, index) => {
      const prefix = `net${index}`;
      const { header, source } = emitModel(randomNetwork(new Random(prefix), architecture), {
        prefix,
        frontMatter: { title: HOSTILE.join(' '), lines: [...HOSTILE, 'ends in a backslash \\', '*/', '%s'] },
        classes: Array.from(
          { length: architecture.outputs },
          (_, output) => HOSTILE[(output + index) % HOSTILE.length]!,
        ),
        helium,
      });
      await writeFile(join(folder, `${prefix}.h`), header);
      await writeFile(join(folder, `${prefix}.c`), source);
      return prefix;
    }),
  );
}

/** Symbols that an object file wants from elsewhere. */
async function undefinedSymbols(nm: string, object: string, folder: string): Promise<string[]> {
  const text = await run(nm, ['--undefined-only', object], folder);
  return Array.from(text.matchAll(/ U (\S+)/g), ([, name]) => name!);
}

const arm = targetOf('cortex-m0').flags;
const clangFor = (target: string, cpu: string): string[] => [`--target=${target}-none-eabi`, `-mcpu=${cpu}`];
const cross: readonly { compiler: string; flags: readonly string[]; nm: string; helium?: boolean }[] = [
  { compiler: 'arm-none-eabi-gcc', flags: arm, nm: 'arm-none-eabi-nm' },
  { compiler: 'arm-none-eabi-gcc', flags: targetOf('cortex-m4').flags, nm: 'arm-none-eabi-nm' },
  { compiler: 'arm-none-eabi-gcc', flags: targetOf('cortex-m55').flags, nm: 'arm-none-eabi-nm', helium: true },
  { compiler: 'clang', flags: clangFor('thumbv7em', 'cortex-m4'), nm: 'arm-none-eabi-nm' },
  { compiler: 'clang', flags: clangFor('thumbv8.1m.main', 'cortex-m55'), nm: 'arm-none-eabi-nm', helium: true },
  { compiler: 'riscv64-unknown-elf-gcc', flags: targetOf('riscv32imc').flags, nm: 'riscv64-unknown-elf-nm' },
  { compiler: 'clang', flags: ['--target=thumbv6m-none-eabi'], nm: 'arm-none-eabi-nm' },
  { compiler: 'gcc', flags: ['-fno-pic'], nm: 'nm' },
  { compiler: 'clang', flags: ['-fno-pic'], nm: 'nm' },
];

describeWith(['gcc', 'clang', 'arm-none-eabi-gcc', 'riscv64-unknown-elf-gcc'], 'the generated C', () => {
  it.each(cross)(
    'compiles without a word and needs no library: $compiler $flags',
    async ({ compiler, flags, nm, helium }) => {
      await withFolder(async (folder) => {
        const prefixes = await writeModels(folder, helium);
        const levels = ['-O0', '-Os', '-O2', '-O3'];
        const jobs = prefixes.flatMap((prefix) => levels.map((level) => ({ prefix, level })));
        await parallel(jobs, async ({ prefix, level }) => {
          const object = `${prefix}${level}.o`;
          const options = [...flags, ...MODEL_FLAGS, ...WARNING_FLAGS, '-Wtrigraphs', level];
          await run(compiler, [...options, '-c', `${prefix}.c`, '-o', object], folder);
          // libgcc's division on ARMv6-M is all that a model may ask for; it comes with the compiler.
          const symbols = await undefinedSymbols(nm, object, folder);
          expect(symbols.filter((name) => !/^__aeabi_idiv$/.test(name))).toEqual([]);
        });
      });
    },
    120_000,
  );

  it('has a header that C++ takes, and names that survive', async () => {
    await withFolder(async (folder) => {
      const prefixes = await writeModels(folder);
      const program = `
        #include <cstdio>
        ${prefixes.flatMap((prefix) => [`#include "${prefix}.h"`, `#include "${prefix}.h"`]).join('\n')}
        int main()
        {
            static net0_t model;
            int16_t sample[NET0_INPUTS];
            int32_t outputs[NET0_OUTPUTS];
            const float raw[NET0_INPUTS] = {0.5f, 1.0f, 2.0f};
            net0_init(&model);
            net0_quantize(raw, sample);
            net0_step(&model, sample);
            net0_predict(&model, outputs);
            for (int32_t index = -1; index <= NET0_OUTPUTS; index++) {
                std::printf("%s|", net0_class_name(index));
            }
            return net1_value(0) < 0.0f && NET1_OUTPUTS == 2;
        }`;
      await writeFile(join(folder, 'main.cpp'), program);
      await run('gcc', ['-c', ...MODEL_FLAGS, 'net0.c'], folder);
      for (const compiler of ['gcc', 'clang']) {
        const options = ['-x', 'c++', '-std=c++11', '-Wall', '-Wextra', '-Wpedantic', '-Werror'];
        await run(compiler, [...options, '-c', 'main.cpp', '-o', 'main.o'], folder);
        await run(compiler, ['main.o', 'net0.o', '-o', 'main'], folder);
        const names = HOSTILE.slice(0, 3).join('|');
        expect(await run(join(folder, 'main'), [], folder)).toBe(`?|${names}|?|`);
      }
    });
  }, 300_000);
});
