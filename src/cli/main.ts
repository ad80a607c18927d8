import { availableParallelism } from 'node:os';
import { cac } from 'cac';
import { messageOf, UserError } from '../base/errors.ts';
import { serveEditor } from './child/serve.ts';
import { boards } from './commands/boards.ts';
import { check } from './commands/check.ts';
import { emulateRun } from './commands/emulate.ts';
import { exportFloat, exportProject } from './commands/export.ts';
import { measureRun } from './commands/measure.ts';
import { report } from './commands/report.ts';
import { resume, run } from './commands/run.ts';
import { sizeOfProject } from './commands/size.ts';
import { spreadOfRun } from './commands/spread.ts';
import type { MeasureSource } from '../protocol/jobs.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Interrupted, interruptible } from './interrupt.ts';
import { formatProblem, InvalidSpec } from '../runs/spec-file.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { VERSION } from '../runs/version.ts';

/** Values of options as cac parses them. */
interface Options {
  readonly json?: boolean;
  readonly workers?: unknown;
  readonly trial?: unknown;
  readonly windows?: unknown;
  readonly seeds?: unknown;
  readonly framework?: string;
  readonly board?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly float32?: boolean;
  readonly port?: string | number;
  readonly baud?: unknown;
  readonly timeout?: unknown;
  readonly file?: string | number;
  readonly emulator?: boolean;
  readonly map?: string;
}

type Action = (terminal: Terminal, signal: AbortSignal) => Promise<void> | void;

const cli = cac('nas');
let chosen: { readonly options: Options; readonly action: Action } | undefined;

/** Commands only say what to do; `main` does it, so that errors and Ctrl-C are handled in one place. */
const choose = (options: Options, action: Action): void => {
  chosen = { options, action };
};

cli.option('--json', 'Results as JSON (`run`: every event of the journal, one per line)');

cli
  .command('check <spec>', 'Say whether a .nas.yaml can be searched, and what its space costs')
  .action((spec: string, options: Options) => choose(options, (terminal, signal) => check(spec, terminal, signal)));

cli
  .command('run <spec>', 'Search the architectures of a .nas.yaml')
  .option('--workers <count>', 'Trials trained at a time (default: the cores of this machine, at most 8)')
  .action((spec: string, options: Options) =>
    choose(options, (terminal, signal) => run(spec, workersOf(options), terminal, signal)),
  );

cli
  .command(
    'resume <run>',
    'Continue a run that was stopped or killed: its folder, or a spec for the newest of its runs',
  )
  .option('--workers <count>', 'Trials trained at a time')
  .action((target: string, options: Options) =>
    choose(options, (terminal, signal) => resume(target, workersOf(options), terminal, signal)),
  );

cli
  .command('report <run>', 'Show the Pareto front of a run and write its report.html')
  .action((target: string, options: Options) => choose(options, (terminal) => report(target, terminal)));

cli
  .command('export <run>', 'Write a network of a run as a firmware project')
  .option('--framework <name>', 'zephyr, platformio or bare (default: as the spec says)')
  .option('--trial <number>', 'Which trial (default: the member of the front with the least error)')
  .option('--board <id>', 'Another board than that of the spec')
  .option('--output <folder>', 'Where to (default: firmware/<name>-<framework> beside the spec)')
  .option('--force', 'Also overwrite files that were changed since they were generated')
  .option('--float32', 'The network as trained, before quantisation: two files of C, without a project')
  .action((target: string, options: Options) =>
    choose(options, (terminal, signal) => {
      const { framework, board, output, force = false } = options;
      if (options.float32 === true) {
        if ((framework ?? board) !== undefined) throw new UsageError('--float32 takes no --framework and no --board');
        return exportFloat(target, { output, force, trial: trialOf(options) }, terminal);
      }
      return exportProject(target, { framework, board, output, force, trial: trialOf(options) }, terminal, signal);
    }),
  );

cli
  .command('emulate <run>', 'Compile a network of a run and execute it in QEMU')
  .option('--trial <number>', 'Which trial (default: the member of the front with the least error)')
  .option('--board <id>', 'An emulated board (default: one with the core of the spec’s board)')
  .option('--windows <count>', 'Windows to run', { default: 200 })
  .action((target: string, options: Options) =>
    choose(options, (terminal, signal) => {
      const windows = wholeNumber('--windows', options.windows, 1) ?? 200;
      return emulateRun(target, { trial: trialOf(options), board: options.board, windows }, terminal, signal);
    }),
  );

