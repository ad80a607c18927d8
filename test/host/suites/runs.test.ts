import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Run, Runs } from '../../../src/extension/runs/run.ts';
import { folder, holderOf, Messages, newest, theRuns, until, writeSpec } from '../support/runs.ts';

const SHARES_API = process.env['NAS_UNDER_TEST'] === 'folder';

const journalOf = (run: Run): string => readFileSync(run.directory!.journalPath, 'utf8');

/** Runs a command as a menu would, and does not wait for messages that it may show. */
const command = (id: string, argument?: unknown): Thenable<unknown> => vscode.commands.executeCommand(id, argument);

suite('runs', () => {
  const messages = new Messages();
  let runs: Runs;

  suiteSetup(async () => {
    runs = await theRuns();
    await vscode.workspace
      .getConfiguration('nas')
      .update('search.openDashboard', false, vscode.ConfigurationTarget.Global);
  });
  suiteTeardown(() =>
    vscode.workspace
      .getConfiguration('nas')
      .update('search.openDashboard', undefined, vscode.ConfigurationTarget.Global),
  );
  setup(() => {
    messages.all.length = 0;
    messages.answer = () => undefined;
    messages.listen();
  });
  teardown(() => messages.restore());

  /** Begins a search and waits for its journal. */
  async function begin(spec: vscode.Uri): Promise<Run> {
    await command('nas.runSearch', spec);
    const run = await until('a run', () => newest(runs, spec));
    await until('its first trial', () => run.state.trials.length > 0);
    return run;
  }

  const ended = (run: Run): Promise<unknown> => until(`the end of ${run.name}`, () => run.activity.kind === 'idle');

  test('a search runs from the command, appears in the list, and is finished', async () => {
    const spec = writeSpec('first', { trials: 3 });
    const run = await begin(spec);
    assert.equal(run.status, 'running');
    await ended(run);
    assert.equal(run.status, 'finished');
    assert.equal(run.state.trials.length, 3);
    assert.ok(run.state.front.length > 0);
    assert.ok(existsSync(join(run.directory!.path, 'front.json')));
    assert.equal(run.events.length, journalOf(run).trimEnd().split('\n').length);
    if (SHARES_API) {
      await until('the message', () => messages.all.length > 0);
      assert.match(
        messages.all[0]!,
        /^The search `first` is finished after 3 trials: best [\d.]+ %, \d networks? on the front\.$/,
      );
    }
    assert.equal(runs.open(run.directory!.path), run);
  });

  test('an unsaved spec is saved before it runs', async () => {
    const spec = writeSpec('unsaved', { trials: 2 });
    const document = await vscode.workspace.openTextDocument(spec);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('trials: 2') + 'trials: '.length;
    edit.replace(spec, new vscode.Range(document.positionAt(at), document.positionAt(at + 1)), '3');
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    await vscode.window.showTextDocument(document);
    // From the palette: the active editor says what is meant.
    await command('nas.runSearch');
    assert.ok(!document.isDirty);
    const run = await until('a run', () => newest(runs, spec));
    await until('the end', () => run.status === 'finished');
    assert.equal(run.state.trials.length, 3);
  });

  test('stops in silence, and goes on', async () => {
    const spec = writeSpec('stopped', { trials: 8, epochs: 20 });
    const run = await begin(spec);
    await command('nas.stopSearch', spec);
    assert.equal(run.activity.kind, 'idle');
    assert.equal(run.status, 'stopped');
    assert.ok(run.state.trials.length < 8 || run.state.front.length < 8);
    assert.deepEqual(messages.all, []);

    await command('nas.resumeSearch', spec);
    await until('the end', () => run.status === 'finished');
    assert.equal(run.state.trials.length, 8);
    assert.match(journalOf(run), /"run-resumed"/);
  });

  test('a killed process is told with its cause and resumed', async () => {
    const spec = writeSpec('killed', { trials: 6, epochs: 12 });
    const run = await begin(spec);
    await until('a finished trial', () => run.state.front.length > 0);
    process.kill(holderOf(run), 'SIGKILL');
    const { error } = await until('the crash', () => (run.activity.kind === 'crashed' ? run.activity : undefined));
    assert.equal(error.code, 'job/crashed');
    assert.match(error.message, /was killed; the system may have run out of memory/);
    assert.equal(run.status, 'crashed');
    if (SHARES_API) {
      await until('the message', () => messages.all.length > 0);
      assert.match(
        messages.all[0]!,
        /^The search `killed` ended: the process of the search was killed.*Resume the search/,
      );
    }
    await command('nas.resumeSearch', { run: run.directory!.path });
    await until('the end', () => run.status === 'finished');
    assert.equal(run.state.trials.length, 6);
    assert.equal(runs.of(spec.fsPath).length, 1);
  });

  test('the message resumes', async function () {
    if (!SHARES_API) this.skip();
    const spec = writeSpec('resumed', { trials: 5, epochs: 12 });
    const run = await begin(spec);
    messages.answer = (message) => (message.includes('was killed') ? 'Resume' : undefined);
    process.kill(holderOf(run), 'SIGKILL');
    await until('the end', () => run.status === 'finished');
    assert.equal(run.state.trials.length, 5);
  });

  test('one search at a time; others wait, and can be taken out', async () => {
    const specs = ['queue-a', 'queue-b', 'queue-c'].map((name) => writeSpec(name, { trials: 3, epochs: 10 }));
    const [first] = specs;
    await begin(first!);
    await command('nas.runSearch', specs[1]);
    await command('nas.runSearch', specs[2]);
    const [a, b, c] = specs.map((spec) => newest(runs, spec)!);
    assert.deepEqual([a!.status, b!.status, c!.status], ['running', 'queued', 'queued']);
    assert.deepEqual(c!.activity, { kind: 'queued', ahead: 2 });
    await command('nas.stopSearch', specs[1]);
    assert.equal(newest(runs, specs[1]!), undefined);
    assert.deepEqual(c!.activity, { kind: 'queued', ahead: 1 });
    await until('the first', () => a!.status === 'finished');
    await until('the third', () => c!.status === 'finished');
    assert.ok(!existsSync(join(folder, '.nas', 'queue-b')));
  });

  test('a search that cannot start says why and leaves nothing', async () => {
    const path = join(folder, 'no-data.nas.yaml');
    const text = readFileSync(writeSpec('no-data', { trials: 2 }).fsPath, 'utf8');
    const source = '{ source: csv, train: nowhere/train.csv, series: id, channels: [x] }';
    const task = '{ type: classification, target: label }';
    writeFileSync(path, text.replace(/^data: .*$/m, `data: ${source}`).replace(/^task: .*$/m, `task: ${task}`));
    const spec = vscode.Uri.file(path);
    await command('nas.runSearch', spec);
    await until('the end', () => newest(runs, spec) === undefined);
    assert.ok(!existsSync(join(folder, '.nas', 'no-data')));
    if (SHARES_API) {
      await until('the message', () => messages.all.length > 0);
      assert.match(messages.all[0]!, /^The search `no-data` could not start: .*nowhere\/train\.csv/);
    }
  });

  test('a spec with errors is shown instead of searched', async () => {
    const path = join(folder, 'broken.nas.yaml');
    writeFileSync(path, 'name: broken\nbudget: { trials: many }\n');
    const spec = vscode.Uri.file(path);
    await command('nas.runSearch', spec);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path);
    assert.equal(newest(runs, spec), undefined);
    if (SHARES_API) assert.match(messages.all[0]!, /^`broken\.nas\.yaml` has \d+ errors: mend them, then search\.$/);
  });

  test('an interrupted run is offered once, and resumed', async function () {
    if (!SHARES_API) this.skip();
    const spec = writeSpec('offered', { trials: 4 });
    const whole = await begin(spec);
    await until('the end', () => whole.status === 'finished');
    // As a power cut leaves it: the journal ends somewhere, and nobody holds it.
    const path = join(dirname(whole.directory!.path), '2001-01-01T00-00-00');
    cpSync(whole.directory!.path, path, { recursive: true });
    const lines = journalOf(whole).split('\n');
    const after = lines.findIndex((line) => line.includes('"trial-finished"')) + 1;
    writeFileSync(join(path, 'journal.jsonl'), `${lines.slice(0, after).join('\n')}\n`);
    const offers = (): string[] => messages.all.filter((message) => message.includes('interrupted'));
    await command('nas.refreshRuns');
    await until('the offer', () => offers().length > 0);
    assert.deepEqual(offers(), ['The search `offered` was interrupted after 1 of 4 trials.']);
    await command('nas.refreshRuns');
    await sleep(3000);
    assert.equal(offers().length, 1);

    // Touched again: another interruption.
    messages.answer = (message) => (message.includes('interrupted') ? 'Resume' : undefined);
    utimesSync(join(path, 'journal.jsonl'), new Date(), new Date());
    await command('nas.refreshRuns');
    await until('the end', () => runs.open(path).status === 'finished');
    assert.equal(runs.open(path).state.trials.length, 4);
  });

  test('a run is deleted after a question, a running one is not', async function () {
    if (!SHARES_API) this.skip();
    const spec = writeSpec('deleted', { trials: 2 });
    const run = await begin(spec);
    messages.answer = (message) => (message.startsWith('Delete') ? 'Delete' : undefined);
    await command('nas.deleteRun', spec);
    assert.ok(existsSync(run.directory!.path));
    assert.match(messages.all.join('\n'), /'deleted' is being searched/);
    await until('the end', () => run.status === 'finished');
    await command('nas.deleteRun', spec);
    assert.ok(!existsSync(run.directory!.path));
    assert.equal(newest(runs, spec), undefined);
  });
});
