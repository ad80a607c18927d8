import { createHash } from 'node:crypto';
import { formatHertz, formatSeconds } from '../base/format.ts';
import { cIdentifier } from '../base/identifiers.ts';
import { emitModel } from '../compile/c/emit-model.ts';
import type { ModelSource } from '../firmware/project.ts';
import { type Core, hasHelium } from '../hardware/board-core.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import { serialise } from '../network/integer/serialise.ts';
import { canonicalJson } from '../protocol/canonical-json.ts';
import { describeArchitecture, formatQuality } from '../protocol/describe.ts';
import type { TrialState } from '../protocol/run-state.ts';
import { rateSeen, samplesSeen } from '../protocol/sampling.ts';
import { REFIT, SEARCHED, shippedMetrics } from '../protocol/training-name.ts';
import type { ChosenRun } from './run-choice.ts';
import { VERSION } from './version.ts';

/** Where a model comes from, a fact per line: what the front matter of generated files says. */
export function notesOf(run: ChosenRun, trial: TrialState): string[] {
  const test = run.state.test?.get(trial.index);
  const validation = shippedMetrics(trial);
  return [
    ...originOf(run, trial),
    validation === undefined
      ? REFITTED
      : `Integer network on validation data: ${formatQuality(validation)} (${validation.count} series).`,
    test === undefined
      ? 'Not measured on a test set.'
      : `Integer network on test data: ${formatQuality(test)} (${test.count} series).`,
  ];
}

/** The same of the float network, which has not seen the test set. */
export function floatNotesOf(run: ChosenRun, trial: TrialState): string[] {
  const { float } = trial.result!;
  const quality = {
    [SEARCHED]: `Float network on validation data: ${formatQuality(float)} (${float.count} series).`,
    [REFIT]: REFITTED,
  };
  const { ships = SEARCHED } = trial;
  return [...originOf(run, trial), quality[ships] ?? `Float network of ${ships}: not measured by itself.`];
}

const REFITTED = 'Trained on training and validation data together, so not measured on the latter.';

function originOf(run: ChosenRun, trial: TrialState): string[] {
  const { spec, hash } = run.file;
  return [
    `TinyML NAS ${VERSION}; search '${spec.name}', spec ${hash}, seed ${spec.seed}, trial ${trial.index}.`,
    `Network: ${describeArchitecture(trial.architecture)}.`,
    ...inputOf(run, trial),
  ];
}

/** What the model wants to be given: channels in their order, how often, and how many samples make a window. */
function inputOf({ state: { data } }: ChosenRun, { architecture }: TrialState): string[] {
  if (data === undefined) return [];
  const channels = architecture.sampling?.channels ?? data.channels;
  const every = architecture.sampling?.every ?? 1;
  const rate = rateSeen(architecture, data.samplingRate);
  const recorded =
    data.samplingRate === null ? 'the recorded samples' : `the recorded ${formatHertz(data.samplingRate)}`;
  const samples = data.samples === undefined ? undefined : samplesSeen(architecture, data.samples);
  const duration = rate === undefined || samples === undefined ? '' : ` (${formatSeconds(samples / rate)})`;
  return [
    `Sample: ${listed(channels)}, in this order.`,
    ...(rate === undefined ? [] : [`Samples per second: ${Number(rate.toPrecision(6))}.`]),
    ...(every === 1 ? [] : [`That is one in ${every} of ${recorded}.`]),
    ...(samples === undefined ? [] : [`Window: ${samples} samples${duration}.`]),
  ];
}

function listed(channels: readonly string[]): string {
  const most = 16;
  return channels.length <= most
    ? channels.join(', ')
    : `${channels.slice(0, most).join(', ')}, … (${channels.length} channels)`;
}

/** 16 hexadecimal digits that networks share only when they compute the same from the same. */
export function networkIdentity(network: IntegerNetwork): string {
  return createHash('sha256')
    .update(canonicalJson(serialise(network)))
    .digest('hex')
    .slice(0, 16);
}

export function modelSource(run: ChosenRun, trial: TrialState, network: IntegerNetwork, core: Core): ModelSource {
  const { spec } = run.file;
  const prefix = cIdentifier(spec.output.name ?? 'model');
  const { header, source } = emitModel(network, {
    prefix,
    frontMatter: { title: spec.name, lines: notesOf(run, trial) },
    classes: run.state.data?.classes ?? [],
    helium: hasHelium(core),
  });
  return { prefix, header, source };
}
