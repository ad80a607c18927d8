import type { FirmwareInput } from './project.ts';

/** The facts that every README begins with. */
export function readmeHead(input: FirmwareInput, what: string): string {
  return `# ${markdownText(input.title)}

${what}

${notesTable(input)}
`;
}

/** How to call the model, for every README. */
export function readmeApi(prefix: string, mode: FirmwareInput['mode']): string {
  const macro = prefix.toUpperCase();
  const when = mode === 'windowed' ? `after every window, then ${prefix}_reset` : 'after every step, no reset needed';
  return `## The model

\`\`\`c
${prefix}_t model;                              /* the caller owns the memory; no heap, no libc */
int16_t sample[${macro}_INPUTS];
int32_t outputs[${macro}_OUTPUTS];

${prefix}_init(&model);
${prefix}_quantize(raw, sample);                /* float raw[${macro}_INPUTS], in the units of the training data */
if (${prefix}_step(&model, sample)) {           /* 1: the network took a step; 0: its front end still collects */
	int32_t answer = ${prefix}_predict(&model, outputs); /* ${when} */
}
\`\`\`
`;
}

/** How a board measures the model, for the READMEs of real boards. @param build commands that build and flash the self-test */
export function readmeMeasure(input: FirmwareInput, build: string): string {
  return `## Measure

The self-test build runs the stored windows through the model again and again, and says what came out, how many cycles it
took and how deep the stack got. \`nas measure\` reads it, compares every answer with the search, and corrects the estimates
for this board:

\`\`\`sh
${build}
nas measure RUN --port /dev/ttyACM0    # RUN: the folder of the run, or the .nas.yaml
\`\`\`

In VS Code, *NAS: Measure on Board…* does both. The network is ${input.identity}.
`;
}

function notesTable(input: FirmwareInput): string {
  const lines = input.notes.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => `- ${markdownText(line)}`)
    .join('\n');
}

/** On one line, without what Markdown would take for markup. */
function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_<>[\]#|]/g, '\\$&');
}
