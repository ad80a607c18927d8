import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cMacro } from '../../../src/base/identifiers.ts';
import { emitModel } from '../../../src/compile/c/emit-model.ts';
import type { IntegerNetwork } from '../../../src/network/integer/network.ts';
import { classOf, IntegerRunner, quantiseSample } from '../../../src/network/integer/run.ts';
import { compileAll, pipe, run } from './toolchain.ts';

/** What is done to a model, in the C program and in the reference. */
export type Call =
  | { readonly kind: 'init' | 'reset' | 'predict' | 'size' }
  | { readonly kind: 'step'; readonly sample: Int16Array }
  | { readonly kind: 'quantize'; readonly raw: Float32Array }
  /** `count` samples of noise, made on the spot by `noise`. */
  | { readonly kind: 'stream'; readonly seed: number; readonly count: number };

const KINDS = ['init', 'reset', 'predict', 'size', 'step', 'quantize', 'stream'] as const;

export interface Subject {
  readonly network: IntegerNetwork;
  /** Whether the source is one for Helium, which compilers without it take as well. */
  readonly helium?: boolean;
  readonly calls: readonly Call[];
}

/** A linear congruential generator; its upper half is a sample. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state << 0) >> 16;
  };
}

/** The answers of the reference, as the program gives them. */
export function referenceAnswers({ network, calls }: Subject, contextBytes: number): number[] {
  const { architecture } = network;
  const runner = new IntegerRunner(network);
  const outputs = new Int32Array(architecture.outputs);
  const sample = new Int16Array(architecture.inputs);
  const answers: number[] = [];
  for (const call of calls) {
    switch (call.kind) {
      case 'init':
      case 'reset':
        runner.reset();
        break;
      case 'predict':
        runner.outputs(outputs);
        answers.push(architecture.task === 'classification' ? classOf(outputs) : outputs[0]!, ...outputs);
        break;
      case 'size':
        answers.push(contextBytes);
        break;
      case 'step':
        answers.push(Number(runner.step(call.sample)));
        break;
      case 'quantize':
        quantiseSample(network.input, call.raw, sample);
        answers.push(...sample);
        break;
      case 'stream': {
        const next = noise(call.seed);
        let advanced = 0;
        for (let i = 0; i < call.count; i++) {
          for (let channel = 0; channel < sample.length; channel++) sample[channel] = next();
          advanced += Number(runner.step(sample));
        }
        answers.push(advanced);
      }
    }
  }
  return answers;
}

/** Compiles the networks into one program, has it do all calls, and returns its answers by network. */
export async function compiledAnswers(
  subjects: readonly Subject[],
  compiler: string,
  flags: readonly string[],
  folder: string,
): Promise<number[][]> {
  const prefixes = subjects.map((_, index) => `net${index}`);
  for (const [index, { network, helium = false }] of subjects.entries()) {
    const prefix = prefixes[index]!;
    const classes = Array.from({ length: network.architecture.outputs }, (_, output) => `class ${output}`);
    const { header, source } = emitModel(network, {
      prefix,
      frontMatter: { title: prefix, lines: [] },
      classes,
      helium,
    });
    await writeFile(join(folder, `${prefix}.h`), header);
    await writeFile(join(folder, `${prefix}.c`), source);
  }
  await compileAll(compiler, ['-std=c99', ...flags], prefixes, folder);
  await writeFile(join(folder, 'main.c'), harnessSource(prefixes));
  const objects = prefixes.map((prefix) => `${prefix}.o`);
  await run(compiler, ['-std=c99', ...flags, 'main.c', ...objects, '-o', 'harness'], folder);
  const output = await pipe(join(folder, 'harness'), encode(subjects), folder);
  const words = new Int32Array(output.buffer.slice(output.byteOffset, output.byteOffset + output.byteLength));
  return decode(words);
}

function encode(subjects: readonly Subject[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const add = (values: Int16Array | Int32Array | Float32Array): void => {
    parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  };
  for (const { calls } of subjects) {
    add(Int32Array.of(calls.length));
    for (const call of calls) {
      add(Int32Array.of(KINDS.indexOf(call.kind)));
      if (call.kind === 'step') add(call.sample);
      if (call.kind === 'quantize') add(call.raw);
      if (call.kind === 'stream') add(Int32Array.of(call.seed, call.count));
    }
  }
  return Buffer.concat(parts);
}

/** The program writes a marker before the answers of each network. */
const MARKER = -0x7ead_beef;

function decode(words: Int32Array): number[][] {
  const result: number[][] = [];
  for (const word of words) {
    if (word === MARKER) result.push([]);
    else result.at(-1)!.push(word);
  }
  return result;
}

function harnessSource(prefixes: readonly string[]): string {
  return `#include <stdio.h>
#include <stdlib.h>
${prefixes.map((prefix) => `#include "${prefix}.h"`).join('\n')}

static void get(void *to, size_t bytes)
{
    if (fread(to, 1, bytes, stdin) != bytes) {
        exit(3);
    }
}

static int32_t get_word(void)
{
    int32_t word;
    get(&word, sizeof(word));
    return word;
}

static void put(int32_t word)
{
    if (fwrite(&word, sizeof(word), 1, stdout) != 1) {
        exit(4);
    }
}

${prefixes.map(subjectSource).join('\n')}
int main(void)
{
${prefixes.map((prefix) => `    run_${prefix}();`).join('\n')}
    return 0;
}
`;
}

function subjectSource(prefix: string): string {
  const macro = cMacro(prefix);
  return `static void run_${prefix}(void)
{
    /* On the heap, so that the sanitizer sees an access beyond its end. */
    ${prefix}_t *model = malloc(sizeof(*model));
    int16_t sample[${macro}_INPUTS];
    float raw[${macro}_INPUTS];
    int32_t outputs[${macro}_OUTPUTS];
    int32_t calls = get_word();
    put(${MARKER});
    while (calls-- > 0) {
        switch (get_word()) {
        case 0:
            ${prefix}_init(model);
            break;
        case 1:
            ${prefix}_reset(model);
            break;
        case 2:
            put(${prefix}_predict(model, outputs));
            for (int i = 0; i < ${macro}_OUTPUTS; i++) {
                put(outputs[i]);
            }
            break;
        case 3:
            put((int32_t)sizeof(*model));
            break;
        case 4:
            get(sample, sizeof(sample));
            put(${prefix}_step(model, sample));
            break;
        case 5:
            get(raw, sizeof(raw));
            ${prefix}_quantize(raw, sample);
            for (int i = 0; i < ${macro}_INPUTS; i++) {
                put(sample[i]);
            }
            break;
        default: {
            uint32_t state = (uint32_t)get_word();
            int32_t count = get_word(), advanced = 0;
            while (count-- > 0) {
                for (int i = 0; i < ${macro}_INPUTS; i++) {
                    state = state * 1664525u + 1013904223u;
                    sample[i] = (int16_t)(state >> 16);
                }
                advanced += ${prefix}_step(model, sample);
            }
            put(advanced);
        }
        }
    }
    free(model);
}
`;
}
