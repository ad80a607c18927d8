import { formatBytes, formatCount, formatSeconds } from '../../base/format.ts';
import { describeLatencyBasis } from '../../hardware/latency.ts';
import { describeImage, describeOverhead } from '../../hardware/overhead-text.ts';
import { Random } from '../../base/random.ts';
import { describeCalibration } from '../../protocol/describe.ts';
import { effectiveLimits } from '../../search/constraints.ts';
import { finish, surveySpace, type CostRange } from '../../search/space-survey.ts';
import { readCalibration } from '../../runs/board-calibration-file.ts';
import { describeData, prepare } from '../../runs/prepare.ts';
import { formatProblem, readSpecFile } from '../../runs/spec-file.ts';
import type { Terminal } from '../terminal.ts';

/** Says whether a spec can be searched, what data it has and what its space costs. */
export async function check(path: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const file = readSpecFile(path);
  for (const problem of file.warnings) terminal.say(formatProblem(path, problem));
  const calibration = readCalibration(file.directory, file.spec.target.board);
  const { board, room, data, space, estimator } = await prepare(file, terminal, signal, calibration);
  const limits = effectiveLimits(file.spec.constraints, room);
  const random = new Random(file.spec.seed);
  const { count, share, ranges } = finish(surveySpace(space, estimator, limits, random));

  if (terminal.json) {
    terminal.print(
      JSON.stringify({
        spec: file.spec.name,
        hash: file.hash,
        board: board.id,
        warnings: file.warnings,
        architectures: count,
        feasibleShare: share,
        series: [data.train, data.validation, data.test].map((set) => set?.lengths.length ?? 0),
        classes: data.classes,
        channels: data.channels,
        flash: ranges?.flash,
        ram: ranges?.ram,
        latency: ranges?.latency,
        calibration,
        overhead: room.overhead,
      }),
    );
    return;
  }
  terminal.print(`${file.spec.name}: ${describeData(data)}`);
  terminal.print(`${formatCount(count)} architectures, ${(100 * share).toFixed(0)} % fit ${board.name}`);
  if (ranges === undefined) return;
  const line = (name: string, [low, high]: CostRange, format: (value: number) => string): void => {
    terminal.print(`  ${name.padEnd(8)} ${format(low)} … ${format(high)}`);
  };
  line('flash', ranges.flash, formatBytes);
  line('RAM', ranges.ram, formatBytes);
  line('latency', ranges.latency, formatSeconds);
  terminal.print(`  ${''.padEnd(8)} ${describeLatencyBasis(board)}`);
  if (calibration !== undefined) terminal.print(`  ${''.padEnd(8)} ${describeCalibration(calibration)}`);
  terminal.print(`  image    ${describeImage(ranges.flash, ranges.ram, room)}`);
  terminal.print(describeOverhead(room.overhead));
}
