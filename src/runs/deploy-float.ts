import { join, resolve } from 'node:path';
import { cIdentifier } from '../base/identifiers.ts';
import { emitFloatModel } from '../compile/c-float/emit-float-model.ts';
import { type WriteResult, writeProject } from '../firmware/write.ts';
import type { DeployOptions } from './deploy.ts';
import { floatNotesOf } from './model-source.ts';
import { type ChosenRun, chooseTrial } from './run-choice.ts';

export interface FloatDeployment extends WriteResult {
  readonly trial: number;
  readonly folder: string;
}

/**
 * Writes a network of a run as it was trained, before quantisation: `<prefix>.h` and `<prefix>.c` in float32, for a project
 * of the user's own. Absent: `output` is `firmware/<name>-float32` beside the spec.
 */
export async function deployFloat(
  run: ChosenRun,
  options: Pick<DeployOptions, 'trial' | 'output' | 'force'>,
): Promise<FloatDeployment> {
  const trial = chooseTrial(run, options.trial);
  const { spec, directory } = run.file;
  const { parameters, network } = run.directory.load(trial.index);
  const { offset, scale } = network.input;
  const { targetOffset, targetScale } = network.head;
  const prefix = cIdentifier(spec.output.name ?? 'model');
  const { header, source } = emitFloatModel(
    { architecture: network.architecture, parameters, normalisation: { offset, scale, targetOffset, targetScale } },
    {
      prefix,
      frontMatter: { title: spec.name, lines: floatNotesOf(run, trial) },
      classes: run.state.data?.classes ?? [],
    },
  );
  const folder = resolve(options.output ?? join(directory, 'firmware', `${spec.name}-float32`));
  const generated = new Map([
    [`${prefix}.h`, header],
    [`${prefix}.c`, source],
  ]);
  const written = await writeProject(folder, { generated, starters: new Map() }, { force: options.force === true });
  return { trial: trial.index, folder, ...written };
}
