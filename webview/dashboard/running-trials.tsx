import type { VNode } from 'preact';
import { describeArchitecture } from '../../src/protocol/describe.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { CurvePlot } from './curve-plot.tsx';
import type { Task } from './measures.ts';
import { memo } from './memo.ts';

interface RunningTrialsProps {
  readonly trials: readonly TrialState[];
  readonly task: Task;
  readonly onSelect: (trial: number) => void;
}

/** The trials in flight, each with its learning curve so far. */
export function RunningTrials({ trials, task, onSelect }: RunningTrialsProps): VNode | null {
  if (trials.length === 0) return null;
  return (
    <section class="running">
      <div class="heading">
        <h2>In training</h2>
        <CurveLegend />
      </div>
      <ul>
        {trials.map((trial) => (
          <RunningTrial key={trial.index} trial={trial} task={task} onSelect={onSelect} />
        ))}
      </ul>
    </section>
  );
}

interface RunningTrialProps {
  readonly trial: TrialState;
  readonly task: Task;
  readonly onSelect: (trial: number) => void;
}

const RunningTrial = memo(({ trial, task, onSelect }: RunningTrialProps): VNode => {
  const { index, architecture, curve } = trial;
  const epoch = curve.at(-1)?.epoch;
  return (
    <li>
      <button type="button" class="link" onClick={() => onSelect(index)}>
        Trial {index}
      </button>
      <span class="muted"> {epoch === undefined ? 'begins' : `epoch ${epoch}`}</span>
      <div class="clip muted" title={describeArchitecture(architecture)}>
        {describeArchitecture(architecture)}
      </div>
      <CurvePlot curve={curve} task={task} width={190} height={104} />
    </li>
  );
});

/** The lines differ by dashes, not by colour alone. */
export function CurveLegend(): VNode {
  const entry = (name: string): VNode => (
    <span class="entry">
      <svg class="curve" width={22} height={8} aria-hidden="true">
        <path class={`line ${name}`} d="M0,4 L22,4" />
      </svg>
      {name}
    </span>
  );
  return (
    <span class="legend">
      {entry('training')}
      {entry('validation')}
    </span>
  );
}
