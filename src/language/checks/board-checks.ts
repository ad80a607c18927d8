import { boardNamed, emulatedBoardFor, nearestBoards } from '../../hardware/boards.ts';
import { estimateEnergy } from '../../hardware/energy.ts';
import { boardRoom, frameworkName } from '../../hardware/image-overhead.ts';
import { describeOverhead } from '../../hardware/overhead-text.ts';
import { quoteAll } from '../../spec/report.ts';
import { boardSummary } from '../board-text.ts';
import { costName, formatCost } from '../cost-text.ts';

import type { DomainCheck } from './check.ts';

export const unknownBoard: DomainCheck = function* ({ sections: { target } }) {
  if (target === undefined || boardNamed(target.board) !== undefined) return;
  const near = nearestBoards(target.board, 3).map(({ id }) => id);
  yield {
    code: 'board/unknown',
    severity: 'error',
    path: 'target.board',
    message: `there is no board \`${target.board}\``,
    hint: `Did you mean one of ${quoteAll(near)}?`,
    suggestion: near[0],
  };
};

/** The search runs, but its result could not be deployed. */
export const frameworkOfBoard: DomainCheck = function* ({ sections: { target, output } }) {
  const board = boardNamed(target?.board ?? '');
  if (board === undefined || output === undefined) return;
  const path = 'output.framework';
  if (output.framework === 'platformio' && board.platform === undefined) {
    yield {
      code: 'firmware/no-platform',
      severity: 'warning',
      path,
      message: `PlatformIO has no board \`${board.id}\`: it only exists in the emulator`,
      suggestion: 'bare',
    };
  }
  if (output.framework === 'bare' && emulatedBoardFor(board) === undefined) {
    yield {
      code: 'firmware/no-emulator',
      severity: 'warning',
      path,
      message: `\`framework: bare\` is for the emulator, which has no machine like \`${board.id}\` (${board.core})`,
      suggestion: 'platformio',
    };
  }
};

export const limitsOfBoard: DomainCheck = function* ({ sections: { target, constraints, output } }) {
  const board = boardNamed(target?.board ?? '');
  if (board === undefined || constraints === undefined || output === undefined) return;
  const room = boardRoom(output.framework, board);
  for (const name of ['flash', 'ram'] as const) {
    const limit = constraints[name];
    const left = room[name];
    if (limit === undefined || limit <= left) continue;
    yield {
      code: 'search/limit-exceeds-board',
      severity: 'warning',
      path: `constraints.${name}`,
      message: `\`${name}\` allows ${formatCost(name, limit)}, and \`${board.id}\` leaves ${formatCost(name, left)} of ${costName(name)} beside ${frameworkName(room.overhead)}, which holds`,
      hint: `The board: ${boardSummary(board)}. ${describeOverhead(room.overhead)}`,
      suggestion: downTo(left),
    };
  }
};

/** A limit of at most so many bytes, as people would write it. */
const downTo = (bytes: number) => (bytes < 1024 ? `${bytes} B` : `${Math.floor(bytes / 102.4) / 10} KiB`);

export const energyOfBoard: DomainCheck = function* ({ sections: { target, constraints, strategy } }) {
  const board = boardNamed(target?.board ?? '');
  if (board === undefined || estimateEnergy(board.mcu, 1, 1) !== undefined) return;
  const objective = strategy?.objectives.indexOf('energy') ?? -1;
  const unknown = `the power of \`${board.id}\` is unknown, so`;
  if (objective >= 0) {
    yield {
      code: 'search/energy-unknown',
      severity: 'error',
      path: `strategy.objectives[${objective}]`,
      message: `${unknown} \`energy\` cannot be an objective`,
      hint: 'Take `latency` for it, or choose a board with known power.',
    };
  }
  if (constraints?.energy !== undefined) {
    yield {
      code: 'search/energy-unknown',
      severity: 'error',
      path: 'constraints.energy',
      message: `${unknown} no network can be shown to keep a limit of energy`,
      hint: 'Limit `latency` instead, or choose a board with known power.',
    };
  }
};
