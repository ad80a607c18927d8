import { UserError } from '../../base/errors.ts';
import { reportOf } from '../../protocol/error-report.ts';
import { JOB_PROTOCOL } from '../../protocol/jobs.ts';
import { formatProblem, InvalidSpec } from '../../runs/spec-file.ts';
import { VERSION } from '../../runs/version.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Interrupted } from '../interrupt.ts';
import { Channel } from './channel.ts';
import { perform } from './perform.ts';

/** Milliseconds in which a job must end once its window is gone. The journal is safe at any moment; this is for the rest. */
const ABANDONED_GRACE = 5000;

/** Milliseconds after the last message in which threads and handles must be gone. */
const EXIT_GRACE = 2000;

/**
 * `nas child`: does one job for the editor, which forked this process, and ends. A window that closes or crashes stops the
 * job as a polite request does.
 */
export async function serveEditor(): Promise<ExitCode> {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  // Whoever read our output may be gone.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const channel = new Channel({
    stop: () => controller.abort(new Interrupted()),
    gone: (reason) => {
      controller.abort(reason);
      setTimeout(() => process.exit(EXIT.interrupted), ABANDONED_GRACE).unref();
    },
  });
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error: unknown) => {
      void channel.send({ type: 'error', error: reportOf(error) }).then(() => process.exit(EXIT.defect));
    });
  }

  const code = await doJob(channel, controller.signal);
  channel.close();
  setTimeout(() => process.exit(), EXIT_GRACE).unref();
  return code;
}

async function doJob(channel: Channel, signal: AbortSignal): Promise<ExitCode> {
  const tell = (message: Parameters<Channel['send']>[0]): void => void channel.send(message);
  try {
    const { protocol, job } = await channel.init;
    if (protocol !== JOB_PROTOCOL) throw otherProtocol(protocol);
    tell({ type: 'ready', protocol: JOB_PROTOCOL, tool: VERSION });
    const result = await perform(job, tell, signal);
    await channel.send({ type: 'done', result });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof InvalidSpec) {
      for (const problem of error.problems) tell({ type: 'say', text: formatProblem(error.path, problem) });
    }
    if (signal.aborted && (error === signal.reason || isAbortError(error))) {
      await channel.send({ type: 'error', error: { code: 'job/stopped', message: 'stopped' } });
      return EXIT.interrupted;
    }
    await channel.send({ type: 'error', error: reportOf(error) });
    return error instanceof UserError ? EXIT.failed : EXIT.defect;
  }
}

function otherProtocol(protocol: number): UserError {
  return new UserError('job/protocol', `the editor speaks version ${protocol}, this program ${JOB_PROTOCOL}`, {
    hint: 'Reload the window: the extension was updated.',
  });
}

/** What Node's own interfaces throw when their signal is aborted. */
function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
