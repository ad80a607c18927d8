import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatBytes, formatCount, formatHertz, formatSeconds } from '../../src/base/format.ts';
import type { BoardInfo, DashboardCommand, RunInfo } from '../../src/protocol/dashboard.ts';
import type { Limits } from '../../src/protocol/journal.ts';
import type { RunState } from '../../src/protocol/run-state.ts';
import { Button, ProgressBar } from './controls.tsx';
import { phaseOf, type PhaseText } from './phase.ts';
import type { Page } from './state.ts';

interface HeaderProps {
  readonly page: Page;
  /** Whether there is somebody who follows commands. */
  readonly commands: boolean;
  readonly onCommand: (command: DashboardCommand) => void;
}

/** What is searched for what, how far it is, and what can be done about it. */
export function Header({ page, commands, onCommand }: HeaderProps): VNode {
  const now = useClock(page.activity.kind === 'running');
  const phase = phaseOf(page, now);
  const { info, run } = page;
  return (
    <header>
      <div class="title">
        <h1>{info?.name ?? run.header?.spec.name ?? 'Search'}</h1>
        <span class="board">{info && boardText(info, run)}</span>
        {commands && (
          <span class="actions">
            {phase.commands.map((command) => (
              <Button key={command} primary={command === 'resume'} onPress={() => onCommand(command)}>
                {LABELS[command]}
              </Button>
            ))}
          </span>
        )}
      </div>
      <Phase phase={phase} />
      <p class="facts">{factsOf(page).join(' · ')}</p>
    </header>
  );
}

const LABELS: Readonly<Record<DashboardCommand, string>> = {
  stop: 'Stop',
  resume: 'Resume',
  deploy: 'Deploy',
  flash: 'Flash',
  emulate: 'Run in Emulator',
  measureBoard: 'Measure on Board',
  measureSpread: 'Measure Spread',
  openSpec: 'Open Search File',
  showLog: 'Show Log',
};

function Phase({ phase: { tone, title, text, hint, progress } }: { phase: PhaseText }): VNode {
  return (
    <>
      <p class={`phase ${tone}`}>
        <span class="lamp" aria-hidden="true" />
        <strong>{title}</strong> <span role="status">{text}</span>
      </p>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {tone === 'busy' && (
        <ProgressBar label={title} fraction={progress === undefined ? undefined : progress.fraction} />
      )}
    </>
  );
}

function boardText({ board, framework, mode }: RunInfo, { header }: RunState): string {
  const name = board === undefined ? header?.board : boardFacts(board);
  return [name, framework, mode].filter(Boolean).join(' · ');
}

const boardFacts = ({ name, core, clockHz, flashBytes, ramBytes }: BoardInfo): string =>
  `${name} (${core}, ${formatHertz(clockHz)}, ${formatBytes(flashBytes)} flash, ${formatBytes(ramBytes)} RAM)`;

function factsOf({ run }: Page): string[] {
  const { header, data, rejected } = run;
  const facts: string[] = [];
  if (data !== undefined) {
    const target = data.task === 'classification' ? `${data.classes.length} classes` : 'Regression';
    const test = data.test === null ? 'no' : formatCount(data.test);
    facts.push(
      `${target} from ${data.channels.length} ${data.channels.length === 1 ? 'channel' : 'channels'}`,
      `${formatCount(data.train)} training, ${formatCount(data.validation)} validation, ${test} test series`,
    );
  }
  if (header !== undefined) {
    facts.push(`${formatCount(header.space)} architectures`);
    const limits = limitsText(header.limits);
    if (limits !== '') facts.push(`limits: ${limits}`);
  }
  if (rejected > 0) facts.push(`${formatCount(rejected)} candidates over a limit, never trained`);
  return facts;
}

function limitsText({ flash, ram, latency }: Limits): string {
  return [
    ...(flash === undefined ? [] : [`${formatBytes(flash)} flash`]),
    ...(ram === undefined ? [] : [`${formatBytes(ram)} RAM`]),
    ...(latency === undefined ? [] : [formatSeconds(latency)]),
  ].join(', ');
}

/** Milliseconds, twice a second while something counts. */
function useClock(counts: boolean): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => tick((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, [counts]);
  return Date.now();
}
