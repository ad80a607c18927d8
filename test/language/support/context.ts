import { analyse } from '../../../src/language/analysis.ts';
import type { LanguageContext } from '../../../src/language/context.ts';
import { dataSourceOf } from '../../../src/language/data-source.ts';
import { estimateInSteps } from '../../../src/language/estimate.ts';
import { shapeOf } from '../../../src/language/shape.ts';
import { peekData } from '../../../src/data/peek.ts';
import { boardNamed } from '../../../src/hardware/boards.ts';
import { finish } from '../../../src/search/space-survey.ts';

/** Everything that the editor would find out about a text. */
export async function contextFor(text: string, baseDirectory = '/nowhere'): Promise<LanguageContext> {
  const analysis = analyse(text);
  const source = dataSourceOf(analysis);
  const data = source && (await peekData(source, { baseDirectory }));
  const { spec } = analysis.inspected;
  const board = spec && boardNamed(spec.target.board);
  const shape = spec && data && shapeOf(spec, data);
  const estimate = spec && board && shape ? finish(estimateInSteps({ spec, shape, board })) : undefined;
  return { data, estimate };
}

/** The text without its mark `|`, and where it stood. */
export function cursor(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0 || marked.includes('|', offset + 1)) throw new Error(`not one mark in ${marked}`);
  return { text: marked.replace('|', ''), offset };
}
