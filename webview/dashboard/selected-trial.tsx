import type { VNode } from 'preact';
import type { DashboardCommand } from '../../src/protocol/dashboard.ts';
import { describeArchitecture } from '../../src/protocol/describe.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { Comparison } from './comparison.tsx';
import { Button } from './controls.tsx';
import { Costs } from './costs.tsx';
import { CurvePlot } from './curve-plot.tsx';
import { EmulationResult } from './emulation-result.tsx';
import { Errors } from './errors.tsx';
import { Layers } from './layers.tsx';
import { MeasurementResults } from './measurement-result.tsx';
import type { Task } from './measures.ts';
import { Quality } from './quality.tsx';
import { CurveLegend } from './running-trials.tsx';
import type { Page } from './state.ts';

interface SelectedTrialProps {
  readonly page: Page;
  readonly task: Task;
  readonly trial: TrialState;
  /** The trial that it is compared with. */
  readonly compared: TrialState | undefined;
  /** The trial that was pinned to be compared; the selected one, while no other was chosen. */
  readonly pinned: number | undefined;
  readonly commands: boolean;
  readonly onCommand: (command: DashboardCommand, trial: number) => void;
  readonly onPin: (trial: number | undefined) => void;
}

/** Everything that is known of one network. */
export function SelectedTrial(props: SelectedTrialProps): VNode {
  const { page, task, trial, compared, commands } = props;
  const { run, info } = page;
  const detail = page.details.get(trial.index);
  const emulation = page.emulations.get(trial.index);
  const test = run.test?.get(trial.index);
  return (
    <section class="network" aria-label="Selected architecture">
      <Title {...props} />
      {compared !== undefined && (
        <Comparison page={page} trials={[compared, trial]} details={[page.details.get(compared.index), detail]} />
      )}
      {emulation !== undefined && <EmulationResult state={emulation} />}
      {trial.measurements.length > 0 && <MeasurementResults measurements={trial.measurements} cost={trial.cost} />}
      <Costs trial={trial} info={info} run={run} detail={detail} />
      {trial.result !== undefined && <Quality trial={trial} result={trial.result} test={test} task={task} run={run} />}
      {trial.result !== undefined && (
        <Errors metrics={test ?? trial.result.integer} tested={test !== undefined} classes={run.data?.classes ?? []} />
      )}
      {trial.curve.length > 0 && (
        <>
          <div class="heading">
            <h3>Learning curve</h3>
            <CurveLegend />
          </div>
          <CurvePlot curve={trial.curve} task={task} width={380} height={170} />
        </>
      )}
      {detail !== undefined && <Layers detail={detail} />}
      {detail === undefined && !commands && <p class="note">A report holds the layers of the front alone.</p>}
    </section>
  );
}

function Title({ page, trial, pinned, commands, onCommand, onPin }: SelectedTrialProps): VNode {
  const { index, architecture, status } = trial;
  const member = page.run.front.includes(index);
  const waiting = pinned === index;
  const emulating = page.emulations.get(index)?.kind === 'running';
  const kept = member || page.run.phase.kind !== 'finished';
  return (
    <>
      <div class="heading">
        <h2>Trial {index}</h2>
        <span class={`status ${status}`}>{statusText(trial, member, page.run.confirmed)}</span>
      </div>
      <p class="architecture">{describeArchitecture(architecture)}</p>
      {trial.failure !== undefined && <p class="failure">Training failed: {trial.failure}</p>}
      <div class="actions">
        {commands && status === 'finished' && (
          <>
            <Button
              primary
              disabled={!kept}
              onPress={() => onCommand('deploy', index)}
              title="Write a firmware project with this network"
            >
              Deploy
            </Button>
            <Button
              disabled={!kept}
              onPress={() => onCommand('flash', index)}
              title="Deploy, build, flash, and open the monitor"
            >
              Flash
            </Button>
            <Button
              disabled={emulating || !kept}
              onPress={() => onCommand('emulate', index)}
              title="Build and run this network in QEMU, and compare every answer"
            >
              Run in Emulator
            </Button>
            <Button
              disabled={!kept}
              onPress={() => onCommand('measureBoard', index)}
              title="Read what the self-test build of this network measures on a board"
            >
              Measure on Board
            </Button>
            <Button
              onPress={() => onCommand('measureSpread', index)}
              title="Train this network with other seeds, to see how much of its quality is luck"
            >
              Measure Spread
            </Button>
          </>
        )}
        <Button
          pressed={pinned !== undefined}
          onPress={() => onPin(pinned === undefined ? index : undefined)}
          title="Put another trial beside this one"
        >
          {pinned === undefined ? 'Compare' : 'End Comparison'}
        </Button>
      </div>
      {commands && !kept && <p class="hint">When a search is finished, only the networks of the front are kept.</p>}
      {waiting && <p class="hint">Select the trial to compare trial {index} with.</p>}
    </>
  );
}

function statusText({ status, curve, seeds, stopped }: TrialState, member: boolean, confirmed: boolean): string {
  if (status === 'finished') {
    if (member) return 'on the front';
    return confirmed && seeds.size > 0 ? 'left the front: other seeds did worse' : 'dominated';
  }
  if (stopped !== undefined) return `stopped after ${stopped.epochs} epochs: too far behind`;
  const epoch = curve.at(-1)?.epoch;
  return status === 'running' && epoch !== undefined ? `in training, epoch ${epoch}` : status;
}
