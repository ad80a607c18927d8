import type { Spec } from '../../spec/schema.ts';
import type { Application } from './application.ts';

export type FrameworkName = Spec['output']['framework'];

export interface TemplateChoice {
  readonly application: Application;
  readonly framework: FrameworkName;
  /** Board id. */
  readonly board: string;
}

/** What marks a line that is to be changed. */
const MARK = '# <<<';

/** The text of a new `.nas.yaml`. */
export function templateText({ application, framework, board }: TemplateChoice): string {
  const { comment, name, body, mode, constraints, objectives, simulated, worn } = application;
  const todo = simulated ? '' : `# Change the lines marked with <<<.\n`;
  const strategy = objectives === undefined ? '' : `\nstrategy:\n  objectives: ${objectives}\n`;
  return `# ${comment}
${todo}name: ${name}

${body}
target:
  board: ${board}
  # ${MODE_NOTES[mode]}
  mode: ${mode}

# Hard limits: a network over one of them is never trained.
constraints:
${constraints}${strategy}
# More trials find better networks; a few are enough to see a front.
budget:
  trials: ${simulated ? 16 : 40}
${worn === true ? WORN : ''}
output:
  framework: ${framework}
`;
}

const WORN = `
training:
  # Everybody wears a sensor a little differently: gains and zeros of the channels vary, as much as proves good.
  augmentation: auto
`;

const MODE_NOTES: Readonly<Record<Application['mode'], string>> = {
  streaming: 'One step per sample, as it arrives.',
  windowed: 'A whole window is collected and then decided on.',
};

/** Where the first edit belongs: the value of the first marked line, else the name. @returns [start, end) */
export function firstEdit(text: string): readonly [number, number] {
  const mark = text.indexOf(MARK);
  const line = mark < 0 ? text.search(/^name: /m) : text.lastIndexOf('\n', mark) + 1;
  const value = text.indexOf(': ', line) + 2;
  const end = mark < 0 ? text.indexOf('\n', value) : mark;
  return [value, value + text.slice(value, end).trimEnd().length];
}

/** `gestures.nas.yaml`, or `gestures-2.nas.yaml` when that is taken. */
export function freeName(name: string, taken: (file: string) => boolean): string {
  for (let number = 1; ; number++) {
    const file = `${name}${number === 1 ? '' : `-${number}`}.nas.yaml`;
    if (!taken(file)) return file;
  }
}
