import { expect, it } from 'vitest';
import { crashError, type Death } from '../../../src/extension/jobs/crash.ts';

const death = (facts: Partial<Death>): { message: string; hint: string | undefined; cause: unknown } => {
  const { message, hint, cause } = crashError({ kind: 'search', code: null, signal: null, lastLines: [], ...facts });
  return { message, hint, cause };
};

it('suspects the memory after a kill, and says what helps', () => {
  expect(death({ signal: 'SIGKILL' })).toEqual({
    message: 'the process of the search was killed; the system may have run out of memory',
    hint: 'Resume the search: what had finished is kept. A lower `nas.search.workers` needs less memory.',
    cause: undefined,
  });
});

it('knows the last words of a heap that is full', () => {
  const lastLines = [
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    '----- Native -----',
  ];
  const { message, cause } = death({ signal: 'SIGABRT', lastLines });
  expect(message).toBe('the process of the search ran out of memory');
  expect(cause).toBe(lastLines.join('\n'));
});

it('names other signals', () => {
  expect(death({ signal: 'SIGSEGV' }).message).toBe('the process of the search was ended by the signal SIGSEGV');
});

it('repeats what the process said before it exited', () => {
  const { message, hint } = death({ kind: 'emulate', code: 3, lastLines: ['Error: no more handles', ''] });
  expect(message).toBe('the process that runs the emulator ended unexpectedly (exit code 3): Error: no more handles');
  expect(hint).toBe('Try again; the log has the details.');
});
