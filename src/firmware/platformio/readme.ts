import { imageOverhead } from '../../hardware/image-overhead.ts';
import { describeOverhead } from '../../hardware/overhead-text.ts';
import type { FirmwareInput } from '../project.ts';
import { readmeApi, readmeHead, readmeMeasure } from '../readme.ts';
import type { ChosenFramework } from '../../hardware/board-framework.ts';

const withoutConsole: readonly ChosenFramework[] = ['cmsis', 'stm32cube', 'libopencm3', 'spl', 'none'];

export function platformioReadme(input: FirmwareInput, framework: ChosenFramework): string {
  const { id, name } = input.board;
  const main = framework === 'arduino' || framework === 'mbed' ? 'src/main.cpp' : 'src/main.c';
  const console = withoutConsole.includes(framework)
    ? `The framework ${framework === 'none' ? 'of this board' : framework} has no console of its own: look at \`last_line\` with the debugger, or give \`say\` of \`${main}\` your UART.`
    : 'The console says `self-test passed` and `time per step`.';
  return `${readmeHead(
    input,
    `A PlatformIO project for ${name}, with the model as a private library. At start it checks the model on stored windows,
bit for bit, and measures a step; then it takes samples. The sensor goes into \`read_sample\` of \`${main}\`.`,
  )}
## Build, upload, watch

\`\`\`sh
pio run -e ${id} -t upload
pio device monitor
pio run -e native -t exec      # the self-test on this computer
\`\`\`

${describeOverhead(imageOverhead('platformio', input.board))}

In VS Code with TinyML NAS, *NAS: Build Firmware*, *NAS: Monitor Board* and the tasks of type \`nas\` do the same.

${console}

\`${main}\` and \`platformio.ini\` are yours: once you change them, they are not generated again.

${readmeMeasure(input, `pio run -e ${id}-selftest -t upload`)}
${readmeApi(input.model.prefix, input.mode)}`;
}
