import { imageOverhead } from '../../hardware/image-overhead.ts';
import { describeOverhead } from '../../hardware/overhead-text.ts';
import type { FirmwareInput } from '../project.ts';
import { readmeApi, readmeHead, readmeMeasure } from '../readme.ts';

export function zephyrReadme(input: FirmwareInput): string {
  const { zephyr, name } = input.board;
  const board = zephyr ?? 'BOARD';
  const folder = `build/${board.replace(/[/@]/g, '_')}`;
  const unknown = `\n${name} has no name here for Zephyr: find it with \`west boards\`, and put it in place of \`BOARD\`.\n`;
  return `${readmeHead(
    input,
    `A Zephyr application (Zephyr 3.4 or later) with the model as a module. At start it checks the model on stored windows,
bit for bit, and measures a step; then it takes samples. The sensor goes into \`read_sample\` of \`src/main.c\`.`,
  )}
## Build, flash, watch

In a [Zephyr workspace](https://docs.zephyrproject.org/latest/develop/getting_started/), with \`APP\` the path of this folder:
${zephyr === undefined ? unknown : ''}
\`\`\`sh
west build -b ${board} -d ${folder} APP
west flash -d ${folder}
west build -d ${folder} -t ram_report    # and rom_report: the kernel is part of the budget
west twister -T APP -p ${board} --device-testing --device-serial /dev/ttyACM0
\`\`\`

${describeOverhead(imageOverhead('zephyr', input.board))} \`nas size\` on this folder shows what your build takes.

In VS Code with TinyML NAS, *NAS: Build Firmware*, *NAS: Monitor Board* and the tasks of type \`nas\` do the same.

The console says \`self-test passed\` and \`time per step\`. To use the model elsewhere, take \`modules/${input.model.prefix}\`:
it is a Zephyr module of its own (\`-DEXTRA_ZEPHYR_MODULES=…/modules/${input.model.prefix}\`).

\`src/main.c\`, \`prj.conf\` and \`CMakeLists.txt\` are yours: once you change them, they are not generated again.

${readmeMeasure(
  input,
  `west build -b ${board} -d ${folder}-selftest APP -- -DNAS_SELF_TEST=1
west flash -d ${folder}-selftest`,
)}
${readmeApi(input.model.prefix, input.mode)}`;
}
