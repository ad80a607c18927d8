import { UserError } from '../../base/errors.ts';
import type { ReadingCollector } from './reading.ts';

/** How to build what says the lines that were missed. */
const BUILD_SELF_TEST =
  'Flash the self-test build: `pio run -e BOARD-selftest -t upload`, or `west build … -- -DNAS_SELF_TEST=1` and `west flash`. ' +
  'A main file that you changed must call self_test_measure() under #ifdef NAS_SELF_TEST.';

/** Why there is no measurement in what was read. @param where a port or a file */
export function noReading(collector: ReadingCollector, where: string): UserError {
  const { bytes, unreadable, whole, damaged } = collector;
  if (bytes === 0) {
    return new UserError('measure/silent', 'nothing came', {
      where,
      hint: `Check the cable and the port, and that the board runs. ${BUILD_SELF_TEST}`,
    });
  }
  if (damaged > whole || (whole === 0 && unreadable > bytes / 10)) {
    const what = damaged > 0 ? `${damaged} lines of the self-test are damaged` : 'what came is no text';
    return new UserError('measure/garbled', what, {
      where,
      hint: 'Check the speed (--baud; generated projects speak at 115200), and that no other program reads the port.',
    });
  }
  if (whole === 0) {
    return new UserError('measure/no-lines', 'the board speaks, but says no line of the self-test', {
      where,
      hint: BUILD_SELF_TEST,
    });
  }
  return new UserError('measure/unfinished', 'a measurement began, and did not end in one piece', {
    where,
    hint: damaged > 0 ? `${damaged} lines were damaged: check the cable.` : 'Wait longer (--timeout), or log more.',
  });
}
