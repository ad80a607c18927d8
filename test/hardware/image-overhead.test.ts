import { describe, expect, test } from 'vitest';
import { allBoards, boardNamed } from '../../src/hardware/boards.ts';
import { boardRoom, imageOverhead } from '../../src/hardware/image-overhead.ts';
import { describeImage, describeOverhead } from '../../src/hardware/overhead-text.ts';

const overhead = (kind: 'zephyr' | 'platformio' | 'bare', id: string) => imageOverhead(kind, boardNamed(id)!);

describe('what a framework takes', () => {
  test('is that of the build for the same chips', () => {
    expect(overhead('zephyr', 'nrf52840_dk')).toMatchObject({ flash: 20872, basis: 'measured', error: 0.1 });
    expect(overhead('platformio', 'uno')).toMatchObject({ framework: 'arduino', basis: 'measured', error: 0.1 });
  });

  test('of the nearest relative otherwise, and less sure', () => {
    const relative = overhead('zephyr', 'nucleo_l432kc');
    expect(relative.source).toContain('nucleo_f411re');
    expect(relative.error).toBeGreaterThan(0.3);
    expect(overhead('zephyr', 'esp32dev').error).toBeGreaterThan(relative.error);
  });

  test('is of the kind that the board can have', () => {
    expect(overhead('zephyr', 'uno').framework).toBe('arduino');
    expect(overhead('bare', 'uno').framework).toBe('arduino');
    expect(overhead('platformio', 'qemu:microbit').framework).toBe('bare');
  });

  test('is known for every board and kind', () => {
    for (const board of allBoards()) {
      for (const kind of ['zephyr', 'platformio', 'bare'] as const) {
        const { overhead, flash, ram } = boardRoom(kind, board);
        expect(overhead.error).toBeGreaterThan(0);
        expect(flash).toBeLessThan(board.flashBytes);
        expect(ram).toBeLessThan(board.ramBytes);
      }
    }
  });
});

test('a board leaves what surely is not taken', () => {
  // 4,480 B and 372 + 256 B, less a tenth
  expect(boardRoom('platformio', boardNamed('uno')!)).toMatchObject({ flash: 32256 - 4032, ram: 2048 - 566 });
});

test('in words', () => {
  const room = boardRoom('platformio', boardNamed('uno')!);
  expect(describeOverhead(room.overhead)).toMatch(
    /^Arduino takes 4.38 KiB of flash and 628 B of RAM, ± 10 % \(measured: /,
  );
  expect(describeImage([1000, 2000], [100, 100], room)).toBe(
    '5.35 KiB … 6.33 KiB of 31.5 KiB flash, 728 B of 2 KiB RAM',
  );
});
