import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baselineModule } from '../../src/train/wasm/baseline-module.ts';
import { WasmTrainer } from '../../src/train/wasm/wasm-trainer.ts';
import { kernelModule } from '../support/kernels.ts';
import { networkFor, pulseOrderData, trainingOptions } from '../support/tasks.ts';
import { BundledScript, newerNode, withoutNewerNode } from './support/newer-node.ts';
import { parameterDigests } from './support/short-trainings.ts';

const bytes = readFileSync(join(import.meta.dirname, '../../dist/kernels-exact.wasm'));
const data = pulseOrderData();
const train = (trainer: WasmTrainer, seed = 'a seed'): ReturnType<WasmTrainer['train']> =>
  trainer.train(networkFor(data, 'gru'), data, { ...trainingOptions, epochs: 3, seed }, {});

/** Opcodes of f32x4. */
const [SUM, DIFFERENCE, PRODUCT, QUOTIENT] = [0xe4, 0xe5, 0xe6, 0xe7];

/** The kernels with one operation, wherever it is, in the place of another. */
function defectiveModule(operation: number, replacement: number): WebAssembly.Module {
  const changed = Buffer.from(bytes);
  const [right, wrong] = [Buffer.of(0xfd, operation, 0x01), Buffer.of(0xfd, replacement, 0x01)];
  for (let at = changed.indexOf(right); at >= 0; at = changed.indexOf(right, at)) wrong.copy(changed, at);
  return new WebAssembly.Module(changed);
}

describe('a training that is checked against kernels that V8 does not optimise', () => {
  const baseline = baselineModule(bytes);

  it('is the same when they agree', async () => {
    expect(await parameterDigests(baseline)).toEqual(await parameterDigests(kernelModule));
    expect(await train(new WasmTrainer(kernelModule, baseline))).toEqual(await train(new WasmTrainer(kernelModule)));
  });

  it.each([
    { what: 'explodes', defective: defectiveModule(QUOTIENT, PRODUCT), alone: /no longer a number/ },
    { what: 'ends with other numbers', defective: defectiveModule(DIFFERENCE, SUM), alone: undefined },
  ])('is done again with those when it $what, and says so; later ones are right', async ({ defective, alone }) => {
    const trusted = new WasmTrainer(kernelModule);
    const right = await train(trusted);
    const wrong = train(new WasmTrainer(defective));
    if (alone === undefined) expect(await wrong).not.toEqual(right);
    else await expect(wrong).rejects.toThrow(alone);

    const checked = new WasmTrainer(defective, baseline);
    const warning = expect.stringContaining('compute something else') as string;
    expect(await train(checked)).toEqual({ ...right, warning });
    expect(await train(checked, 'another')).toEqual(await train(trusted, 'another'));
  });
});

describe.skipIf(withoutNewerNode)('kernels of the baseline compiler, in a newer Node,', () => {
  let script: BundledScript;
  beforeAll(async () => {
    script = await BundledScript.of(
      `import { readFileSync } from 'node:fs';
       import { baselineModule } from '../../../src/train/wasm/baseline-module.ts';
       import { parameterDigests } from './short-trainings.ts';
       const bytes = readFileSync(new URL('kernels-fused.wasm', import.meta.url));
       const baseline = baselineModule(bytes);
       const optimised = new WebAssembly.Module(bytes);
       const first = await parameterDigests(process.argv[2] === 'baseline' ? baseline : optimised);
       console.log('\\n' + JSON.stringify(first));`,
      join(import.meta.dirname, 'support'),
    );
  });
  afterAll(() => script.remove());

  it('are never optimised, and give the same bits', async () => {
    const flags = ['--trace-wasm-compilation-times', '--experimental-wasm-revectorize'];
    const [baseline, optimised] = [await script.run(newerNode, flags, 'baseline'), await script.run(newerNode, flags)];
    expect(baseline).toContain('using Liftoff');
    expect(baseline).not.toContain('using TurboFan');
    expect(optimised).toContain('using TurboFan');
    expect(baseline.trimEnd().split('\n').at(-1)).toBe(optimised.trimEnd().split('\n').at(-1));
  });
});
