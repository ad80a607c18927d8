import { boardChoices, type BoardChoice } from '../board-text.ts';
import type { FrameworkName } from './template.ts';

/** What to build firmware with, in a list to choose from. */
export const FRAMEWORK_CHOICES: readonly {
  readonly id: FrameworkName;
  readonly label: string;
  readonly detail: string;
}[] = [
  { id: 'zephyr', label: 'Zephyr', detail: 'built and flashed with west' },
  { id: 'platformio', label: 'PlatformIO', detail: 'built and flashed with pio; most boards' },
  { id: 'bare', label: 'Emulator', detail: 'runs in QEMU on this computer: no board, no framework' },
];

/** Boards that many people have; first in the list. */
const COMMON = ['nucleo_l432kc', 'nano33ble', 'nucleo_f446re', 'rpipico', 'esp32dev', 'qemu:mps2-an386'];

/** The boards that a framework can be generated for, common ones first. */
export function boardsFor(framework: FrameworkName): BoardChoice[] {
  const fitting = boardChoices().filter(({ board }) => {
    if (framework === 'bare') return board.emulator !== undefined;
    return framework === 'zephyr' ? board.zephyr !== undefined : board.platform !== undefined;
  });
  const rank = ({ id }: BoardChoice) => (COMMON.includes(id) ? COMMON.indexOf(id) : COMMON.length);
  return fitting.sort((a, b) => rank(a) - rank(b));
}
