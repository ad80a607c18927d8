import type { Problem } from '../protocol/problem.ts';
import { Report, type Span } from '../spec/report.ts';
import type { Analysis } from './analysis.ts';
import { energyOfBoard, frameworkOfBoard, limitsOfBoard, unknownBoard } from './checks/board-checks.ts';
import type { DomainCheck } from './checks/check.ts';
import { classesOfData, columnsOfData, dataFiles, windowOfData } from './checks/data-checks.ts';
import { budgetOfSpace, deadChoices, inputsOfData, latencyOfStream, nothingFits } from './checks/space-checks.ts';
import type { LanguageContext } from './context.ts';

const CHECKS: readonly DomainCheck[] = [
  unknownBoard,
  frameworkOfBoard,
  limitsOfBoard,
  energyOfBoard,
  dataFiles,
  columnsOfData,
  classesOfData,
  windowOfData,
  inputsOfData,
  nothingFits,
  deadChoices,
  latencyOfStream,
  budgetOfSpace,
];

/** The problems of a text, by itself and with what is known of board, data and costs, in the order of the text. */
export function diagnose(analysis: Analysis, context: LanguageContext = {}): Problem[] {
  const { sections, problems } = analysis.inspected;
  const report = new Report(analysis.text);
  for (const check of CHECKS) {
    for (const finding of check({ analysis, sections, context })) report.add(finding, spanOf(analysis, finding.path));
  }
  const found = report.problems();
  return [...problems, ...found].sort((a, b) => a.range.start.offset - b.range.start.offset);
}

/** The outline knows places even where the text is not YAML; what stands around a value, and aliases, the other. */
function spanOf(analysis: Analysis, path: string): Span {
  const entry = analysis.at(path)?.entry;
  if (entry?.value.kind === 'scalar') return entry.value.span;
  return analysis.inspected.placeOf(path);
}
