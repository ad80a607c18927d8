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
