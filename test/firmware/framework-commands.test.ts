import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import type { FirmwareProject } from '../../src/firmware/describe-project.ts';
import {
  type CommandOptions,
  buildCommand,
  emulateCommand,
  flashCommand,
} from '../../src/firmware/framework-commands.ts';
import { toolCandidates } from '../../src/firmware/framework-tools.ts';
import { monitorCommand } from '../../src/firmware/monitor-command.ts';
import { type Command, runProcess } from '../../src/firmware/process.ts';
import { FakeTools } from '../support/fake-tools.ts';
import { need, temporaryFolder } from './tools.ts';

/** A machine with a Zephyr workspace in the usual place and the stand-ins on the PATH, all with spaces in their paths. */
function machine(...names: string[]) {
  const root = join(temporaryFolder(), 'my files');
  const home = join(root, 'home');
  const workspace = join(home, 'zephyrproject');
  mkdirSync(join(workspace, '.west'), { recursive: true });
  writeFileSync(join(workspace, '.west', 'config'), '[manifest]\npath = zephyr\n');
  const tools = new FakeTools(join(root, 'tool bin'), ...names);
  const folder = join(root, 'gestures zephyr');
  mkdirSync(folder);
  const options: CommandOptions = {
    where: {
      env: { PATH: [tools.folder, '/usr/bin', '/bin'].join(':') },
      home,
      platform: 'linux',
      folders: [folder],
    },
    settings: { west: '', pio: '' },
  };
  return { root, home, workspace, tools, folder, options };
}

function project(folder: string, changes: Partial<FirmwareProject> = {}): FirmwareProject {
  return {
    folder,
    name: 'gestures zephyr',
    framework: 'zephyr',
    board: 'nrf52840_dk',
    zephyr: 'nrf52840dk/nrf52840',
    prefix: 'model',
    run: '/somewhere/.nas/gestures/run',
    trial: 3,
    ...changes,
  };
}

/** What a command looks like to the program, when it really runs. */
async function called(tools: FakeTools, command: Command) {
  const { code } = await runProcess(command);
  const [call] = tools.takeCalls();
  return { code, ...call };
}

