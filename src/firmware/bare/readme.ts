import type { FirmwareInput } from '../project.ts';
import { readmeApi, readmeHead } from '../readme.ts';

export function bareReadme(input: FirmwareInput, machine: string): string {
  const count = input.vectors.steps.length;
  return `${readmeHead(
    input,
    `The model on a bare emulated microcontroller. The program reads ${count} test windows from \`vectors.bin\`, writes the
answers to \`outputs.bin\`, and reports instructions, stack and context. \`expected.bin\` holds what the answers must be.`,
  )}
## Run

\`\`\`sh
sudo apt-get install --no-install-recommends make gcc-arm-none-eabi qemu-system-arm
sudo apt-get install --no-install-recommends gcc-riscv64-unknown-elf qemu-system-misc   # for MACHINE=riscv32-virt
make run                  # MACHINE=${machine}
make size
\`\`\`

QEMU counts instructions, not cycles: the figures repeat to the instruction, and a cycle count needs the real core.

${readmeApi(input.model.prefix, input.mode)}`;
}
