import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { failureMessage } from '../../src/extension/failure-actions.ts';
import { findFrameworkTool } from '../../src/firmware/framework-tools.ts';
import { requireTools } from '../../src/firmware/toolchain.ts';

function failure(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('no UserError was thrown');
}

const nowhere = { env: { PATH: '/nowhere' }, home: '/nowhere', platform: 'linux', folders: [] } as const;

describe('a message about a failure', () => {
  test('a missing tool: where to read, and the setting', () => {
    // Not with west: this machine may have one in /usr/local/bin, which is a usual place.
    const error = new UserError('firmware/tool-missing', 'pio, the build tool of PlatformIO, was not found.', {
      hint: 'Install PlatformIO (https://docs.platformio.org/en/latest/core/installation/), or set nas.tools.pio to the path of pio.',
    });
    expect(failureMessage(error)).toEqual({
      text: 'pio, the build tool of PlatformIO, was not found. Install PlatformIO, or set nas.tools.pio to the path of pio.',
      actions: [
        {
          kind: 'open',
          title: 'How to Install',
          url: 'https://docs.platformio.org/en/latest/core/installation/',
        },
        { kind: 'settings', title: 'Open Setting', id: 'nas.tools.pio' },
      ],
    });
  });

  test('the errors that are really thrown have these forms', () => {
    const wrong = failureMessage(failure(() => findFrameworkTool('west', '/nowhere/west', nowhere)));
    expect(wrong.actions).toEqual([{ kind: 'settings', title: 'Open Setting', id: 'nas.tools.west' }]);
    const compiler = failureMessage(failure(() => requireTools(['arm-none-eabi-gcc'], '/nowhere')));
    expect(compiler.actions).toEqual([
      {
        kind: 'copy',
        title: 'Copy Command',
        text: 'sudo apt-get install -y --no-install-recommends gcc-arm-none-eabi',
      },
    ]);
  });

  test('nothing to click where there is nothing to do', () => {
    const error = new UserError('x', 'No serial port was found.', { hint: 'Connect the board.', where: 'a.yaml:3' });
    expect(failureMessage(error)).toEqual({
      text: 'No serial port was found. Connect the board. (a.yaml:3)',
      actions: [],
    });
  });
});
