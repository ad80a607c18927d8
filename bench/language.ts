/**
 * How long the language keeps an editor waiting in a file of 2,000 lines: diagnostics and completion after a key press.
 *
 *     npx tsx bench/language.ts [rounds]
 */
import { loadavg } from 'node:os';
import { Random } from '../src/base/random.ts';
import { peekData } from '../src/data/peek.ts';
import { boardNamed } from '../src/hardware/boards.ts';
import { Analysis } from '../src/language/analysis.ts';
import { completionsAt } from '../src/language/complete.ts';
import { diagnose } from '../src/language/diagnose.ts';
import { estimateInSteps } from '../src/language/estimate.ts';
import { hoverAt } from '../src/language/hover.ts';
import { shapeOf } from '../src/language/shape.ts';
import { finish } from '../src/search/space-survey.ts';

/** ms: the bar, of the 95th percentile */
const BAR = 50;
const LINES = 2000;
const WARM_UP = 10;
const rounds = Number(process.argv[2] ?? 200);

/** A file with what makes real ones long: comments, lists of sizes and columns, published results. */
function longFile(): string {
  const comment = (index: number) =>
    `# ${index}: why this value was chosen, what was tried before it, and who found that out in which run`;
  const head = `name: long
data:
  source: synthetic
  generator: gestures
task:
  type: classification
target:
  board: nucleo_l432kc # the board on the desk
constraints:
  flash: 64 KiB
  ram: 20 KiB
strategy:
  objectives: [error, flash, latency]
space:
  cell: [gru, lstm, mgu]
  hidden:
`.split('\n');
  const sizes = Array.from({ length: 200 }, (_, i) => [`    ${comment(i)}`, `    - ${i + 4}`]).flat();
  const results = Array.from({ length: 150 }, (_, i) => [
    `  ${comment(i)}`,
    `  - name: result ${i}`,
    `    accuracy: ${(80 + (i % 20) / 2).toFixed(1)} %`,
    `    flash: ${10 + i} KiB`,
    `    ram: ${1 + i} KiB`,
    `    macs: ${1000 * (i + 1)}`,
  ]).flat();
  const lines = [...head.slice(0, -1), ...sizes, 'references:', ...results];
  const notes = Array.from({ length: LINES - lines.length }, (_, i) => comment(i));
  return [...notes, ...lines].join('\n');
}

const text = longFile();
const random = new Random('bench');
const { spec, problems } = new Analysis(text).inspected;
if (spec === undefined) throw new Error(problems[0]?.message);
const board = boardNamed(spec.target.board)!;
const data = await peekData({ source: 'synthetic', generator: 'gestures' }, { baseDirectory: '.' });
const estimate = finish(estimateInSteps({ spec, board, shape: shapeOf(spec, data)! }));
const context = { data, estimate };

/** The file after one more key press at a random place. */
function edited(): { text: string; offset: number } {
  const offset = random.index(text.length);
  return {
    text: text.slice(0, offset) + random.pick(['a', ' ', ':', '\n', '4', ',']) + text.slice(offset),
    offset: offset + 1,
  };
}

/** [round] ms */
function measure(action: (edit: { text: string; offset: number }) => unknown): number[] {
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const edit = edited();
    const begin = performance.now();
    action(edit);
    if (round >= 0) times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b);
}

const measurements = {
  diagnostics: measure((edit) => diagnose(new Analysis(edit.text), context)),
  completion: measure((edit) => completionsAt(edit.text, edit.offset, context)),
  'completion of boards': measure(() => completionsAt(text, text.indexOf('nucleo') + 3, context)),
  hover: measure((edit) => hoverAt(new Analysis(edit.text), edit.offset, context)),
};

const [load = 0] = loadavg();
console.log(`${text.split('\n').length} lines, ${text.length} characters, ${rounds} edits, Node ${process.version}`);
if (load > 1) console.log(`The machine is busy (load ${load.toFixed(1)}): the times are those of a slower one.`);
for (const [name, times] of Object.entries(measurements)) {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]!;
  console.log(
    `${name.padEnd(22)} p50 ${at(0.5).toFixed(1)} ms   p95 ${at(0.95).toFixed(1)} ms   most ${at(1).toFixed(1)} ms`,
  );
  if (at(0.95) > BAR) process.exitCode = 1;
}
