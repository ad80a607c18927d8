import { distance } from 'fastest-levenshtein';
import { type Core, isCore } from './board-core.ts';
import { BOARD_TABLE } from './board-data.ts';
import { EMULATED_BOARDS } from './board-emulated.ts';
import { zephyrBoardOf } from './board-zephyr.ts';
import { type Board, type BoardFramework, type EmulatedBoard, isBoardFramework } from './board.ts';

/** Lines of the table by id. A line becomes a board when somebody asks for it: most commands want one of 805. */
let table: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, Board>(EMULATED_BOARDS.map((board) => [board.id, board]));

function lines(): ReadonlyMap<string, string> {
  table ??= new Map(BOARD_TABLE.split('\n').map((line) => [line.slice(0, line.indexOf('\t')), line]));
  return table;
}

/** All boards: the emulated ones first, then the real ones by id. About 8 ms at the first call; `boardNames` 1 ms. */
export function allBoards(): Board[] {
  return boardNames().map(({ id }) => boardNamed(id)!);
}

/** What a list to choose from shows of every board, in the order of `allBoards`. */
export function boardNames(): { id: string; name: string }[] {
  const real = [...lines()].map(([id, line]) => ({ id, name: line.split('\t', 2)[1]! }));
  return [...EMULATED_BOARDS.map(({ id, name }) => ({ id, name })), ...real];
}

/** The board with this id. */
export function boardNamed(id: string): Board | undefined {
  const known = parsed.get(id);
  if (known !== undefined) return known;
  const line = lines().get(id);
  if (line === undefined) return undefined;
  const board = parseLine(line);
  parsed.set(id, board);
  return board;
}

/** The boards that somebody who wrote `id` may have meant, likeliest first. */
export function nearestBoards(id: string, count = 5): Board[] {
  const wanted = simplified(id);
  return boardNames()
    .map(({ id, name }) => ({ id, score: dissimilarity(wanted, id, name) }))
    .sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => boardNamed(id)!);
}

/** The emulated board that runs code for the same instruction set; undefined for AVR and Xtensa. */
export function emulatedBoardFor(board: Board): EmulatedBoard | undefined {
  const core = EMULATED_CORE[board.core];
  return EMULATED_BOARDS.find((candidate) => candidate.id === board.id) ?? EMULATED_BOARDS.find((b) => b.core === core);
}

const EMULATED_CORE: Readonly<Record<Core, Core | undefined>> = {
  avr8: undefined,
  'cortex-m0': 'cortex-m0',
  'cortex-m0plus': 'cortex-m0', // the same ARMv6-M instructions, in other cycles
  'cortex-m3': 'cortex-m3',
  'cortex-m4': 'cortex-m4',
  'cortex-m7': 'cortex-m7',
  'cortex-m33': 'cortex-m33',
  'cortex-m55': 'cortex-m55',
  riscv32imc: 'riscv32imc',
  riscv32imac: 'riscv32imc', // the model uses no atomics
  'xtensa-lx6': undefined,
  'xtensa-lx7': undefined,
};

function parseLine(line: string): Board {
  const field = line.split('\t');
  const [id, core, upload] = [field[0]!, field[5]!, field[10]!];
  if (!isCore(core)) throw new Error(`board table: ${id} has the unknown core ${core}`);
  return {
    id,
    name: field[1]!,
    vendor: field[2]!,
    platform: field[3]!,
    mcu: field[4]!,
    core,
    clockHz: Number(field[6]),
    flashBytes: Number(field[7]),
    ramBytes: Number(field[8]),
    frameworks: frameworksOf(field[9]!),
    uploadProtocol: upload === '' ? undefined : upload,
    zephyr: zephyrBoardOf(id),
    emulator: undefined,
  };
}

/** Few boards have a list of their own, and splitting is what loading all boards spends its time on. */
const frameworkLists = new Map<string, readonly BoardFramework[]>();

function frameworksOf(list: string): readonly BoardFramework[] {
  let frameworks = frameworkLists.get(list);
  if (frameworks === undefined) {
    frameworks = list.split('|').filter(isBoardFramework);
    frameworkLists.set(list, frameworks);
  }
  return frameworks;
}

/** Board names differ in separators between vendors, Zephyr and PlatformIO: `nrf52840dk`, `nrf52840_dk`. */
function simplified(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** 0: equal. A text inside an id or a name counts as nearly equal; otherwise the edit distance. */
function dissimilarity(wanted: string, boardId: string, name: string): number {
  const id = simplified(boardId);
  if (id === wanted) return 0;
  if (wanted.length >= 3 && id.includes(wanted)) return 0.5 + (id.length - wanted.length) / 1000;
  if (wanted.length >= 3 && simplified(name).includes(wanted)) return 1.5;
  return distance(wanted, id);
}
