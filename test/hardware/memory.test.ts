import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { contextBytes } from '../../src/compile/c/context.ts';
import { emitModel } from '../../src/compile/c/emit-model.ts';
import { MODEL_FLAGS, targetOf } from '../../src/firmware/core-flags.ts';
import { type Core, CORES, hasHelium } from '../../src/hardware/board-core.ts';
import { modelMemory } from '../../src/hardware/memory.ts';
import { compileAll, describeWith, run, withFolder } from '../compile/c/toolchain.ts';
import { randomArchitecture, randomNetwork } from '../support/random-network.ts';

/** One core of each instruction set, as far as compilers can be installed. */
const CORES_TO_COMPILE: readonly Core[] = [
  'cortex-m0',
  'cortex-m3',
  'cortex-m4',
  'cortex-m33',
  'cortex-m55',
  'riscv32imc',
  'avr8',
];
/** NAS_NETWORKS asks for more. */
const ARCHITECTURES = Number(process.env['NAS_NETWORKS'] ?? 40);
/** Largest relative error of flash: 200 networks on each of these cores were within 0.0033. */
const FLASH_ERROR = 0.0035;

const architectures = Array.from({ length: ARCHITECTURES }, (_, index) =>
  randomArchitecture(new Random(`memory/${index}`)),
);

/** Writes models whose object files also tell sizeof their contexts, as the size of a variable. */
async function writeModels(folder: string, helium: boolean): Promise<string[]> {
  return Promise.all(
    architectures.map(async (architecture, index) => {
      const name = `net${index}`;
      const classes = Array.from({ length: architecture.outputs }, (_, output) => `class ${output}`);
      const network = randomNetwork(new Random(name), architecture);
      const { header, source } = emitModel(network, {
        prefix: name,
        frontMatter: { title: name, lines: [] },
        classes,
        helium,
      });
      const variable = `char context[sizeof(${name}_t)]`;
      await writeFile(join(folder, `${name}.h`), header);
      await writeFile(join(folder, `${name}.c`), `${source}\nextern ${variable};\n${variable} = {0};\n`);
      return name;
    }),
  );
}

/** text, data and bss of object files, as `size` reports them. */
async function sizesOf(size: string, names: readonly string[], folder: string): Promise<number[][]> {
  const objects = names.map((name) => `${name}.o`);
  const [, ...lines] = (await run(size, objects, folder)).trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/).slice(0, 3).map(Number));
}

describeWith(['arm-none-eabi-gcc', 'riscv64-unknown-elf-gcc', 'avr-gcc'], 'predicted and compiled sizes', () => {
  it('are equal in RAM and within 0.35 % in flash', async () => {
    await withFolder(async (folder) => {
      for (const core of CORES_TO_COMPILE) {
        const names = await writeModels(folder, hasHelium(core));
        const { tools, flags } = targetOf(core);
        await compileAll(`${tools}gcc`, [...flags, ...MODEL_FLAGS], names, folder);
        const sizes = await sizesOf(`${tools}size`, names, folder);
        architectures.forEach((architecture, index) => {
          const [text, data, bss] = sizes[index]!;
          const compiled = text! + data!;
          const { flash, ram } = modelMemory(architecture, core);
          const subject = `${core} ${JSON.stringify(architecture)}`;
          expect(ram, subject).toBe(bss);
          expect(Math.abs(flash.total - compiled) / compiled, subject).toBeLessThan(FLASH_ERROR);
          expect(flash.code + flash.weights + flash.constants + flash.tables).toBe(flash.total);
        });
      }
    });
  }, 900_000);
});

describe('modelMemory', () => {
  const architecture = architectures[0]!;

  it('knows every core', () => {
    for (const core of CORES) {
      const { flash, ram, stack, provenance } = modelMemory(architecture, core);
      expect(flash.total).toBeGreaterThan(flash.weights);
      expect(stack).toBeGreaterThan(50);
      expect(ram).toBeGreaterThanOrEqual(contextBytes(architecture));
      expect(provenance).toBe(core.startsWith('xtensa') ? 'approximated' : 'measured');
    }
  });
});
