import type { CellName } from '../../protocol/architecture.ts';
import type { Cell } from '../cell.ts';
import { fastgrnn } from './fastgrnn.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { mgu } from './mgu.ts';
import { rnn } from './rnn.ts';

/** Every cell the search knows. A new cell is one file beside this one, its name in the protocol, and one entry here. */
export const cells: Readonly<Record<CellName, Cell>> = { lstm, gru, mgu, rnn, fastgrnn };
