import { describe, expect, test } from 'vitest';
import { isCore } from '../../src/hardware/board-core.ts';
import { BOARD_TABLE } from '../../src/hardware/board-data.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import { allBoards, boardNamed, emulatedBoardFor, nearestBoards } from '../../src/hardware/boards.ts';

const ids = (boards: readonly { id: string }[]) => boards.map((board) => board.id);

describe('the table', () => {
  test('holds 805 real boards, sorted by id, and the emulated ones before them', () => {
    const all = allBoards();
    expect(all).toHaveLength(805 + EMULATED_BOARDS.length);
    expect(new Set(ids(all)).size).toBe(all.length);
    const real = ids(all.filter((board) => board.emulator === undefined));
    expect(real).toEqual([...real].sort());
  });

  test('has a positive number wherever a number is meant, and every framework is known', () => {
    for (const board of allBoards()) {
      expect(isCore(board.core), board.id).toBe(true);
      for (const value of [board.clockHz, board.flashBytes, board.ramBytes]) {
        expect(Number.isSafeInteger(value) && value > 0, board.id).toBe(true);
      }
    }
    for (const line of BOARD_TABLE.split('\n')) {
      const [id, frameworks] = [line.split('\t')[0]!, line.split('\t')[9]!];
      expect(boardNamed(id)?.frameworks.join('|')).toBe(frameworks);
    }
  });

  test('every Zephyr name is in the form board[@revision][/soc[/cpu][/variant]]', () => {
    const named = allBoards().filter((board) => board.zephyr !== undefined);
    expect(named.length).toBeGreaterThan(90);
    for (const board of named) expect(board.zephyr).toMatch(/^[a-z0-9_]+(@[a-z]+)?(\/[a-z0-9_]+){0,3}$/);
  });
});

describe('boardNamed', () => {
  test('a real board', () => {
    expect(boardNamed('nucleo_l432kc')).toEqual({
      id: 'nucleo_l432kc',
      name: 'ST Nucleo L432KC',
      vendor: 'ST',
      platform: 'ststm32',
      mcu: 'stm32l432kcu6',
      core: 'cortex-m4',
      clockHz: 80e6,
      flashBytes: 262144,
      ramBytes: 65536,
      frameworks: ['arduino', 'cmsis', 'mbed', 'stm32cube', 'libopencm3', 'zephyr'],
      uploadProtocol: 'stlink',
      zephyr: 'nucleo_l432kc',
      emulator: undefined,
    });
    expect(boardNamed('nrf52840_dk')?.zephyr).toBe('nrf52840dk/nrf52840');
    expect(boardNamed('esp32-c3-devkitm-1')?.zephyr).toBe('esp32c3_devkitm');
  });

  test('an emulated board', () => {
    expect(boardNamed('qemu:microbit')).toMatchObject({
      core: 'cortex-m0',
      clockHz: 16e6,
      flashBytes: 262144,
      ramBytes: 16384,
      emulator: { program: 'qemu-system-arm', machine: 'microbit' },
    });
    expect(boardNamed('qemu:riscv32-virt')?.emulator).toEqual({ program: 'qemu-system-riscv32', machine: 'virt' });
  });

  test.each(['', 'constructor', '__proto__', 'nucleo'])('%j is no board', (id) => {
    expect(boardNamed(id)).toBeUndefined();
  });
});

describe('nearestBoards', () => {
  test.each([
    ['nrf52840dk', 'nrf52840_dk'],
    ['nucleo-l432kc', 'nucleo_l432kc'],
    ['Nucleo L432KC', 'nucleo_l432kc'],
    ['uno_', 'uno'],
    ['mps2-an386', 'qemu:mps2-an386'],
    ['microbit v2', 'bbcmicrobit_v2'],
  ])('%s is likely %s', (written, meant) => {
    expect(nearestBoards(written)[0]?.id).toBe(meant);
  });

  test('offers as many as asked for, whatever is asked', () => {
    expect(nearestBoards('esp32c3', 3)).toHaveLength(3);
    expect(nearestBoards('')).toHaveLength(5);
    expect(nearestBoards('🤖')).toHaveLength(5);
  });
});

test('a real board is emulated by a machine of its instruction set, where there is one', () => {
  const emulated = (id: string) => emulatedBoardFor(boardNamed(id)!)?.id;
  expect(emulated('nucleo_l432kc')).toBe('qemu:mps2-an386');
  expect(emulated('pico')).toBe('qemu:microbit');
  expect(emulated('esp32-c3-devkitm-1')).toBe('qemu:riscv32-virt');
  expect(emulated('qemu:mps2-an505')).toBe('qemu:mps2-an505');
  expect(emulated('uno')).toBeUndefined();
  expect(emulated('esp32dev')).toBeUndefined();
});