function failure(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('zephyr', () => {
  test('builds with west, from the workspace, into the project', async () => {
    const { tools, folder, options, workspace } = machine('west');
    tools.behave('west', 'exit 7');
    const call = await called(tools, buildCommand(project(folder), options));
    const build = join(folder, 'build', 'nrf52840dk_nrf52840');
    expect(call).toMatchObject({
      code: 7,
      tool: 'west',
      args: ['build', '-p', 'auto', '-b', 'nrf52840dk/nrf52840', '-d', build, folder],
      cwd: workspace,
    });
    expect(call.env?.['PATH']?.split(':')[0]).toBe(tools.folder);
    expect(call.env?.['PYTHONUNBUFFERED']).toBe('1');
  });

  test('flashes what was built there', async () => {
    const { tools, folder, options, workspace } = machine('west');
    const call = await called(tools, flashCommand(project(folder), options));
    const build = join(folder, 'build', 'nrf52840dk_nrf52840');
    expect(call).toMatchObject({ code: 0, args: ['flash', '-d', build], cwd: workspace });
  });

  test('builds and flashes the self-test in a folder of its own', () => {
    const { folder, options } = machine('west', 'pio');
    const selfTest = { ...options, selfTest: true };
    const build = join(folder, 'build', 'nrf52840dk_nrf52840-selftest');
    const built = buildCommand(project(folder), selfTest).args;
    expect(built.slice(built.indexOf('-d'))).toEqual(['-d', build, folder, '--', '-DNAS_SELF_TEST=1']);
    expect(flashCommand(project(folder), selfTest).args).toEqual(['flash', '-d', build]);
    const arduino = project(folder, { framework: 'platformio', board: 'uno' });
    expect(buildCommand(arduino, selfTest).args).toEqual(['run', '-d', folder, '-e', 'uno-selftest']);
    expect(flashCommand(arduino, selfTest).args).toEqual(['run', '-d', folder, '-e', 'uno-selftest', '-t', 'upload']);
  });

  test('is watched with the miniterm beside west, which asks for a port where none is known', async () => {
    const { tools, folder, options } = machine('west', 'pyserial-miniterm', 'pio');
    expect(await called(tools, monitorCommand(project(folder), { ...options, port: '/dev/ttyACM0' }))).toMatchObject({
      tool: 'pyserial-miniterm',
      args: ['--raw', '/dev/ttyACM0', '115200'],
    });
    expect(monitorCommand(project(folder), options).args).toEqual(['--raw', '-', '115200']);
  });

  test('is watched with PlatformIO where there is no pyserial', () => {
    const { folder, options, tools } = machine('west', 'pio');
    const command = monitorCommand(project(folder), { ...options, port: '/dev/ttyACM0' });
    expect(command).toMatchObject({
      command: tools.path('pio'),
      args: ['device', 'monitor', '-p', '/dev/ttyACM0', '-b', '115200'],
    });
  });

  test('without any monitor, says what to install', () => {
    const { folder, options } = machine('west');
    const error = failure(() => monitorCommand(project(folder), options));
    expect(error).toMatchObject({ code: 'firmware/no-monitor' });
    expect(error.hint).toContain('pip install pyserial');
  });

  test('takes the board from the task where the project does not know it', () => {
    const { folder, options } = machine('west');
    const unknown = project(folder, { board: 'some_board', zephyr: undefined });
    expect(failure(() => buildCommand(unknown, options))).toMatchObject({ code: 'firmware/zephyr-board' });
    const { args } = buildCommand(unknown, { ...options, zephyrBoard: 'some_board/soc' });
    expect(args).toContain('some_board/soc');
  });

  test('an emulated board cannot be flashed or watched', () => {
    const { folder, options } = machine('west');
    const emulated = project(folder, { board: 'qemu:mps2-an386', zephyr: 'mps2/an386' });
    expect(failure(() => flashCommand(emulated, options))).toMatchObject({ code: 'firmware/no-board' });
    expect(failure(() => monitorCommand(emulated, options))).toMatchObject({ code: 'firmware/no-board' });
  });

  test('west without a workspace: one error with what to do', () => {
    const { folder, options, root } = machine('west');
    const elsewhere = { ...options, where: { ...options.where, home: join(root, 'nobody') } };
    const error = failure(() => buildCommand(project(folder), elsewhere));
    expect(error).toMatchObject({ code: 'firmware/no-zephyr' });
    expect(error.hint).toContain('https://docs.zephyrproject.org/latest/develop/getting_started/');
  });

  test.each([
    ['of ZEPHYR_BASE', (root: string) => ({ env: { ZEPHYR_BASE: join(root, 'zp', 'zephyr') } })],
    ['around the project', (root: string) => ({ folders: [join(root, 'zp', 'apps', 'mine')] })],
  ])('uses the workspace %s', (_, where) => {
    const { folder, options, root, tools } = machine('west');
    mkdirSync(join(root, 'zp', '.west'), { recursive: true });
    writeFileSync(join(root, 'zp', '.west', 'config'), '');
    const { env, ...rest } = { env: {}, ...where(root) };
    const there = {
      ...options,
      where: { ...options.where, ...rest, env: { PATH: tools.folder, ...env }, home: join(root, 'nobody') },
    };
    expect(buildCommand(project(folder), there).cwd).toBe(join(root, 'zp'));
  });
});

describe('platformio', () => {
  const changes = { framework: 'platformio', board: 'nucleo_f446re', zephyr: undefined } as const;

  test('builds, uploads and watches with pio', async () => {
    const { tools, folder, options } = machine('pio');
    const mine = project(folder, changes);
    const port = { ...options, port: '/dev/ttyUSB 1' };
    expect(await called(tools, buildCommand(mine, options))).toMatchObject({
      code: 0,
      tool: 'pio',
      args: ['run', '-d', folder, '-e', 'nucleo_f446re'],
      env: { PYTHONUNBUFFERED: '1' },
    });
    expect((await called(tools, flashCommand(mine, options))).args).toEqual(
      ['run', '-d', folder, '-e', 'nucleo_f446re', '-t', 'upload'], // pio finds the port, or needs none
    );
    expect((await called(tools, flashCommand(mine, port))).args?.slice(-2)).toEqual(['--upload-port', '/dev/ttyUSB 1']);
    expect((await called(tools, monitorCommand(mine, options))).args).toEqual(
      ['device', 'monitor', '-d', folder, '-e', 'nucleo_f446re'], // likewise
    );
    expect((await called(tools, monitorCommand(mine, port))).args?.slice(-2)).toEqual(['-p', '/dev/ttyUSB 1']);
  });
});

describe('bare', () => {
  test('is built and run with make, once compiler and emulator are there', (context) => {
    need(context, 'make', 'arm-none-eabi-gcc', 'qemu-system-arm');
    const { folder, options } = machine();
    const bare = project(folder, { framework: 'bare', board: 'qemu:mps2-an386' });
    expect(buildCommand(bare, options)).toMatchObject({ args: [], cwd: folder });
    expect(emulateCommand(bare, options)).toMatchObject({ args: ['run'], cwd: folder });
    expect(failure(() => flashCommand(bare, options))).toMatchObject({ code: 'firmware/no-board' });
    const nothing = { ...options, where: { ...options.where, env: { PATH: '/nowhere' } } };
    const error = failure(() => buildCommand(bare, nothing));
    expect(error).toMatchObject({ code: 'firmware/tool-missing' });
    expect(error.hint).toContain('apt-get install -y --no-install-recommends gcc-arm-none-eabi qemu-system-arm');
  });
});

describe('looking for tools', () => {
  test('the setting wins, and must be right', () => {
    const { folder, options, tools, root } = machine('west', 'pio');
    const other = new FakeTools(join(root, 'other'), 'west');
    const set = (west: string) => ({ ...options, settings: { west, pio: '' } });
    expect(buildCommand(project(folder), set(other.path('west'))).command).toBe(other.path('west'));
    expect(buildCommand(project(folder), set('')).command).toBe(tools.path('west'));
    const error = failure(() => buildCommand(project(folder), set('/nowhere/west')));
    expect(error.format()).toBe(
      'west is not where the setting nas.tools.west says: /nowhere/west.\n  Correct the setting, or empty it to have west looked for.',
    );
  });

  test('an environment of the project wins over the PATH', () => {
    const { folder, options } = machine('west');
    const own = new FakeTools(join(folder, '.venv', 'bin'), 'west');
    expect(buildCommand(project(folder), options).command).toBe(own.path('west'));
  });

  test.each([
    ['west', 'https://docs.zephyrproject.org/latest/develop/getting_started/'],
    ['pio', 'https://docs.platformio.org/en/latest/core/installation/'],
  ])('without %s, says where to get it', (tool, guide) => {
    const { folder, options } = machine();
    const framework = tool === 'west' ? 'zephyr' : 'platformio';
    const error = failure(() => buildCommand(project(folder, { framework }), options));
    expect(error).toMatchObject({ code: 'firmware/tool-missing' });
    expect(error.message).toContain(tool);
    expect(error.hint).toContain(guide);
    expect(error.hint).toContain(`nas.tools.${tool}`);
  });

  test('the usual places, on every system', () => {
    const linux = { env: { PATH: '/usr/bin' }, home: '/home/me', platform: 'linux', folders: ['/work'] } as const;
    expect(toolCandidates('west', { ...linux, env: { PATH: '/usr/bin', ZEPHYR_BASE: '/opt/zp/zephyr' } })).toEqual([
      '/work/.venv/bin/west',
      '/work/venv/bin/west',
      '/usr/bin/west',
      '/opt/zp/.venv/bin/west',
      '/opt/zp/venv/bin/west',
      '/home/me/zephyrproject/.venv/bin/west',
      '/home/me/zephyrproject/venv/bin/west',
      '/home/me/.local/bin/west',
      '/opt/homebrew/bin/west',
      '/usr/local/bin/west',
    ]);
    expect(toolCandidates('pio', linux)).toContain('/home/me/.platformio/penv/bin/pio');
    const windows = { env: { Path: 'C:\\Tools;C:\\Windows' }, home: 'C:\\Users\\me', platform: 'win32' } as const;
    expect(toolCandidates('pio', { ...windows, folders: ['D:\\work'] })).toEqual([
      'D:\\work\\.venv\\Scripts\\pio.exe',
      'D:\\work\\venv\\Scripts\\pio.exe',
      'C:\\Tools\\pio.exe',
      'C:\\Windows\\pio.exe',
      'C:\\Users\\me\\.platformio\\penv\\Scripts\\pio.exe',
    ]);
  });
});
