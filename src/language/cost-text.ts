import { formatBytes, formatCount, formatJoules, formatSeconds } from '../base/format.ts';
import { describeArchitecture } from '../protocol/describe.ts';
import { type BoardRoom, frameworkName } from '../hardware/image-overhead.ts';
import type { ConstraintName } from '../search/constraints.ts';
import type { Misfit, Shortfall } from '../search/nothing-fits.ts';

const NAMES: Readonly<Record<ConstraintName, string>> = {
  flash: 'flash',
  ram: 'RAM',
  latency: 'latency',
  energy: 'energy',
  macs: 'multiply-accumulates',
};

export const costName = (constraint: ConstraintName): string => NAMES[constraint];

export function formatCost(constraint: ConstraintName, value: number): string {
  switch (constraint) {
    case 'flash':
    case 'ram':
      return formatBytes(value);
    case 'latency':
      return formatSeconds(value);
    case 'energy':
      return formatJoules(value);
    case 'macs':
      return `${formatCount(value)} MAC`;
  }
}

/** A limit that lets the value pass, as people would write it: `2.2 KiB`, `13 ms`. */
export function limitFor(constraint: ConstraintName, value: number): string {
  switch (constraint) {
    case 'flash':
    case 'ram':
      return value < 1024 ? `${Math.ceil(value)} B` : `${rounded(value / 1024)} KiB`;
    case 'latency':
      return value < 1e-3 ? `${rounded(value * 1e6)} µs` : `${rounded(value * 1e3)} ms`;
    case 'energy':
      return value < 1e-3 ? `${rounded(value * 1e6)} µJ` : `${rounded(value * 1e3)} mJ`;
    case 'macs':
      return String(Math.ceil(value));
  }
}

/** Up, to one decimal; 1e-9 keeps 2.3 from becoming 2.4 by its binary tail. */
const rounded = (value: number) => String(Math.ceil(value * 10 - 1e-9) / 10);

/** "the smallest, gru 4 → 6 classes, needs 2.1 KiB of flash" */
export function needs({ constraint, value, architecture }: Shortfall): string {
  const figure = value === null ? 'an unknown amount' : formatCost(constraint, value);
  const smallest = `the smallest, ${describeArchitecture(architecture)}, needs`;
  switch (constraint) {
    case 'flash':
    case 'ram':
      return `${smallest} ${figure} of ${costName(constraint)}`;
    case 'latency':
      return `the fastest, ${describeArchitecture(architecture)}, takes ${figure}`;
    case 'energy':
    case 'macs':
      return `${smallest} ${figure}`;
  }
}

/** "`flash` allows 1 KiB", or "uno leaves 27.6 KiB beside Arduino" where the board is what limits. */
export function allows({ constraint, limit }: Pick<Shortfall, 'constraint' | 'limit'>, room: BoardRoom): string {
  const figure = formatCost(constraint, limit);
  return limitedByBoard(constraint, limit, room)
    ? `${room.board.id} leaves ${figure} beside ${frameworkName(room.overhead)}`
    : `\`${constraint}\` allows ${figure}`;
}

export function limitedByBoard(constraint: ConstraintName, limit: number, room: BoardRoom): boolean {
  return (constraint === 'flash' || constraint === 'ram') && limit >= room[constraint];
}

/** Why nothing fits, in one clause. */
export function describeMisfit({ shortfalls, closest }: Misfit, room: BoardRoom): string {
  const [first] = shortfalls;
  if (first !== undefined) return `${needs(first)}, and ${allows(first, room)}`;
  const broken = closest.broken.map(({ constraint, value, limit }) => {
    const figure = value === null ? 'unknown' : formatCost(constraint, value);
    return `${figure} of ${costName(constraint)}, where ${allows({ constraint, limit }, room)}`;
  });
  return `the closest, ${describeArchitecture(closest.architecture)}, has ${broken.join(', and ')}`;
}