cli
  .command('measure <run>', 'Read what the self-test build of a network measures on a board, and correct its estimates')
  .option('--port <name>', 'Serial port of the board, e.g. /dev/ttyACM0 or COM3')
  .option('--baud <rate>', 'Bits per second of the port', { default: 115200 })
  .option('--timeout <seconds>', 'Wait for a line of the self-test', { default: 30 })
  .option('--file <path>', 'A file with what the board said; - for the standard input')
  .option('--emulator', 'Build the self-test for QEMU and run it there')
  .option('--board <id>', 'An emulated board (default: one with the core of the spec’s board)')
  .option('--trial <number>', 'Which trial (default: the one whose network the board runs; in the emulator, the best)')
  .action((target: string, options: Options) =>
    choose(options, (terminal, signal) =>
      measureRun(target, { trial: trialOf(options), source: measureSourceOf(options) }, terminal, signal),
    ),
  );

cli
  .command('spread <run>', 'Train a network of a run with other seeds, and say how much its quality varies')
  .option('--trial <number>', 'Which trial (default: the member of the front with the least error)')
  .option('--seeds <count>', 'Trainings in all, that of the search included', { default: 5 })
  .option('--workers <count>', 'Trainings at a time')
  .action((target: string, options: Options) =>
    choose(options, (terminal, signal) => {
      const seeds = wholeNumber('--seeds', options.seeds, 2) ?? 5;
      return spreadOfRun(target, { trial: trialOf(options), seeds, workers: workersOf(options) }, terminal, signal);
    }),
  );

cli
  .command('size <project>', 'Show what a build of a generated project takes, beside what was estimated')
  .option('--map <file>', 'Map of the linker (default: that of the newest build in the project)')
  .action((folder: string, options: Options) =>
    choose(options, (terminal) => sizeOfProject(folder, options.map, terminal)),
  );

cli
  .command('boards [name]', 'List boards, or those most like a name')
  .action((name: string | undefined, options: Options) => choose(options, (terminal) => boards(name, terminal)));

cli.help().version(VERSION);

function workersOf({ workers }: Options): number {
  return wholeNumber('--workers', workers, 1) ?? Math.min(8, availableParallelism());
}

function measureSourceOf({ port, baud, timeout, file, emulator = false, board }: Options): MeasureSource {
  const given = [port !== undefined, file !== undefined, emulator].filter((source) => source);
  if (given.length !== 1) throw new UsageError('name one of --port, --file and --emulator');
  if (emulator) return { kind: 'emulator', ...(board === undefined ? {} : { board }) };
  if (file !== undefined) return { kind: 'log', path: String(file) };
  return {
    kind: 'serial',
    port: String(port),
    baud: wholeNumber('--baud', baud, 1)!,
    timeoutSeconds: wholeNumber('--timeout', timeout, 1)!,
  };
}

function trialOf({ trial }: Options): number | undefined {
  return wholeNumber('--trial', trial, 0);
}

function wholeNumber(option: string, value: unknown, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`${option} takes a whole number from ${least}`);
}

class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(): Promise<ExitCode> {
  try {
    const { options: parsed } = cli.parse(process.argv, { run: false });
    if (parsed['help'] === true || parsed['version'] === true) return EXIT.ok;
    if (cli.matchedCommand === undefined) {
      const [name] = cli.args;
      throw new UsageError(name === undefined ? 'name a command' : `there is no command '${name}'`);
    }
    cli.runMatchedCommand();
  } catch (error) {
    return tellUsage(error);
  }
  if (chosen === undefined) return EXIT.usage;
  const { options, action } = chosen;
  const terminal = processTerminal(options.json === true);
  try {
    await interruptible(async (signal) => {
      await action(terminal, signal);
    });
    return EXIT.ok;
  } catch (error) {
    terminal.status(undefined);
    return tell(error, terminal);
  }
}

function tellUsage(error: unknown): ExitCode {
  process.stderr.write(`${messageOf(error)}\n\`nas --help\` lists the commands.\n`);
  return EXIT.usage;
}

function tell(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) return tellUsage(error);
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof UserError) {
    if (terminal.json) {
      const { code, message, where, hint } = error;
      const problems = error instanceof InvalidSpec ? error.problems : undefined;
      terminal.print(JSON.stringify({ error: { code, message, where, hint, problems } }));
    }
    if (error instanceof InvalidSpec) {
      for (const problem of error.problems) terminal.say(formatProblem(error.path, problem));
    }
    terminal.say(error.format());
    return EXIT.failed;
  }
  terminal.say(
    `A defect of nas ${VERSION}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return EXIT.defect;
}

// The editor forks this program and talks to it over a channel; nobody types that.
const forked = process.argv[2] === 'child' && process.send !== undefined;
process.exitCode = await (forked ? serveEditor() : main());
