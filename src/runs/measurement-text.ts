import { formatBytes, formatCount, formatSeconds } from '../base/format.ts';
import { describeCalibration, describeSource } from '../protocol/describe.ts';
import type { MeasureReport } from '../protocol/jobs.ts';
import type { Measurement, Timing } from '../protocol/measurement.ts';

/** What a board measured beside what was estimated, a fact per line. */
export function measurementLines({ measurement, calibration }: MeasureReport): string[] {
  const { trial, windows, passed, compiler, context, stack, timing } = measurement;
  const lines = [
    `trial ${trial}, ${describeSource(measurement)}: ${passed} of ${windows} windows as predicted, bit for bit`,
    `  RAM of the model    ${formatBytes(context)}, ${stack === null ? 'stack unknown' : `${formatBytes(stack)} of stack`}`,
    `  compiler            ${compiler}`,
  ];
  if (timing === null) lines.push('  no clock on this machine');
  else lines.push(...timingLines(timing));
  if (calibration !== undefined) lines.push(`  estimates from now  ${describeCalibration(calibration)}`);
  return lines;
}

function timingLines({ counts, hz, step, predict, latency, estimated }: Timing): string[] {
  const unit = counts === 'time' ? 'ticks' : counts;
  const beside = estimated === null ? '' : ` (estimated ${formatSeconds(estimated)}, ${deviation(latency, estimated)})`;
  return [
    `  latency             ${formatSeconds(latency)}${beside}`,
    `  step                ${formatCount(step.mean)} ${unit} (${formatCount(step.least)} … ${formatCount(step.most)}), ${formatSeconds(step.mean / hz)}`,
    `  answer              ${formatCount(predict)} ${unit}, ${formatSeconds(predict / hz)}`,
    `  clock               ${formatCount(hz)} ${unit} per second`,
  ];
}

/** The same in a sentence, for a notification. */
export function measurementSummary({ measurement, calibration }: MeasureReport): string {
  const { trial, windows, passed, timing } = measurement;
  const exact = passed === windows ? 'bit for bit as predicted' : `${windows - passed} windows NOT as predicted`;
  const latency = timing === null ? '' : `, latency ${latencyText(timing)}`;
  const next =
    calibration === undefined ? '' : ` Estimates of this board from now: ${describeCalibration(calibration)}.`;
  return `Trial ${trial}, ${describeSource(measurement)}: ${windows} windows, ${exact}${latency}.${next}`;
}

function latencyText({ latency, estimated }: Timing): string {
  const beside = estimated === null ? '' : ` (estimated ${formatSeconds(estimated)})`;
  return `${formatSeconds(latency)}${beside}`;
}

/** What the run says of a network that did not pass. */
export function failureOf({ windows, passed, source }: Measurement): { message: string; hint: string } {
  const defect =
    source === 'emulator'
      ? 'This is a defect of the tool or of the compiler: please report it with the run’s folder.'
      : 'Build with the options of the generated project; if it stays, please report it with the run’s folder and the log.';
  return { message: `${windows - passed} of ${windows} windows differ from the integer network`, hint: defect };
}

function deviation(measured: number, estimated: number): string {
  const percent = 100 * (measured / estimated - 1);
  return `${percent < 0 ? '−' : '+'}${Number(Math.abs(percent).toFixed(1))} %`;
}
