import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { type Call, FakeTools } from '../../support/fake-tools.ts';

const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const project = (name: string): string => join(folder, 'firmware', name);

/** Messages can be answered only where extension and suite share an instance of the API. */
const SHARES_API = process.env['NAS_UNDER_TEST'] === 'folder';

/** What the extension said, and what a person would have clicked. */
const messages: string[] = [];
let answer: (message: string) => string | undefined = () => undefined;

let state: string;
let tools: FakeTools;
let run: string;
let front: number[];

const setTool = (name: 'west' | 'pio', path: string) =>
  vscode.workspace.getConfiguration('nas').update(`tools.${name}`, path, vscode.ConfigurationTarget.Global);

/** Runs a task and waits for the end of its process. */
async function execute(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const subscription = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      subscription.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return await ended;
}

async function taskNamed(name: string): Promise<vscode.Task> {
  const tasks = await vscode.tasks.fetchTasks({ type: 'nas' });
  const found = tasks.find((task) => task.name === name);
  assert.ok(found, `${name} is not among ${tasks.map((task) => task.name).join(', ')}`);
  return found;
}

async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await sleep(50);
  }
  throw new Error(`${what} did not come within 20 s; said: ${messages.join(' | ')}`);
}

const deploy = (framework: string, board: string, trial = front[0]!) =>
  vscode.commands.executeCommand('nas.deploy', { run, trial, framework, board });

const flash = (framework: string, board: string, trial = front[0]!) =>
  vscode.commands.executeCommand('nas.flash', { run, trial, framework, board });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

function listenToMessages(): void {
  const window = vscode.window as unknown as Record<string, unknown>;
  for (const name of ['showErrorMessage', 'showWarningMessage', 'showInformationMessage']) {
    window[name] = (text: string, ...rest: unknown[]) => {
      const detail = rest.find((value) => typeof value === 'object' && value !== null) as
        { detail?: string } | undefined;
      const message = detail?.detail === undefined ? text : `${text}\n${detail.detail}`;
      messages.push(message);
      return Promise.resolve(answer(message));
    };
  }
}

