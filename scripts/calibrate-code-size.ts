/**
 * Measures what the parts of a generated model take on every core whose compiler is installed, and writes the table of
 * the cost model, src/hardware/code-size-data.ts. To be run after any change of src/compile/c:
 *
 *     npx tsx scripts/calibrate-code-size.ts
 *
 * or with the names of some cores, for these alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { Random } from '../src/base/random.ts';
import { emitModel } from '../src/compile/c/emit-model.ts';
import { planOf } from '../src/compile/c/plan.ts';
import { MODEL_FLAGS, targetOf } from '../src/firmware/core-flags.ts';
import { hasHelium } from '../src/hardware/board-core.ts';
import {
  type CodeSizes,
  MEASURED_CORES,
  type Measured,
  type MeasuredCore,
  type Routine,
  STEP_PARTS,
  type StepPart,
} from '../src/hardware/code-size.ts';
import { CODE_SIZES } from '../src/hardware/code-size-data.ts';
import { stepParts } from '../src/hardware/memory.ts';
import { type Architecture, CELL_NAMES, type RecurrentLayer } from '../src/protocol/architecture.ts';
import { randomArchitecture, randomNetwork } from '../test/support/random-network.ts';

const base: Architecture = {
  inputs: 6,
  frontend: { kind: 'none' },
  recurrent: [{ cell: 'gru', hidden: 16 }],
  pooling: 'last',
  task: 'classification',
  outputs: 4,
};

const regression = { task: 'regression', outputs: 1 } as const;
const convolution = { kind: 'convolution', filters: 6, kernel: 3, stride: 2 } as const;
const decimation = { kind: 'decimation', factor: 4 } as const;
const block = { filters: 8, kernel: 3, stride: 1 };

function layers(count: number, factors: Partial<RecurrentLayer> = {}): Architecture {
  return { ...base, recurrent: Array.from({ length: count }, () => ({ cell: 'gru', hidden: 16, ...factors })) };
}

/** Architectures that have every routine between them. */
const samples: readonly Architecture[] = [
  ...CELL_NAMES.map((cell) => ({ ...base, recurrent: [{ cell, hidden: 16 }] })),
  ...CELL_NAMES.map((cell) => ({ ...base, recurrent: [{ cell, hidden: 16 }], weightBits: 4 as const })),
  ...CELL_NAMES.map((cell) => ({ ...base, recurrent: [{ cell, hidden: 16 }], activationBits: 8 as const })),
  { ...base, ...regression },
  { ...base, pooling: 'mean' },
  { ...base, dense: 8 },
  { ...base, pooling: 'mean', dense: 8 },
  { ...base, frontend: convolution },
  { ...base, frontend: decimation },
  { ...base, blocks: [block] },
  layers(1, { inputRank: 3, recurrentRank: 3 }),
  { ...layers(1, { inputRank: 3, recurrentRank: 3 }), weightBits: 4 },
];

/** Architectures with calls of all kinds in `model_step`. */
const steps: readonly Architecture[] = Array.from({ length: 80 }, (_, index) =>
  randomArchitecture(new Random(`model_step/${index}`)),
).filter(({ frontend, blocks = [], recurrent: [first, second], pooling }) => {
  const single = second === undefined && first?.inputRank === undefined && first?.recurrentRank === undefined;
  return frontend.kind !== 'none' || blocks.length > 0 || pooling === 'mean' || !single;
});

