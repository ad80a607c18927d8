import { expect, test } from 'vitest';
import { parseTask } from '../../../src/extension/firmware/task-definition.ts';
import { measureSourceOf, wishesOf } from '../../../src/extension/firmware/wishes.ts';
import { OutputLines } from '../../../src/extension/firmware/output-lines.ts';

test('tasks as people write them', () => {
  const task = { action: 'flash', project: 'firmware/x', port: 'COM3', board: 'uno', selfTest: true };
  expect(parseTask({ type: 'nas', ...task, label: 'mine' })).toEqual(task);
  expect(parseTask({ action: 'build', project: 'x', port: '', board: 7 })).toEqual({ action: 'build', project: 'x' });
  for (const wrong of [{}, { action: 'build' }, { action: 'burn', project: 'x' }, { action: 'build', project: '' }]) {
    expect(parseTask(wrong)).toBeUndefined();
  }
});

test('wishes of an argument', () => {
  expect(wishesOf({ run: 'r', framework: 'zephyr', board: 'uno' })).toEqual({ framework: 'zephyr', board: 'uno' });
  for (const nothing of [undefined, null, 'zephyr', { framework: 'make' }]) expect(wishesOf(nothing)).toEqual({});
});

test('where a measurement is to come from, or nothing, to be asked', () => {
  const console = { baud: 115_200, timeoutSeconds: 30 };
  expect(measureSourceOf({ run: 'r', port: 'COM3' })).toEqual({ kind: 'serial', port: 'COM3', ...console });
  expect(measureSourceOf({ log: 'log.txt' })).toEqual({ kind: 'log', path: 'log.txt' });
  expect(measureSourceOf({ emulator: true })).toEqual({ kind: 'emulator' });
  for (const nothing of [undefined, null, 'COM3', {}, { emulator: 1 }])
    expect(measureSourceOf(nothing)).toBeUndefined();
});

test('lines come whole, however they are cut', () => {
  const lines: string[] = [];
  const output = new OutputLines((line) => lines.push(line));
  for (const piece of ['one\ntw', 'o\r', '\nthree\n\nfo', 'ur']) output.add(piece);
  expect(lines).toEqual(['one', 'two', 'three', '']);
  output.end();
  output.end();
  expect(lines).toEqual(['one', 'two', 'three', '', 'four']);
});