suite('firmware', function () {
  this.timeout(120_000);

  suiteSetup(async () => {
    if (SHARES_API) listenToMessages();
    const extension = vscode.extensions.getExtension('tinyml-nas.tinyml-nas')!;
    const nas = join(extension.extensionPath, 'dist/nas.js');
    if (!existsSync(join(folder, '.nas/tiny'))) {
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      await promisify(execFile)(process.execPath, [nas, 'run', 'tiny.nas.yaml', '--workers', '1'], {
        cwd: folder,
        env,
      });
    }
    run = join(folder, '.nas/tiny', readdirSync(join(folder, '.nas/tiny'))[0]!);
    const { members } = JSON.parse(readFileSync(join(run, 'front.json'), 'utf8')) as { members: { trial: number }[] };
    front = members.map(({ trial }) => trial);

    state = mkdtempSync(join(tmpdir(), 'nas tools '));
    mkdirSync(join(state, 'zephyr project/.west'), { recursive: true });
    writeFileSync(join(state, 'zephyr project/.west/config'), '[manifest]\npath = zephyr\n');
    tools = new FakeTools(join(state, 'zephyr project/.venv/bin'), 'west', 'pio', 'pyserial-miniterm');
    await setTool('west', tools.path('west'));
    await setTool('pio', tools.path('pio'));
    await extension.activate();
  });

  suiteTeardown(async () => {
    for (const name of ['west', 'pio'] as const) await setTool(name, '');
    rmSync(state, { recursive: true, force: true });
  });

  setup(() => {
    messages.length = 0;
    answer = () => undefined;
  });

  teardown(async () => {
    for (const name of ['west', 'pio']) tools.behave(name);
    // Asked again and again: VS Code ignores the wish while a task's terminal is being made.
    await until(() => {
      for (const execution of vscode.tasks.taskExecutions) execution.terminate();
      return vscode.tasks.taskExecutions.length === 0;
    }, 'the end of all tasks');
    tools.takeCalls();
  });

  test('deploy writes a project, opens the file to edit, and offers its tasks', async () => {
    await deploy('zephyr', 'nucleo_f446re');
    const main = join(project('tiny-zephyr'), 'src/main.c');
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, main);
    assert.ok(existsSync(join(project('tiny-zephyr'), 'modules/model/src/model.c')));
    const tasks = await vscode.tasks.fetchTasks({ type: 'nas' });
    assert.deepEqual(
      tasks.map((task) => task.name).sort(),
      ['build', 'emulate', 'flash', 'monitor'].map((action) => `${action} tiny-zephyr`),
    );
    assert.deepEqual(tasks.find(({ name }) => name === 'build tiny-zephyr')?.definition, {
      type: 'nas',
      action: 'build',
      project: 'firmware/tiny-zephyr',
    });
  });

  test('the build task runs west, with its exit code', async () => {
    const task = await taskNamed('build tiny-zephyr');
    assert.equal(await execute(task), 0);
    const build = join(project('tiny-zephyr'), 'build/nucleo_f446re');
    const [call, ...others] = tools.takeCalls();
    assert.deepEqual(others, []);
    assert.equal(call?.tool, 'west');
    assert.deepEqual(call.args, ['build', '-p', 'auto', '-b', 'nucleo_f446re', '-d', build, project('tiny-zephyr')]);
    assert.equal(call.cwd, join(state, 'zephyr project'));
    tools.behave('west', 'exit 42');
    assert.equal(await execute(task), 42);
  });

  test('what the compiler says is in the Problems panel, until the next build', async () => {
    const main = vscode.Uri.file(join(project('tiny-zephyr'), 'src/main.c'));
    const task = await taskNamed('build tiny-zephyr');
    tools.behave(
      'west',
      `echo "${main.fsPath}:12:5: error: 'x' undeclared"; echo "src/main.c:9:1: warning: unused"; exit 1`,
    );
    assert.equal(await execute(task), 1);
    const found = vscode.languages.getDiagnostics(main);
    assert.deepEqual(
      found.map(({ message, severity, range }) => [message, severity, range.start.line, range.start.character]),
      [
        ["'x' undeclared", vscode.DiagnosticSeverity.Error, 11, 4],
        ['unused', vscode.DiagnosticSeverity.Warning, 8, 0],
      ],
    );
    tools.behave('west');
    await execute(task);
    assert.deepEqual(vscode.languages.getDiagnostics(main), []);
  });

  test('a model that does not fit is a problem of the project, with advice', async () => {
    const task = await taskNamed('build tiny-zephyr');
    tools.behave('west', 'echo "/opt/bin/ld.bfd: region \\`RAM\' overflowed by 1234 bytes" >&2; exit 1');
    assert.equal(await execute(task), 1);
    const [problem] = vscode.languages.getDiagnostics(vscode.Uri.file(join(project('tiny-zephyr'), 'prj.conf')));
    assert.equal(problem?.message, 'RAM overflowed by 1,234 bytes: choose a smaller architecture, or a bigger board.');
  });

  test('a task of tasks.json is resolved', async () => {
    const definition = { type: 'nas', action: 'flash', project: 'firmware/tiny-zephyr' };
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    const file = join(folder, '.vscode/tasks.json');
    writeFileSync(file, JSON.stringify({ version: '2.0.0', tasks: [{ ...definition, label: 'to my board' }] }));
    try {
      let task: vscode.Task | undefined;
      for (let tries = 0; task === undefined && tries < 50; tries++) {
        await sleep(200); // until the editor has read the file
        const tasks = await vscode.tasks.fetchTasks({ type: 'nas' });
        task = tasks.find(({ name }) => name === 'to my board');
      }
      assert.ok(task);
      assert.equal(await execute(task), 0);
      const build = join(project('tiny-zephyr'), 'build/nucleo_f446re');
      assert.deepEqual(tools.takeCalls()[0]?.args, ['flash', '-d', build]);
    } finally {
      rmSync(file);
    }
  });

  test('terminating a build ends the compiler that hangs in it', async () => {
    const pids = join(state, 'pids');
    tools.behave('west', `sleep 600 & echo $! > "${pids}"; echo $$ >> "${pids}"; wait`);
    const task = await taskNamed('build tiny-zephyr');
    const execution = await vscode.tasks.executeTask(task);
    const started = await until(() => {
      const lines = existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n') : [];
      return lines.length === 2 && lines.map(Number);
    }, 'the build');
    assert.ok(started.every(isAlive));
    execution.terminate();
    await until(() => !started.some(isAlive), 'the end of the processes');
  });

  test('flash: deploys, builds, uploads, opens the monitor, in this order', async () => {
    await flash('platformio', 'nucleo_f446re');
    const mine = project('tiny-platformio');
    const calls: Call[] = [];
    await until(() => calls.push(...tools.takeCalls()) >= 3, 'three calls');
    const environment = ['-d', mine, '-e', 'nucleo_f446re'];
    assert.deepEqual(
      calls.map(({ tool, args }) => [tool, ...args]),
      [
        ['pio', 'run', ...environment],
        ['pio', 'run', ...environment, '-t', 'upload'],
        ['pio', 'device', 'monitor', ...environment],
      ],
    );
  });

  test('flash does not deploy again what is there', async () => {
    const model = join(project('tiny-platformio'), 'lib/model/src/model.c');
    appendFileSync(model, '/* mine */\n');
    tools.behave('pio', 'exit 1');
    await flash('platformio', 'nucleo_f446re');
    assert.match(readFileSync(model, 'utf8'), /mine/);
    assert.equal(tools.takeCalls().length, 1);
  });

  test('flashing again ends the monitor, which holds the port, and opens it again', async () => {
    const pids = join(state, 'monitors');
    tools.behave('pio', `[ "$1" = device ] || exit 0; echo $$ >> "${pids}"; exec sleep 600`);
    const monitors = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []);
    await flash('platformio', 'nucleo_f446re');
    await until(() => monitors().length === 1, 'the monitor');
    await flash('platformio', 'nucleo_f446re');
    await until(() => monitors().length === 2, 'the second monitor');
    const [first, second] = monitors();
    assert.deepEqual([isAlive(first!), isAlive(second!)], [false, true]);
    assert.equal(vscode.tasks.taskExecutions.length, 1);
  });

  test('flash stops at a build that fails, and says so once', async () => {
    tools.behave(
      'pio',
      'echo "Error: The program size (33000 bytes) is greater than maximum allowed (32256 bytes)"; exit 1',
    );
    await flash('platformio', 'nucleo_f446re');
    assert.deepEqual(
      tools.takeCalls().map(({ args }) => args[0]),
      ['run'],
    );
    if (SHARES_API) {
      assert.deepEqual(messages, [
        'Building tiny-platformio failed with exit code 1. 744 bytes more flash than the board has: choose a smaller architecture, or a bigger board.',
      ]);
    }
  });

  test('deploying over an edited file asks first, and keeps it unless told otherwise', async function () {
    if (!SHARES_API) this.skip();
    const model = join(project('tiny-platformio'), 'lib/model/src/model.c');
    await deploy('platformio', 'nucleo_f446re');
    assert.match(messages[0]!, /model\.c was changed since it was generated/);
    assert.match(readFileSync(model, 'utf8'), /mine/);
    answer = (message) => (message.includes('model.c') ? 'Overwrite' : undefined);
    await deploy('platformio', 'nucleo_f446re');
    assert.doesNotMatch(readFileSync(model, 'utf8'), /mine/);
  });

  test('a tool that is missing: one message with what to do', async () => {
    await setTool('west', join(state, 'nowhere/west'));
    try {
      await vscode.commands.executeCommand('nas.build', vscode.Uri.file(project('tiny-zephyr')));
      assert.deepEqual(tools.takeCalls(), []);
      assert.deepEqual(vscode.tasks.taskExecutions, []);
      if (SHARES_API) {
        assert.equal(messages.length, 1);
        assert.match(messages[0]!, /^west is not where the setting nas\.tools\.west says: .*nowhere\/west\./);
      }
      assert.equal(await execute(await taskNamed('build tiny-zephyr')), 1);
    } finally {
      await setTool('west', tools.path('west'));
    }
  });

  test('the monitor task of a Zephyr project has a terminal of its own', async () => {
    tools.behave('pyserial-miniterm', '[ -t 0 ] && exit 9; exit 1');
    assert.equal(await execute(await taskNamed('monitor tiny-zephyr')), 9);
    assert.deepEqual(tools.takeCalls()[0]?.args, ['--raw', '-', '115200']);
  });

  test('emulate: the network in QEMU, its accuracy and costs', async () => {
    await vscode.commands.executeCommand('nas.emulate', { run, trial: front[0] });
    if (SHARES_API) {
      assert.equal(messages.length, 1);
      assert.match(
        messages[0]!,
        /accuracy on 50 test windows, bit for bit as predicted\. [\d,]+ instructions per window/,
      );
      assert.match(messages[0]!, /KiB flash .* RAM/);
    }
  });

  test('measure: the self-test in QEMU, from the command into the journal', async () => {
    await vscode.commands.executeCommand('nas.measureBoard', { run, trial: front[0], emulator: true });
    const journal = readFileSync(join(run, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    const last = JSON.parse(journal.at(-1)!) as Record<string, unknown>;
    const { type, trial, source, windows, passed } = last;
    assert.deepEqual([type, trial, source], ['trial-measured', front[0], 'emulator']);
    assert.equal(passed, windows);
  });

  test('emulate as a task: of a project for a board, and of one for the emulator', async () => {
    assert.equal(await execute(await taskNamed('emulate tiny-zephyr')), 0);
    await deploy('bare', 'qemu:mps2-an386');
    assert.equal(await execute(await taskNamed('build tiny-bare')), 0);
    assert.equal(await execute(await taskNamed('emulate tiny-bare')), 0);
    assert.ok(existsSync(join(project('tiny-bare'), 'outputs.bin')));
  });
});