type Functions = ReadonlyMap<string, Measured>;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'nas-code-size-'));
  try {
    const wanted = process.argv.slice(2);
    const cores = MEASURED_CORES.filter((core) => wanted.length === 0 || wanted.includes(core));
    void write({ ...CODE_SIZES, ...Object.fromEntries(cores.map((core) => [core, measure(core, folder)])) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(core: MeasuredCore, folder: string): CodeSizes {
  const functions = (architecture: Architecture): Functions => compile(architecture, core, folder);
  const step = (architecture: Architecture): number => functions(architecture).get('model_step')![0];

  const routines: Partial<Record<Routine, Measured>> = { scale_down: [0, 0] };
  for (const architecture of samples) {
    for (const [name, measured] of functions(architecture)) {
      if (name !== 'model_step') routines[routineName(name, architecture)] = measured;
    }
  }
  return {
    compiler: execFileSync(`${targetOf(core).tools}gcc`, ['--version'], { encoding: 'utf8' }).split('\n')[0]!,
    routines: Object.fromEntries(Object.entries(routines).sort()) as Record<Routine, Measured>,
    glue: {
      only: step(layers(1)),
      stack: functions(layers(3, { inputRank: 2, recurrentRank: 2 })).get('model_step')![1],
      ...fitted(steps.map((architecture) => ({ parts: stepParts(planOf(architecture)), bytes: step(architecture) }))),
    },
  };
}

type Glue = Record<StepPart | 'base', number>;

/** The sizes that make the squared error least: coordinate descent. */
function fitted(measured: readonly { readonly parts: Record<StepPart, number>; readonly bytes: number }[]): Glue {
  const names = ['base', ...STEP_PARTS] as const;
  const rows = measured.map(({ parts, bytes }) => ({ counts: { base: 1, ...parts }, bytes }));
  const sizes = Object.fromEntries(names.map((name) => [name, 0])) as Glue;
  const left = rows.map(({ bytes }) => bytes);
  for (let sweep = 0; sweep < 1000; sweep++) {
    for (const name of names) {
      const slope = rows.reduce((sum, { counts }, i) => sum + counts[name] * left[i]!, 0);
      const change = slope / rows.reduce((sum, { counts }) => sum + counts[name] ** 2, 0);
      sizes[name] += change;
      rows.forEach(({ counts }, i) => (left[i]! -= counts[name] * change));
    }
  }
  return Object.fromEntries(names.map((name) => [name, Number(sizes[name].toFixed(2))])) as Glue;
}

function routineName(name: string, { pooling, dense, task, ...bits }: Architecture): Routine {
  const form = bits.weightBits === 4 ? '_nibbles' : bits.activationBits === 8 ? '_narrow' : '';
  if (/^(multiply|step_\w+)$/.test(name)) return `${name}${form}` as Routine;
  if (name === 'project') return bits.weightBits === 4 ? 'project_nibbles' : 'project';
  if (name === 'apply_head') return `apply_head_${task}`;
  if (name === 'model_predict') {
    return `model_predict${pooling === 'mean' ? '_mean' : ''}${dense === undefined ? '' : '_dense'}`;
  }
  return name as Routine;
}

/** Code and stack of the functions of a model. */
function compile(architecture: Architecture, core: MeasuredCore, folder: string): Functions {
  const classes = Array.from({ length: architecture.outputs }, (_, index) => `class ${index}`);
  const network = randomNetwork(new Random('code size'), architecture);
  const { header, source } = emitModel(network, {
    frontMatter: { title: 'calibration', lines: [] },
    classes,
    helium: hasHelium(core),
  });
  writeFileSync(join(folder, 'model.h'), header);
  writeFileSync(join(folder, 'model.c'), source);
  const { tools, flags } = targetOf(core);
  const options = { cwd: folder, encoding: 'utf8' } as const;
  execFileSync(`${tools}gcc`, [...flags, ...MODEL_FLAGS, '-fstack-usage', '-c', 'model.c', '-o', 'model.o'], options);
  const sections = execFileSync(`${tools}size`, ['-A', 'model.o'], options);
  const stacks = new Map(
    Array.from(readFileSync(join(folder, 'model.su'), 'utf8').matchAll(/:(\w+)\t(\d+)\t/g), ([, name, bytes]) => [
      name!,
      Number(bytes),
    ]),
  );
  return new Map(
    Array.from(sections.matchAll(/^\.text\.(\w+)\s+(\d+)/gm), ([, name, bytes]) => [
      name!,
      [Number(bytes), stacks.get(name!)!],
    ]),
  );
}

async function write(table: Record<MeasuredCore, CodeSizes>): Promise<void> {
  const path = join(import.meta.dirname, '../src/hardware/code-size-data.ts');
  const text = `import type { CodeSizes, MeasuredCore } from './code-size.ts';

/** Written by scripts/calibrate-code-size.ts; bytes of code and of stack. */
export const CODE_SIZES: Readonly<Record<MeasuredCore, CodeSizes>> = ${JSON.stringify(table)};
`;
  writeFileSync(path, await format(text, { parser: 'typescript', printWidth: 120, singleQuote: true }));
}

main();
